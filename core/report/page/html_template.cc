#include "core/report/page/html_template.h"

namespace zipml {

// A text in pieces (ClaimList::words): a claim's number shows what it says and
// leads to the list of claims.
const char* const kWordsTemplate =
    R"html({{#says}}<a class="named" href="#claim-{{text}}" title="{{says}}">{{text}}</a>{{/says}}{{^says}}{{text}}{{/says}})html";

// A row of a table of verdicts.
const char* const kVerdictTemplate = R"html(<tr>
<td>{{#anchor}}<a class="claim" href="#study-{{anchor}}">{{claim}}</a>{{/anchor}}{{^anchor}}<b class="claim">{{claim}}</b>{{/anchor}}{{#claim_title}}<div>{{claim_title}}</div>{{/claim_title}}<div class="small">{{#where}}{{>words}}{{/where}}</div></td>
<td class="statement"><p>{{#statement}}{{>words}}{{/statement}}</p><p class="small">{{#metric}}{{>words}}{{/metric}}</p><p class="small">Data: {{data}}</p>{{#stand_in}}<p class="warning">&#9888; {{data}} stands in for {{stand_in}}</p>{{/stand_in}}</td>
<td class="value" data-label="Paper">{{paper}}</td>
<td class="value" data-label="Ours">{{ours}}</td>
<td><span class="badge {{class}}">{{symbol}} {{outcome}}</span><p class="small">{{#reason}}{{>words}}{{/reason}}</p><p class="small">Rule: {{#tolerance}}{{>words}}{{/tolerance}}</p></td>
</tr>)html";

// {{x}} is escaped; {{{style}}} alone is not, and it is ours. {{>words}} is
// kWordsTemplate, {{>verdict}} kVerdictTemplate. The policy in the head forbids
// every script and every request, should one slip in.
const char* const kPageTemplate = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{{name}}: ZipML reproduction report</title>
<style>{{{style}}}</style>
</head>
<body>
<header><div>
<h1>ZipML reproduction: {{name}}</h1>
<p class="facts">Profile <b>{{profile}}</b> &middot; {{date}} &middot; {{version}}</p>
<div class="counts">{{#counts}}<span class="badge {{class}}">{{symbol}} {{count}} {{outcome}}</span>{{/counts}}</div>
<nav>{{#any_verdict}}<a href="#overview">Claims</a><a href="#verdicts">Verdicts</a>{{/any_verdict}}{{#any_stand_in}}<a href="#stand-ins">Stand-ins</a>{{/any_stand_in}}{{#studies}}<a href="#study-{{anchor}}">{{title}}</a>{{/studies}}{{#any_claim}}<a href="#claims">Claims and errata</a>{{/any_claim}}</nav>
</div></header>
<main>
{{#any_incomplete}}
<div class="warning" id="incomplete"><b>This run is incomplete.</b> What it shows of these studies may change:<ul>
{{#incomplete}}
<li>{{study}}: {{missing}}</li>
{{/incomplete}}
</ul></div>
{{/any_incomplete}}
{{#any_verdict}}
<h2 id="overview">Claims and the data they rest on</h2>
<p class="small">{{chance_of_error}}</p>
<div class="scroll"><table class="overview">
<thead><tr><th>Claim</th><th>Verdicts</th><th>Rests on</th><th>Not to be had</th></tr></thead>
<tbody>
{{#summaries}}
<tr><td><a class="claim" href="#claim-{{claim}}">{{claim}}</a> {{#title}}{{title}}{{/title}}</td><td class="counts">{{#outcomes}}<span class="badge {{class}}" title="{{outcome}}">{{symbol}} {{count}}</span> {{/outcomes}}</td><td>{{data}}</td><td>{{#missing}}<span class="warning">{{missing}}</span>{{/missing}}</td></tr>
{{/summaries}}
</tbody></table></div>
<h2 id="verdicts">Verdicts</h2>
<p class="small">In the ACM's terms these are replications: another team, with artifacts of its own; the FPGA experiment is besides a reproduction, against what the authors' own hardware counts.</p>
<p class="small">Computed from the numbers by the rule that each one states. &ldquo;Ours&rdquo; is a mean with its 95&nbsp;% confidence interval over n repetitions, or a number without sampling error.</p>
<div class="scroll"><table class="verdicts">
<thead><tr><th>Claim</th><th>The paper says</th><th>Paper</th><th>Ours</th><th>Verdict</th></tr></thead>
<tbody>
{{#verdicts}}
{{>verdict}}
{{/verdicts}}
</tbody></table></div>
{{/any_verdict}}
{{#any_stand_in}}
<h2 id="stand-ins">On data that stand in for others</h2>
<p class="warning">Some data sets could not be had and others stand in for them. These verdicts say what the stand-in gives; they are no test of the paper's numbers and count for no claim.</p>
<div class="scroll"><table class="verdicts">
<thead><tr><th>Claim</th><th>The paper says</th><th>Paper</th><th>Ours</th><th>Verdict</th></tr></thead>
<tbody>
{{#stand_in_verdicts}}
{{>verdict}}
{{/stand_in_verdicts}}
</tbody></table></div>
{{/any_stand_in}}
{{#studies}}
<section>
<h2 id="study-{{anchor}}">{{title}} <span class="where">{{#where}}{{>words}}{{/where}}</span></h2>
{{#any_note}}<ul class="notes">{{#notes}}<li>{{#note}}{{>words}}{{/note}}</li>{{/notes}}</ul>{{/any_note}}
{{#figures}}
<figure>
{{#image}}<div class="plot"><img style="min-width: {{least_width}}px" src="data:image/svg+xml;base64,{{image}}" alt="{{title}}"></div>{{/image}}
<figcaption><b>{{#heading}}{{>words}}{{/heading}}.</b> {{#caption}}{{>words}}{{/caption}}
{{#folder}}<div class="files"><a href="./{{folder}}/{{file}}.svg">SVG</a><a href="./{{folder}}/{{file}}.pdf">PDF</a><a href="./{{folder}}/{{file}}.png">PNG</a><a href="./{{folder}}/{{file}}.gp">script</a><a href="./{{folder}}/{{file}}.dat">data</a></div>{{/folder}}</figcaption>
</figure>
{{/figures}}
{{#tables}}
<h3>{{#heading}}{{>words}}{{/heading}}</h3>
{{#shown}}
<div class="scroll"><table class="results">
<thead><tr>{{#columns}}<th class="{{class}}">{{label}}</th>{{/columns}}</tr></thead>
<tbody>
{{#rows}}
<tr>{{#cells}}<td class="{{class}}">{{#value}}{{>words}}{{/value}}</td>{{/cells}}</tr>
{{/rows}}
</tbody></table></div>
{{/shown}}
<p class="small">{{#caption}}{{>words}}{{/caption}}{{^shown}} {{row_count}} rows.{{/shown}}</p>
{{#folder}}<p class="files"><a href="./{{folder}}/{{file}}.csv">CSV</a><a href="./{{folder}}/{{file}}.json">JSON</a>{{#shown}}<a href="./{{folder}}/{{file}}.tex">LaTeX</a><a href="./{{folder}}/{{file}}.md">Markdown</a>{{/shown}}</p>{{/folder}}
{{/tables}}
{{#any_provenance}}
<details><summary>Provenance: how these numbers were made (profile {{profile}})</summary>
<div class="scroll"><table class="provenance"><tbody>
{{#provenance}}
<tr><td>{{name}}</td><td>{{text}}</td></tr>
{{/provenance}}
</tbody></table></div></details>
{{/any_provenance}}
</section>
{{/studies}}
{{#any_claim}}
<h2 id="claims">Claims and errata named here</h2>
<p class="small">Numbered as in results/paper/claims.md; <code>zipml describe C1</code> prints the entry of C1. C: a claim of the paper; T: a theorem; X: a slip of the paper or a gap in it.</p>
<dl class="claims">
{{#claims}}
<dt id="claim-{{number}}">{{number}}</dt><dd>{{says}}</dd>
{{/claims}}
</dl>
{{/any_claim}}
<footer>Solid curves: measured here; shaded: 95&nbsp;% confidence. Dashed: the paper's plots, digitised. Dotted: theory. Triangles at an edge: points that the axis cannot show.</footer>
</main>
</body>
</html>
)html";

}  // namespace zipml
