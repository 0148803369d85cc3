namespace GanBench.Survey.Browser.Tests;

/// <summary>A script that lists what on a page breaks a rule of WCAG 2.2.</summary>
internal static class Audit
{
    /// <summary>Returns one line per problem. The numbers are those of WCAG's success criteria.</summary>
    public const string Script =
        """
        () => {
          const problems = [];
          const all = selector => [...document.querySelectorAll(selector)];
          const say = (rule, element) => problems.push(rule + (element ? ': ' + element.outerHTML.slice(0, 120) : ''));
          // 3.1.1, 2.4.2
          if (!document.documentElement.lang) say('no lang on the page');
          if (!document.title.trim()) say('no title');
          // Landmarks: one main, one header, one footer, everything inside of them.
          if (all('main').length !== 1) say('not exactly one main');
          for (const child of document.body.children)
            if (!['HEADER', 'MAIN', 'FOOTER'].includes(child.tagName)) say('content outside of landmarks', child);
          // 1.3.1: one h1, no level left out
          if (all('h1').length !== 1) say('not exactly one h1');
          let level = 0;
          for (const heading of all('h1,h2,h3,h4,h5,h6')) {
            const next = +heading.tagName[1];
            if (next > level + 1) say('heading h' + next + ' after h' + level, heading);
            level = next;
          }
          // 1.1.1
          for (const image of all('img')) if (!image.hasAttribute('alt')) say('no alt', image);
          // 4.1.2: names of fields, buttons and links
          for (const field of all('input:not([type=hidden]),select,textarea'))
            if (![...(field.labels ?? [])].some(l => l.textContent.trim()) && !field.getAttribute('aria-label')) say('no label', field);
          for (const control of all('button,a[href]')) if (!control.textContent.trim() && !control.getAttribute('aria-label')) say('no name', control);
          for (const group of all('fieldset')) if (!group.querySelector(':scope > legend')?.textContent.trim()) say('no legend', group);
          for (const bar of all('progress')) if (!bar.getAttribute('aria-labelledby') && !bar.getAttribute('aria-label')) say('no name', bar);
          for (const table of all('table')) {
            if (!table.caption) say('no caption', table);
            for (const cell of table.querySelectorAll('thead th')) if (!cell.scope) say('no scope', cell);
          }
          // Ids are unique, and what refers to one finds it.
          const ids = all('[id]').map(e => e.id);
          for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) say('several elements with id ' + id);
          for (const attribute of ['aria-labelledby', 'aria-describedby', 'for'])
            for (const element of all('[' + attribute + ']'))
              for (const id of element.getAttribute(attribute).split(' '))
                if (!document.getElementById(id)) say(attribute + ' refers to nothing', element);
          // 2.5.8: targets of at least 24 by 24 pixels, or in running text, or a label around a field
          for (const target of all('button,a[href],input:not([type=hidden])')) {
            const label = target.labels?.[0];
            const box = (label && label.contains(target) ? label : target).getBoundingClientRect();
            const inText = target.tagName === 'A' && getComputedStyle(target).display === 'inline';
            if (!inText && (box.width < 24 || box.height < 24)) say('target smaller than 24 px', target);
          }
          // 1.4.3: contrast of text, 4.5 or, for large text, 3
          const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const luminance = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
          const colour = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const ground = element => {
            for (; element; element = element.parentElement) {
              const c = colour(getComputedStyle(element).backgroundColor);
              if (c.length < 4 || c[3] === 1) return c;
            }
            return [255, 255, 255];
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement, style = getComputedStyle(element);
            if (!walker.currentNode.textContent.trim() || style.visibility === 'hidden' || !element.getClientRects().length) continue;
            const [a, b] = [luminance(colour(style.color)), luminance(ground(element))].sort((x, y) => y - x);
            const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < (large ? 3 : 4.5)) say('contrast ' + ratio.toFixed(2), element);
          }
          // 1.4.11: borders of fields against what is around them
          for (const field of all('input.field')) {
            const [a, b] = [luminance(colour(getComputedStyle(field).borderTopColor)), luminance(ground(field.parentElement))].sort((x, y) => y - x);
            if ((a + 0.05) / (b + 0.05) < 3) say('contrast of the border', field);
          }
          return problems;
        }
        """;
}
