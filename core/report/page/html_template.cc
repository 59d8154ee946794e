#include "core/report/page/html_template.h"

namespace zipml {

// {{x}} is escaped. {{{x}}} is not: it is ours (style, script), or HTML that
// was made of escaped text (ClaimList::html, figure_svg).

const char* const kStudyTemplate =
    R"html(<section class="study" id="{{address}}">
<h3>{{title}} <a class="here" href="#{{address}}" aria-label="Address of this study">#</a></h3>
<p class="small">Study <code>{{id}}</code>{{#where}} &middot; {{{where}}}{{/where}}{{#profile}} &middot; profile {{profile}}{{/profile}}</p>
{{#missing}}<p class="warning">Incomplete: {{missing}}. What is shown may change.</p>{{/missing}}
{{#any_failure}}<ul class="warning failures">{{#failures}}<li>{{{line}}}</li>{{/failures}}</ul>{{/any_failure}}
{{#figures}}
<figure>
{{#drawn}}<div class="plot">{{{image}}}</div>{{/drawn}}
<figcaption>{{^drawn}}<b>{{{heading}}}.</b> Not drawn. {{/drawn}}{{{caption}}}{{#folder}} <span class="files"><a href="./{{folder}}/{{file}}.gp">script</a> <a href="./{{folder}}/{{file}}.dat">data</a> <a href="./{{folder}}/{{file}}.pdf">PDF</a> <a href="./{{folder}}/{{file}}.svg">SVG</a> <a href="./{{folder}}/{{file}}.png">PNG</a></span>{{/folder}}</figcaption>
</figure>
{{/figures}}
{{#any_note}}<ul class="notes">{{#notes}}<li>{{{line}}}</li>{{/notes}}</ul>{{/any_note}}
{{#tables}}
<details class="table"><summary>{{{heading}}} <span class="small">{{row_count}} row{{^one_row}}s{{/one_row}}</span></summary>
{{#caption}}<p class="small">{{{caption}}}</p>{{/caption}}
{{#shown}}
<div class="scroll"><table class="results sortable">
<thead><tr>{{#columns}}<th{{#number}} class="n"{{/number}}>{{label}}</th>{{/columns}}</tr></thead>
<tbody>
{{{rows}}}</tbody></table></div>
{{/shown}}
{{#left_out}}<p class="small">The first {{shown_count}} of {{row_count}} rows; the files have all.</p>{{/left_out}}{{^shown}}<p class="small">A long table, in its files alone.</p>{{/shown}}
{{#folder}}<p class="files"><a href="./{{folder}}/{{file}}.csv">CSV</a> <a href="./{{folder}}/{{file}}.json">JSON</a>{{#shown}} <a href="./{{folder}}/{{file}}.tex">LaTeX</a> <a href="./{{folder}}/{{file}}.md">Markdown</a>{{/shown}}</p>{{/folder}}
</details>
{{/tables}}
{{#config}}<details class="origin"><summary>Config: every parameter</summary><pre>{{config}}</pre></details>{{/config}}
{{#any_provenance}}
<details class="origin"><summary>Provenance of its cells</summary>
<div class="scroll"><table class="provenance"><tbody>
{{#provenance}}
<tr><td>{{name}}</td><td>{{text}}</td></tr>
{{/provenance}}
</tbody></table></div></details>
{{/any_provenance}}
{{#folder}}<p class="files">All of it: <a href="./{{folder}}/findings.json">findings.json</a> <a href="./{{folder}}/study.json">study.json</a> <a href="./{{folder}}/provenance.json">provenance.json</a></p>{{/folder}}
</section>
)html";

// The policy in the head allows the page's own script, by its SHA-256, and
// forbids every request, should anything slip in.
const char* const kPageTemplate = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{{{script_hash}}}'">
<title>{{name}}: ZipML reproduction report</title>
<style>{{{style}}}</style>
</head>
<body>
<div class="bar"><a class="home" href="#top">ZipML: {{name}}</a><a class="menu" href="#contents">Contents</a></div>
<nav id="contents" aria-label="Contents">
<a class="close" href="#top">Close</a>
{{#any_verdict}}<a href="#overview">Claims at a glance</a><a href="#verdicts">All verdicts</a>{{/any_verdict}}
{{#groups}}
<p>{{title}}</p>
{{#claims}}<a href="#{{address}}" title="{{title}}"><b>{{number}}</b> {{title}}</a>{{/claims}}
{{/groups}}
{{#any_study}}<p>Studies</p>{{#studies}}<a href="#{{address}}">{{title}}</a>{{/studies}}{{/any_study}}
</nav>
<main id="top">
<header>
<h1>ZipML reproduction: {{name}}</h1>
{{#any_verdict}}<p>What the paper <i>The ZipML Framework for Training Models with End-to-End Low Precision</i> (arXiv:1611.05402) claims, tried anew. Every verdict is computed from our numbers by a rule that it states, and unfolds to that rule, the reason and the one command that makes its number again.</p>{{/any_verdict}}
{{^any_verdict}}<p>Figures and tables of a run, with the config and the provenance of every number. It tries no claim of the paper.</p>{{/any_verdict}}
<p class="small">Profile <b>{{profile}}</b> &middot; computed until {{date}} &middot; {{version}}</p>
{{#any_verdict}}<p class="counts">{{#counts}}<a class="badge {{class}}" href="#verdicts" data-outcome="{{class}}">{{symbol}} {{count}} {{outcome}}</a> {{/counts}}</p>{{/any_verdict}}
</header>
{{#any_incomplete}}
<div class="warning" id="incomplete"><b>This run is incomplete.</b> What it shows of these studies may change:<ul>
{{#incomplete}}
<li><a href="#{{address}}">{{study}}</a>: {{missing}}</li>
{{/incomplete}}
</ul></div>
{{/any_incomplete}}
{{#any_verdict}}
<section>
<h2 id="overview">Claims at a glance</h2>
<div class="scroll free"><table class="overview">
<thead><tr><th>Claim</th><th>Verdicts</th><th>Rests on</th><th>Not to be had</th></tr></thead>
<tbody>
{{#summaries}}
<tr><td><a href="#{{address}}"><b>{{claim}}</b> {{title}}</a></td><td class="counts">{{#outcomes}}<span class="badge {{class}}" title="{{outcome}}">{{symbol}} {{count}}</span> {{/outcomes}}</td><td data-label="Rests on">{{data}}</td><td data-label="Not to be had">{{missing}}</td></tr>
{{/summaries}}
</tbody></table></div>
<p class="small">{{chance_of_error}}</p>
</section>
<section>
<h2 id="verdicts">All verdicts</h2>
<form class="filters" id="filters" autocomplete="off">
<input type="search" id="search" placeholder="Search" aria-label="Search the verdicts">
<select id="by-outcome" aria-label="Outcome"><option value="">All outcomes</option>{{#counts}}<option value="{{class}}">{{outcome}}</option>{{/counts}}</select>
<select id="by-claim" aria-label="Claim"><option value="">All claims</option>{{#summaries}}<option>{{claim}}</option>{{/summaries}}</select>
<select id="by-study" aria-label="Study"><option value="">All studies</option>{{#tried}}<option>{{id}}</option>{{/tried}}</select>
{{#any_stand_in}}<select id="by-data" aria-label="Data"><option value="">All data</option><option value="real">real data</option><option value="stand-in">stand-ins</option></select>{{/any_stand_in}}
<select id="by-column" class="narrow" aria-label="Order"><option value="">In order of claims</option></select>
<button type="reset">Clear</button>
<output id="shown" for="search by-outcome by-claim by-study"></output>
</form>
<div class="scroll tall"><table class="verdicts sortable" id="verdict-table">
<thead><tr><th class="by-value">Claim</th><th>The paper says</th><th class="by-value">Verdict</th><th>Data</th><th class="n">Ours</th><th class="n">Paper</th><th class="n">Ratio</th><th>Study</th></tr></thead>
<tbody>
{{#verdicts}}
<tr{{#stand_in}} class="stand-in"{{/stand_in}}><td data-value="{{order}}"><a class="claim" href="#{{address}}">{{claim}}</a><td class="says">{{{statement}}}<td data-value="{{rank}}"><span class="badge {{class}}">{{symbol}} {{outcome}}</span><td data-label="Data">{{data}}{{#stand_in}}<div class="warning">stands in for {{stand_in}}: does not count</div>{{/stand_in}}<td class="n" data-label="Ours">{{{ours_html}}}<td class="n" data-label="Paper">{{paper}}<td class="n" data-label="Ratio">{{ratio}}<td data-label="Study">{{#any_study}}<a href="#{{study_address}}">{{study}}</a>{{/any_study}}
{{/verdicts}}
</tbody></table></div>
<p class="small">&ldquo;Ours&rdquo; is a mean with its 95&nbsp;% confidence interval over n repetitions, or a number without sampling error; the ratio is ours over the paper's. A command gives its number again to the last digit, but for times, which are those of a machine. In the ACM's terms these are replications: another team, with artifacts of its own; the FPGA experiment is besides a reproduction, against what the authors' own hardware counts.{{#any_stand_in}} Some data sets could not be had and others stand in for them: verdicts on these say what the stand-in gives, and count for no claim.{{/any_stand_in}}</p>
</section>
{{/any_verdict}}
{{#groups}}
<p class="group"{{#first}} id="claims"{{/first}}>{{title}}</p>
{{#claims}}
<section class="claim-section" id="{{address}}">
<span id="claim-{{address}}"></span>
<h2><span class="number">{{number}}</span> {{title}} <a class="here" href="#{{address}}" aria-label="Address of this claim">#</a></h2>
{{#text}}<p>{{{text}}}</p>{{/text}}
{{#where}}<p class="small">In the paper: {{{where}}}</p>{{/where}}
<p class="counts">{{#outcomes}}<span class="badge {{class}}">{{symbol}} {{count}} {{outcome}}</span> {{/outcomes}}</p>
{{#any_link}}<p class="small">Figures and tables also under {{#linked}}<a href="#{{address}}">{{title}}</a>{{#comma}}, {{/comma}}{{/linked}}.</p>{{/any_link}}
{{#any_own}}<div class="list">
{{#own}}
<details class="verdict" id="{{address}}"><summary><span class="badge {{class}}">{{symbol}} {{outcome}}</span><span class="says">{{{statement}}}</span><span class="on">{{data}}{{#stand_in}} <span class="warning">stand-in</span>{{/stand_in}}</span><span class="value">{{{ours_html}}}</span></summary><dl>
{{#stand_in}}<dt>Data<dd class="warning">{{data}} stands in for {{stand_in}}: this verdict does not count
{{/stand_in}}{{#metric}}<dt>Measured<dd>{{{metric}}}, on {{data}}{{#any_study}} (<a href="#{{study_address}}">{{study}}</a>){{/any_study}}
{{/metric}}<dt>Paper<dd>{{paper}}{{#ratio_words}}; ours is {{ratio_words}}{{/ratio_words}}{{#where}} ({{{where}}}){{/where}}
{{#tolerance}}<dt>Rule<dd>{{{tolerance}}}
{{/tolerance}}{{#reason}}<dt>Because<dd>{{{reason}}}
{{/reason}}{{#command}}<dt>Again<dd><div class="command"><code>{{command}}</code></div>its cells take {{time}}, one after the other; it must give {{ours}}
{{/command}}{{#no_command}}<dt>Again<dd>as the study's config says: no command of this program alone asks the same; its cells took {{time}}
{{/no_command}}</dl></details>
{{/own}}
</div>{{/any_own}}
{{{shown}}}
</section>
{{/claims}}
{{/groups}}
{{#any_study}}<p class="group">Studies</p>{{/any_study}}
{{{others}}}
<footer>Solid curves: measured here; shaded: 95&nbsp;% confidence. Dashed: the paper's plots, digitised. Dotted: theory. Triangles at an edge: points that the axis cannot show. C: a claim of the paper; T: a theorem; A: the supplement; X: a slip of the paper or a gap in it; numbered as in results/paper/claims.md.</footer>
</main>
<script>{{{script}}}</script>
</body>
</html>
)html";

}  // namespace zipml
