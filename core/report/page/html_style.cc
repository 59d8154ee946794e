#include "core/report/page/html_template.h"

namespace zipml {

// Light and dark follow the reader's system; on a phone the verdict table
// becomes a list of cards; in print, links to files and shadows go.
const char* const kPageStyle = R"css(
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f6f7f9; --ink: #1d2430; --soft: #5b6675;
  --line: #dfe3e8; --link: #0b5cad; --warn-ink: #7a4b00; --warn: #fff4dc;
  --good: #11703f; --good-back: #def5e6; --part: #805400; --part-back: #fdf0cf;
  --bad: #ab1f16; --bad-back: #fde4e1; --open: #1f5796; --open-back: #e1edfb;
  --none: #565f6b; --none-back: #e9ecf0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181f; --panel: #1c222b; --ink: #e4e8ee; --soft: #9ba6b5;
    --line: #313945; --link: #7db6f2; --warn-ink: #f3c979; --warn: #3a2e14;
    --good: #7fdca6; --good-back: #143724; --part: #f0c869;
    --part-back: #3a2f12; --bad: #ff9d94; --bad-back: #45201d;
    --open: #93c2f8; --open-back: #1b324e; --none: #b3bcc8;
    --none-back: #2c333d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans",
    sans-serif;
  overflow-wrap: break-word;
}
main, header > div { max-width: 1080px; margin: 0 auto; padding: 0 20px; }
header {
  background: var(--panel); border-bottom: 1px solid var(--line);
  padding: 28px 0 22px;
}
h1 { margin: 0 0 6px; font-size: 1.75rem; line-height: 1.25; }
h2 {
  margin: 52px 0 14px; padding-bottom: 6px; font-size: 1.35rem;
  line-height: 1.3; border-bottom: 2px solid var(--line);
}
h2 .where { font-weight: 400; font-size: 1rem; }
h3 { margin: 30px 0 8px; font-size: 1.05rem; }
a { color: var(--link); }
.facts { color: var(--soft); margin: 0 0 14px; }
.facts b { color: var(--ink); font-weight: 600; }
.where, .small { color: var(--soft); }
.small { font-size: 0.86rem; }
nav { margin-top: 16px; }
nav a { margin-right: 18px; white-space: nowrap; }
.counts { display: flex; flex-wrap: wrap; gap: 8px; }
.badge {
  display: inline-block; padding: 2px 10px; border-radius: 12px;
  font-size: 0.84rem; font-weight: 600; white-space: nowrap;
}
.reproduced { color: var(--good); background: var(--good-back); }
.partly { color: var(--part); background: var(--part-back); }
.refuted { color: var(--bad); background: var(--bad-back); }
.inconclusive { color: var(--open); background: var(--open-back); }
.untestable { color: var(--none); background: var(--none-back); }
.warning {
  margin: 6px 0 0; padding: 3px 9px; border-left: 3px solid var(--warn-ink);
  background: var(--warn); color: var(--warn-ink); font-size: 0.86rem;
}
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
th, td {
  padding: 7px 12px; text-align: left; vertical-align: top;
  border-top: 1px solid var(--line);
}
thead th { border-top: 0; background: var(--panel); vertical-align: bottom; }
.results th, .results td { white-space: nowrap; }
.results td.text { white-space: normal; min-width: 8.5em; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.results tbody tr:nth-child(even) { background: var(--panel); }
.verdicts td p { margin: 0 0 4px; }
.verdicts td.value { min-width: 7.5em; font-variant-numeric: tabular-nums; }
.verdicts .statement { min-width: 15em; }
.claim { font-weight: 700; white-space: nowrap; }
.verdicts td:first-child { min-width: 10em; }
a.named { color: inherit; text-decoration: underline dotted; }
.claims { display: grid; grid-template-columns: 3.5em 1fr; gap: 4px 0; }
.claims dt { font-weight: 700; }
.claims dd { margin: 0; }
figure { margin: 26px 0; }
.plot { overflow-x: auto; }
figure img {
  display: block; max-width: 100%; height: auto; margin: 0 auto;
  background: #ffffff; border: 1px solid var(--line); border-radius: 6px;
}
figcaption { margin-top: 8px; color: var(--soft); font-size: 0.92rem; }
figcaption b { color: var(--ink); }
.files { font-size: 0.86rem; color: var(--soft); }
.files a { margin-right: 10px; }
.notes { padding-left: 1.2em; }
details {
  margin: 46px 0; padding: 10px 16px; background: var(--panel);
  border: 1px solid var(--line); border-radius: 6px;
}
summary { cursor: pointer; font-weight: 600; }
.provenance td:last-child {
  white-space: pre-wrap; word-break: break-word;
  font: 0.84rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace;
}
footer { padding: 8px 0 40px; color: var(--soft); font-size: 0.86rem; }
@media screen and (max-width: 760px) {
  .verdicts thead { display: none; }
  .verdicts tr { display: block; padding: 10px 4px; }
  .verdicts tr + tr { border-top: 1px solid var(--line); }
  .verdicts td { display: block; border: 0; padding: 2px 10px; }
  .verdicts td[data-label]::before {
    content: attr(data-label) ": "; color: var(--soft);
  }
}
@media print {
  :root { color-scheme: light; }
  body { font-size: 10pt; }
  main, header > div { max-width: none; padding: 0; }
  nav, .files { display: none; }
  .scroll { overflow: visible; border: 0; }
  figure img { min-width: 0 !important; }
  .results th, .results td { white-space: normal; padding: 3px 6px; }
  figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .badge { border: 1px solid currentColor; }
}
)css";

}  // namespace zipml
