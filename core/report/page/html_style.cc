#include "core/report/page/figure_colors.h"
#include "core/report/page/figure_svg.h"
#include "core/report/page/html_template.h"

namespace zipml {
namespace {

constexpr const char* kLight = R"css(
  --paper: #ffffff; --panel: #f6f7f9; --ink: #1d2430; --soft: #5b6675;
  --line: #dfe3e8; --link: #0b5cad; --warn-ink: #7a4b00; --warn: #fff4dc;
  --good: #11703f; --good-back: #def5e6; --part: #805400; --part-back: #fdf0cf;
  --bad: #ab1f16; --bad-back: #fde4e1; --open: #1f5796; --open-back: #e1edfb;
  --none: #565f6b; --none-back: #e9ecf0;
)css";

constexpr const char* kDark = R"css(
  --paper: #14181f; --panel: #1b2129; --ink: #e4e8ee; --soft: #9ba6b5;
  --line: #313945; --link: #7db6f2; --warn-ink: #f3c979; --warn: #3a2e14;
  --good: #7fdca6; --good-back: #143724; --part: #f0c869; --part-back: #3a2f12;
  --bad: #ff9d94; --bad-back: #45201d; --open: #93c2f8; --open-back: #1b324e;
  --none: #b3bcc8; --none-back: #2c333d;
)css";

