"use strict";
// Asks every two seconds for the part of the page that changes and alters only what differs, so that nothing flickers, and what has the
// focus, is open or is scrolled stays so. Without script the page loads itself anew.
const [live, state] = ["live", "state"].map(id => document.getElementById(id));
const often = 2000;
let tag = null, timer = 0, asking = null;

const text = node => node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE;

function alter(now, next) {
  if (now.isEqualNode(next) || (now.dataset && "held" in now.dataset)) return;
  if (now.nodeName !== next.nodeName || now.id !== next.id) { now.replaceWith(next); return; }
  if (text(now)) { now.data = next.data; return; }
  for (const { name, value } of [...next.attributes]) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  for (const { name } of [...now.attributes])
    if (!next.hasAttribute(name) && !(now.nodeName === "DETAILS" && name === "open")) now.removeAttribute(name);
  // What a person sets is not an attribute. The address says which runs are chosen; a slider that nobody holds shows the newest.
  if (now.type === "checkbox") now.checked = next.hasAttribute("checked");
  if (now.type === "range") now.value = next.getAttribute("value");
  const [old, fresh] = [[...now.childNodes], [...next.childNodes]];
  fresh.forEach((child, i) => i < old.length ? alter(old[i], child) : now.append(child));
  old.slice(fresh.length).forEach(child => child.remove());
}

async function ask() {
  clearTimeout(timer);
  asking?.abort();
  const mine = asking = new AbortController();
  let wait = often;
  try {
    if (!document.hidden) {
      const headers = tag ? { "If-None-Match": tag } : {};
      const response = await fetch("/live" + location.search, { headers, signal: mine.signal, cache: "no-store" });
      if (response.status === 200) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        if (mine !== asking) return;
        tag = response.headers.get("ETag");
        alter(live.firstElementChild, page.getElementById("content"));
      } else if (response.status !== 304) throw new Error(response.statusText);
      if (response.headers.get("X-Has-More") === "1") wait = 50;
      say("");
    }
  } catch (error) {
    if (mine !== asking) return;
    say("The server does not answer; trying again.");
  }
  timer = setTimeout(ask, wait);
}

function say(what) {
  if (state.textContent !== what) state.textContent = what;
  state.className = what ? "lost" : "";
}

function go() {
  const query = new URLSearchParams([...new FormData(document.getElementById("choice"))].filter(([, value]) => value));
  history.replaceState(null, "", query.size ? "/?" + query : "/");
  tag = null;
  ask();
}

live.addEventListener("change", event => { if (event.target.name === "run") go(); });
live.addEventListener("submit", event => { event.preventDefault(); go(); });
live.addEventListener("input", event => {
  if (event.target.name === "q") { clearTimeout(timer); timer = setTimeout(go, 300); return; }
  const sheets = event.target.closest(".sheets");
  if (!sheets) return;
  const steps = sheets.dataset.steps.split(" "), index = Number(event.target.value);
  sheets.querySelector("img").src = sheets.dataset.sheet + steps[index];
  sheets.querySelector("output").textContent = steps[index];
  // An older sheet is held until the newest is asked for again.
  if (index < steps.length - 1) sheets.dataset.held = ""; else { delete sheets.dataset.held; tag = null; }
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
timer = setTimeout(ask, often);
