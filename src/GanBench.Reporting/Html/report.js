// Sorts and filters tables and tells the values of charts. It asks nothing of any network, and the page reads the same without it.
"use strict";

const make = (name, properties) => Object.assign(document.createElement(name), properties);

// A heading's button sorts by its column: numbers by value, text by letters, what has no value last.
function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    // No button element: a heading that print repeats on the next page would lose its text.
    const button = make("span", { className: "sort", tabIndex: 0, role: "button" });
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach(h => h.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
      const key = row => row.cells[column].dataset.v;
      const rows = [...table.tBodies[0].rows].sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x !== undefined && y !== undefined) return direction * (Number(x) - Number(y));
        if (x !== undefined || y !== undefined) return x !== undefined ? -1 : 1;
        return direction * a.cells[column].textContent.localeCompare(b.cells[column].textContent);
      });
      table.tBodies[0].append(...rows);
    });
  });
}

// Every word of the box must be somewhere in a row.
function filterable(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < 6) return;
  const name = table.caption.querySelector("b").textContent;
  const box = make("input", { type: "search", placeholder: "Filter rows" });
  const count = make("output", {});
  box.setAttribute("aria-label", `Filter rows of ${name}`);
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(w => w);
    for (const row of rows) row.hidden = !words.every(w => row.textContent.toLowerCase().includes(w));
    count.textContent = words.length ? `${rows.filter(r => !r.hidden).length} of ${rows.length}` : "";
  });
  const tool = make("div", { className: "filter" });
  tool.append(box, count);
  table.closest(".tablebox").prepend(tool);
}

for (const table of document.querySelectorAll("table.data")) {
  sortable(table);
  filterable(table);
}

// Along lines: the nearest point of each, read back from the drawing through the axes.
const format = value => Math.abs(value) >= 1000 ? value.toLocaleString("en", { maximumFractionDigits: 0 })
  : Number(value.toPrecision(3)).toString();

function readable(svg, plot) {
  const axis = text => {
    const [min, max, log] = text.split(" ");
    const [from, to] = log ? [Math.log(min), Math.log(max)] : [Number(min), Number(max)];
    return at => log ? Math.exp(from + at * (to - from)) : from + at * (to - from);
  };
  const [x, y] = [axis(plot.dataset.x), axis(plot.dataset.y)];
  const [left, top, width, height] = ["x", "y", "width", "height"].map(a => Number(plot.getAttribute(a)));
  let lines;
  const tip = make("div", { className: "tip", hidden: true });
  const ruler = document.createElementNS(svg.namespaceURI, "path");
  ruler.setAttribute("class", "ruler");
  svg.after(tip);
  svg.addEventListener("pointermove", event => {
    lines ??= [...plot.querySelectorAll("path[data-name]")].map(path => ({
      name: path.dataset.name,
      points: (path.getAttribute("d").match(/[ML][^ML]+/g) ?? []).map(p => p.slice(1).split(" ").map(Number)),
    })).filter(line => line.points.length);
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const wanted = at.x - left;
    if (!lines.length || wanted < 0 || wanted > width || at.y < top || at.y > top + height) return leave();
    const nearest = lines.map(line => line.points.reduce((a, b) => Math.abs(b[0] - wanted) < Math.abs(a[0] - wanted) ? b : a));
    const found = nearest.reduce((a, b) => Math.abs(b[0] - wanted) < Math.abs(a[0] - wanted) ? b : a);
    const texts = nearest.map((p, i) => `${lines[i].name ? lines[i].name + ": " : ""}${format(y(1 - p[1] / height))}`);
    tip.textContent = [`at ${format(x(found[0] / width))}`, ...texts].join("\n");
    tip.hidden = false;
    const right = wanted > width / 2;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    tip.style.left = right ? "auto" : `${(left + found[0] + 8) * scale}px`;
    tip.style.right = right ? `${(svg.viewBox.baseVal.width - left - found[0] + 8) * scale}px` : "auto";
    ruler.setAttribute("d", `M${found[0]} 0V${height}`);
    plot.append(ruler);
  });
  const leave = () => { tip.hidden = true; ruler.remove(); };
  svg.addEventListener("pointerleave", leave);
}

for (const svg of document.querySelectorAll("svg.chart")) {
  const plot = svg.querySelector("svg[data-x]");
  if (plot) readable(svg, plot);
}

// A page that was moved without its animations shows their last picture.
for (const picture of document.querySelectorAll(".animation picture"))
  picture.querySelector("img").addEventListener("error", () => picture.querySelector("source")?.remove(), { once: true });
