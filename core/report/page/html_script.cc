#include "core/report/page/html_template.h"

namespace zipml {

// What the page can do besides being read: filters, order, copy buttons, the
// other theme. Without it everything is there. It asks nothing of any network
// and keeps the theme alone, where the browser lets it.
const char* const kPageScript = R"js("use strict";
const root = document.documentElement;
const all = (selector, within = document) =>
  [...within.querySelectorAll(selector)];
const make = (name, text, act) => {
  const element = document.createElement(name);
  element.textContent = text;
  if (name === "button") element.type = "button";
  if (act) element.addEventListener("click", act);
  return element;
};
root.classList.add("js");

// The theme: the system's, until the reader asks for the other one.
const kept = {
  get() { try { return localStorage.getItem("zipml-theme"); } catch { return null; } },
  set(theme) { try { localStorage.setItem("zipml-theme", theme); } catch {} },
};
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches;
const theme = make("button", "", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  kept.set(root.dataset.theme);
  nameTheme();
});
const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
theme.id = "theme";
theme.title = "The other theme";
if (kept.get()) root.dataset.theme = kept.get();
systemDark.addEventListener("change", nameTheme);
nameTheme();
document.querySelector(".bar").append(theme);

// Tables in the order of a column; first as it is natural, then the reverse.
const valueOf = (row, column, isNumber) => {
  const cell = row.cells[column];
  if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
  const text = cell.textContent.trim();
  if (!isNumber) return text.toLowerCase();
  if (text === "inf") return Infinity;
  if (text === "-inf") return -Infinity;
  return parseFloat(text);
};
const isMissing = value => value === "" || Number.isNaN(value);
const compare = (a, b) =>
  typeof a === "string" ? a.localeCompare(b, "en", {numeric: true})
                        : a < b ? -1 : a > b ? 1 : 0;
const sortTable = (table, column, descending) => {
  const heads = [...table.tHead.rows[0].cells];
  const isNumber = heads[column].matches(".n, .by-value");
  const rows = [...table.tBodies[0].rows].map((row, place) =>
    ({row, place, value: valueOf(row, column, isNumber)}));
  rows.sort((a, b) => {
    // What is missing comes last either way.
    const missing = isMissing(a.value) - isMissing(b.value);
    if (missing || isMissing(a.value)) return missing || a.place - b.place;
    const order = compare(a.value, b.value);
    return (descending ? -order : order) || a.place - b.place;
  });
  table.tBodies[0].append(...rows.map(entry => entry.row));
  heads.forEach((head, i) => {
    if (i === column) {
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    } else {
      head.removeAttribute("aria-sort");
    }
  });
};
for (const table of all("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = make("button", head.textContent, () =>
      sortTable(table, column, head.getAttribute("aria-sort") === "ascending"));
    head.replaceChildren(button);
  });
}

// The table of verdicts: those rows that all filters let through.
const verdicts = document.getElementById("verdict-table");
const filters = document.getElementById("filters");
if (verdicts) {
  const rows = [...verdicts.tBodies[0].rows];
  const texts = new Map(rows.map(row =>
    [row, [...row.cells].map(cell => cell.textContent).join(" ").toLowerCase()]));
  const search = document.getElementById("search");
  const textOf = column => row => row.cells[column].textContent.trim();
  const choices = [
    ["by-outcome", row => row.querySelector(".badge").classList[1]],
    ["by-claim", textOf(0)],
    ["by-study", textOf(7)],
    ["by-data", row => row.classList.contains("stand-in") ? "stand-in" : "real"],
  ].map(([id, of]) => ({of, select: document.getElementById(id)}))
    .filter(choice => choice.select);
  const column = document.getElementById("by-column");
  const shown = document.getElementById("shown");
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
    let count = 0;
    let standIns = 0;
    for (const row of rows) {
      row.hidden =
        !choices.every(({of, select}) =>
          !select.value || of(row) === select.value) ||
        !words.every(word => texts.get(row).includes(word));
      count += !row.hidden;
      standIns += !row.hidden && row.classList.contains("stand-in");
    }
    shown.value =
      (count === rows.length ? `${count} verdicts`
                             : `${count} of ${rows.length} verdicts`) +
      (standIns ? `, ${standIns} on stand-ins` : "");
  };
  [...verdicts.tHead.rows[0].cells].forEach((head, i) =>
    column.append(new Option("By " + head.textContent.toLowerCase(), i)));
  column.addEventListener("change", () =>
    sortTable(verdicts, Number(column.value), false));
  search.addEventListener("input", filter);
  for (const {select} of choices) select.addEventListener("change", filter);
  filters.addEventListener("submit", event => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(() => {
    filter();
    sortTable(verdicts, 0, false);
  }));
  for (const badge of all("a[data-outcome]")) {
    badge.addEventListener("click", () => {
      document.getElementById("by-outcome").value = badge.dataset.outcome;
      filter();
    });
  }
  filter();
}

// Commands, to be copied.
const copy = async (code, button) => {
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
};
for (const code of all(".command code")) {
  const button = make("button", "Copy", () => copy(code, button));
  code.after(button);
}

// What an address leads to is open.
const openTarget = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
  }
  target.scrollIntoView();
};
addEventListener("hashchange", openTarget);
if (location.hash) openTarget();

// In print verdicts are unfolded; of tables, configs and provenance those that
// the reader has opened.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = all("details.verdict:not([open])");
  for (const part of unfolded) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of unfolded) part.open = false;
});

// Where one is, in the contents.
const links = new Map(all("#contents a").map(link => [link.hash.slice(1), link]));
const seen = new Set();
const watch = new IntersectionObserver(entries => {
  for (const {target, isIntersecting} of entries) {
    seen[isIntersecting ? "add" : "delete"](target);
  }
  const first = watched.find(part => seen.has(part));
  for (const [address, link] of links) {
    link.classList.toggle("current", Boolean(first) && first.id === address);
  }
}, {rootMargin: "-60px 0px -60% 0px"});
const watched = all(".claim-section, main > .study, #overview, #verdicts")
  .filter(part => links.has(part.id));
for (const part of watched) watch.observe(part);
)js";

}  // namespace zipml