// On a wide screen the contents stand beside the page; on a phone they are a
// menu (#contents is the target), and rows of verdicts are cards.
constexpr const char* kRules = R"css(
* { box-sizing: border-box; }
html { scroll-padding-top: 60px; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans",
    sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
button, select, input {
  font: inherit; font-size: 0.86rem; color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-radius: 6px; padding: 4px 9px;
}
button { cursor: pointer; }
button:hover, select:hover, input:hover { border-color: var(--soft); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
code, pre { font: 0.84rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }

.bar {
  position: sticky; top: 0; z-index: 3; height: 48px; padding: 0 20px;
  display: flex; align-items: center; gap: 14px;
  background: var(--panel); border-bottom: 1px solid var(--line);
}
.bar .home {
  margin-right: auto; color: var(--ink); font-weight: 600; text-decoration: none;
  overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
}
#contents a {
  display: block; padding: 3px 20px; color: var(--soft); text-decoration: none;
  font-size: 0.84rem; line-height: 1.4;
}
#contents a b { display: inline-block; min-width: 2.2em; color: var(--ink); font-weight: 600; }
#contents a:hover { color: var(--link); }
#contents a.current { color: var(--ink); background: var(--none-back); }
#contents p { margin: 16px 20px 4px; font-size: 0.78rem; font-weight: 600; color: var(--soft); text-transform: uppercase; letter-spacing: 0.05em; }
main { min-width: 0; max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 26px; }
h1 { margin: 0 0 8px; font-size: 1.7rem; line-height: 1.25; }
h2 { margin: 44px 0 12px; font-size: 1.3rem; line-height: 1.3; }
h2 .number { color: var(--soft); margin-right: 4px; }
h3 { margin: 34px 0 4px; font-size: 1.06rem; }
p { margin: 0 0 12px; }
header p, .claim-section > p, .notes { max-width: 76ch; }
.small { color: var(--soft); font-size: 0.86rem; }
.here { color: var(--line); text-decoration: none; font-weight: 400; }
h2:hover .here, h3:hover .here, .here:focus { color: var(--link); }
.group {
  margin: 64px 0 -20px; padding-bottom: 6px; border-bottom: 2px solid var(--line);
  color: var(--soft); font-weight: 600; font-size: 0.82rem;
  text-transform: uppercase; letter-spacing: 0.06em;
}
.study { margin-top: 30px; padding-top: 2px; border-top: 1px solid var(--line); }
main > .study { margin-top: 50px; }

.badge {
  display: inline-block; padding: 1px 9px; border-radius: 11px;
  font-size: 0.8rem; font-weight: 600; line-height: 1.5; white-space: nowrap;
  text-decoration: none;
}
a.badge:hover { text-decoration: underline; }
.counts .badge { margin: 0 2px 4px 0; }
.badge.reproduced { color: var(--good); background: var(--good-back); }
.badge.partly { color: var(--part); background: var(--part-back); }
.badge.refuted { color: var(--bad); background: var(--bad-back); }
.badge.inconclusive { color: var(--open); background: var(--open-back); }
.badge.untestable { color: var(--none); background: var(--none-back); }
.warning { color: var(--warn-ink); font-size: 0.86rem; }
div.warning:not(td > div), p.warning, ul.warning {
  padding: 8px 14px; background: var(--warn); border-radius: 6px;
}
ul.warning { padding-left: 30px; }

.scroll { overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.86rem; line-height: 1.45; }
th, td { padding: 6px 10px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th {
  position: sticky; top: 0; z-index: 1; border-top: 0; background: var(--panel);
  border-bottom: 1px solid var(--line); vertical-align: bottom; font-weight: 600;
}
tbody tr:first-child > td { border-top: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
.js .sortable th button {
  padding: 0; border: 0; background: none; font: inherit; text-align: inherit;
}
th[aria-sort=ascending] button::after { content: " \2191"; }
th[aria-sort=descending] button::after { content: " \2193"; }
.overview td:first-child { min-width: 19em; }
.overview .counts { min-width: 15em; }
.overview td:nth-child(n + 3) { color: var(--soft); }
.overview a { display: block; padding-left: 2.5em; text-indent: -2.5em; text-decoration: none; color: var(--ink); }
.overview a:hover { color: var(--link); text-decoration: underline; }
.overview b { display: inline-block; width: 2.5em; text-indent: 0; }
.tall { max-height: min(78vh, 900px); }
.verdicts { font-size: 0.82rem; }
.verdicts th, .verdicts td { padding: 5px 8px; }
.verdicts .badge { font-size: 0.76rem; padding: 1px 8px; }
.interval { color: var(--soft); font-size: 0.9em; }
.verdicts .interval, .value .interval { display: block; }
.claim { font-weight: 600; white-space: nowrap; }
a.named { color: inherit; text-decoration: underline dotted; }
.filters { display: none; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 12px; }
.js .filters { display: flex; }
.filters select { max-width: 190px; }
.filters output { margin-left: auto; color: var(--soft); font-size: 0.86rem; }
.narrow { display: none; }

.list { margin: 14px 0 0; border: 1px solid var(--line); border-radius: 6px; }
.verdict + .verdict { border-top: 1px solid var(--line); }
.verdict summary {
  display: grid; grid-template-columns: 160px minmax(0, 1fr) minmax(0, 9.5em) minmax(0, 13.5em);
  gap: 12px; align-items: baseline; padding: 6px 12px; font-size: 0.86rem; line-height: 1.45;
}
.verdict summary .badge { justify-self: start; }
.verdict summary .on {
  color: var(--soft); overflow: hidden;
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
}
.verdict summary .value { text-align: right; font-variant-numeric: tabular-nums; }
.verdict summary:hover, .verdict[open] summary { background: var(--panel); }
.verdict dl {
  display: grid; grid-template-columns: 6.5em minmax(0, 1fr); gap: 5px 12px;
  margin: 0; padding: 10px 14px 14px; font-size: 0.88rem;
}
.verdict dt { color: var(--soft); }
.verdict dd { margin: 0; }
.command { display: flex; gap: 8px; align-items: flex-start; margin-bottom: 2px; }
.command code {
  padding: 4px 9px; background: var(--panel); border: 1px solid var(--line);
  border-radius: 6px; overflow-wrap: anywhere;
}
.command button { flex: none; }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
details.table, details.origin { margin: 8px 0; }
details.table > summary, details.origin > summary { font-size: 0.92rem; font-weight: 600; }
details.table > summary::before, details.origin > summary::before {
  content: "\25B8"; display: inline-block; width: 1.1em; color: var(--soft);
}
details.table[open] > summary::before, details.origin[open] > summary::before { content: "\25BE"; }
details.table > p { margin: 6px 0; }
.results th, .results td { white-space: nowrap; }
.results td:not(.n) { white-space: normal; min-width: 9.5em; }
.results tbody tr:nth-child(even) { background: var(--panel); }
.table .scroll { max-height: min(70vh, 700px); }
pre { margin: 8px 0; padding: 10px 14px; overflow: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; max-height: 60vh; }
.provenance { margin: 0; }
.provenance td:last-child { white-space: pre-wrap; overflow-wrap: anywhere; font: 0.8rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
figure { margin: 18px 0 26px; }
.plot { overflow-x: auto; }
.figure, figure img { display: block; width: 100%; max-width: var(--width); height: auto; margin: 0 auto; }
.figure .line { fill: none; stroke: var(--c); }
.figure .round { stroke-linecap: round; }
.figure .square { stroke-linecap: square; }
.figure .area { fill: var(--c); }
.figure .mark { fill: var(--c); stroke: var(--c); }
.figure .middle { text-anchor: middle; }
.figure .end { text-anchor: end; }
.figure .step { shape-rendering: crispEdges; }
.figure image { image-rendering: pixelated; }
figure img { background: #ffffff; }
figcaption { margin-top: 8px; color: var(--soft); font-size: 0.88rem; max-width: 90ch; }
.files { font-size: 0.84rem; color: var(--soft); }
.files a { margin-right: 4px; }
.notes { padding-left: 1.2em; font-size: 0.92rem; }
footer { margin-top: 60px; padding: 16px 0 40px; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.84rem; }

@media screen and (min-width: 760.1px) {
  .verdicts { table-layout: fixed; min-width: 940px; }
  .verdicts th:nth-child(1) { width: 52px; }
  .verdicts th:nth-child(3) { width: 158px; }
  .verdicts th:nth-child(4) { width: 130px; }
  .verdicts th:nth-child(5) { width: 178px; }
  .verdicts th:nth-child(6) { width: 80px; }
  .verdicts th:nth-child(7) { width: 64px; }
  .verdicts th:nth-child(8) { width: 114px; }
  .verdicts td { overflow-wrap: anywhere; }
}
@media screen and (min-width: 1100px) {
  body { display: grid; grid-template-columns: 236px minmax(0, 1fr); }
  .bar { grid-column: 1 / -1; }
  .bar .menu, #contents .close { display: none; }
  #contents {
    position: sticky; top: 48px; height: calc(100vh - 48px); overflow-y: auto;
    padding: 16px 0 30px; border-right: 1px solid var(--line);
  }
  #contents a { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  main { width: 100%; }
}
@media screen and (max-width: 1099.9px) {
  #contents { display: none; }
  #contents:target {
    display: block; position: fixed; inset: 0; z-index: 4; overflow-y: auto;
    padding: 12px 0 40px; background: var(--paper);
  }
  #contents a { padding: 7px 20px; font-size: 0.95rem; }
  #contents .close { color: var(--link); text-align: right; }
}
@media screen and (max-width: 760px) {
  main { padding: 0 16px; }
  .figure { min-width: calc(var(--width) * 0.7); }
  .narrow { display: block; }
  .filters select, .filters input { max-width: none; flex: 1 1 40%; min-width: 0; }
  .tall { max-height: 85vh; padding: 8px 8px 0; }
  .verdicts thead { display: none; }
  .verdicts tr, .verdicts tbody, table.verdicts { display: block; }
  .verdicts tr { padding: 10px 12px; margin-bottom: 10px; border: 1px solid var(--line); border-radius: 6px; }
  .verdicts tr[hidden] { display: none; }
  .verdicts td, .verdicts td.n { display: block; border: 0; padding: 1px 0; text-align: left; }
  .verdicts td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
  .verdicts td:empty { display: none; }
  .verdict summary { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 4px 12px; }
  .verdict summary .badge, .verdict summary .says { grid-column: 1 / -1; }
  .overview thead { display: none; }
  .overview, .overview tbody, .overview tr, .overview td { display: block; }
  .overview tr + tr { border-top: 1px solid var(--line); }
  .overview td { border: 0; padding: 2px 12px; }
  .overview td:first-child { padding-top: 8px; }
  .overview td:last-child { padding-bottom: 8px; }
  .overview td[data-label]::before { content: attr(data-label) ": "; }
  .overview td:empty { display: none; }
  .overview .counts { min-width: 0; }
  .verdict dl { grid-template-columns: minmax(0, 1fr); gap: 1px; }
  .verdict dd { margin-bottom: 6px; }
  .command { flex-wrap: wrap; }
}
@media print {
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  .bar, #contents, .filters, .files, .here, .command button { display: none !important; }
  .scroll, .tall, .table .scroll, pre, .plot { max-height: none; overflow: visible; border: 0; }
  thead th { position: static; }
  th, td { padding: 2px 5px; }
  table { font-size: 7.5pt; }
  .results td:not(.n) { min-width: 0; }
  .overview td:first-child { min-width: 17em; }
  .verdicts { table-layout: fixed; }
  .verdicts td { overflow-wrap: anywhere; padding: 1px 4px; line-height: 1.3; }
  .verdicts .badge, .verdict .badge { font-size: 6pt; padding: 0 4px; }
  .verdicts th { overflow-wrap: normal; padding: 2px 4px; }
  .verdicts th:nth-child(1) { width: 6%; }
  .verdicts td.n { overflow-wrap: normal; }
  .verdicts th:nth-child(3) { width: 16%; }
  .verdicts th:nth-child(4) { width: 12%; }
  .verdicts th:nth-child(5) { width: 14%; }
  .verdicts th:nth-child(6) { width: 10%; }
  .verdicts th:nth-child(7) { width: 7%; }
  .verdicts th:nth-child(8) { width: 12%; }
  .results th, .results td { white-space: normal; }
  .sortable th button { display: contents; }
  .verdict dl { padding: 0 12px 4px; gap: 0 10px; font-size: 7.5pt; line-height: 1.3; }
  .command { margin: 0; }
  .command code { padding: 0; border: 0; font-size: 7pt; line-height: 1.3; }
  .verdict summary {
    padding: 3px 12px 0; font-size: 8pt; line-height: 1.3;
    grid-template-columns: 9em minmax(0, 1fr) minmax(0, 9em) minmax(0, 11em);
  }
  .group { margin-top: 30px; }
  h2 { margin-top: 24px; font-size: 13pt; }
  .study { margin-top: 14px; }
  h3 { margin-top: 10px; }
  figure { margin: 8px 0 12px; }
  figure, tr, dd { break-inside: avoid; }
  .figure { max-width: min(100%, var(--width)); max-height: 15cm; }
  h2, h3, summary { break-after: avoid; }
  .group { break-after: avoid; }
  .badge { border: 1px solid currentColor; }
  a { color: inherit; text-decoration: none; }
}
)css";

std::string variables(Theme theme) {
  const bool dark = theme == Theme::kDark;
  return std::string(dark ? "color-scheme: dark;" : "color-scheme: light;") +
         (dark ? kDark : kLight) + color_variables(theme);
}

}  // namespace

std::string page_style() {
  const std::string dark = variables(Theme::kDark);
  return ":root{" + variables(Theme::kLight) +
         "}\n@media screen and (prefers-color-scheme: dark){"
         ":root:not([data-theme=light]){" +
         dark + "}}\n@media screen{:root[data-theme=dark]{" + dark + "}}\n" +
         color_rules() + width_rules() + kRules;
}

}  // namespace zipml
