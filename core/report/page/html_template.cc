#include "core/report/page/html_template.h"

namespace zipml {

// {{x}} is escaped; {{{style}}} alone is not, and it is ours. The policy in
// the head forbids every script and every request, should one slip in.
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
<nav>{{#any_verdict}}<a href="#verdicts">Verdicts</a>{{/any_verdict}}{{#studies}}<a href="#study-{{anchor}}">{{title}}</a>{{/studies}}{{#any_provenance}}<a href="#provenance">Provenance</a>{{/any_provenance}}</nav>
</div></header>
<main>
{{#any_verdict}}
<h2 id="verdicts">Verdicts</h2>
{{#any_stand_in}}<p class="warning">Some data sets could not be had and others stand in for them. A verdict from stand-in data says so; it is no test of the paper's own numbers.</p>{{/any_stand_in}}
<p class="small">Computed from the numbers by the rule that each one states. &ldquo;Ours&rdquo; is a mean with its 95&nbsp;% confidence interval over n repetitions.</p>
<div class="scroll"><table class="verdicts">
<thead><tr><th>Claim</th><th>The paper says</th><th>Paper</th><th>Ours</th><th>Verdict</th></tr></thead>
<tbody>
{{#verdicts}}
<tr>
<td><a class="claim" href="#study-{{anchor}}">{{claim}}</a><div class="small">{{where}}</div></td>
<td class="statement"><p>{{statement}}</p><p class="small">{{metric}}</p><p class="small">Data: {{data}}</p>{{#stand_in}}<p class="warning">&#9888; {{data}} stands in for {{stand_in}}</p>{{/stand_in}}</td>
<td class="value" data-label="Paper">{{paper}}</td>
<td class="value" data-label="Ours">{{ours}}</td>
<td><span class="badge {{class}}">{{symbol}} {{outcome}}</span><p class="small">{{reason}}</p><p class="small">Rule: {{tolerance}}</p></td>
</tr>
{{/verdicts}}
</tbody></table></div>
{{/any_verdict}}
{{#studies}}
<section>
<h2 id="study-{{anchor}}">{{title}} <span class="where">{{where}}</span></h2>
{{#any_note}}<ul class="notes">{{#notes}}<li>{{.}}</li>{{/notes}}</ul>{{/any_note}}
{{#figures}}
<figure>
{{#image}}<div class="plot"><img style="min-width: {{least_width}}px" src="data:image/svg+xml;base64,{{image}}" alt="{{title}}"></div>{{/image}}
<figcaption><b>{{title}}.</b> {{caption}}
{{#folder}}<div class="files"><a href="./{{folder}}/{{file}}.svg">SVG</a><a href="./{{folder}}/{{file}}.pdf">PDF</a><a href="./{{folder}}/{{file}}.png">PNG</a><a href="./{{folder}}/{{file}}.gp">script</a><a href="./{{folder}}/{{file}}.dat">data</a></div>{{/folder}}</figcaption>
</figure>
{{/figures}}
{{#tables}}
<h3>{{title}}</h3>
<div class="scroll"><table class="results">
<thead><tr>{{#columns}}<th class="{{class}}">{{heading}}</th>{{/columns}}</tr></thead>
<tbody>
{{#rows}}
<tr>{{#cells}}<td class="{{class}}">{{text}}</td>{{/cells}}</tr>
{{/rows}}
</tbody></table></div>
<p class="small">{{caption}}</p>
{{#folder}}<p class="files"><a href="./{{folder}}/{{file}}.csv">CSV</a><a href="./{{folder}}/{{file}}.json">JSON</a><a href="./{{folder}}/{{file}}.tex">LaTeX</a><a href="./{{folder}}/{{file}}.md">Markdown</a></p>{{/folder}}
{{/tables}}
</section>
{{/studies}}
{{#any_provenance}}
<details id="provenance"><summary>Provenance: how these numbers were made</summary>
<div class="scroll"><table class="provenance"><tbody>
{{#provenance}}
<tr><td>{{name}}</td><td>{{text}}</td></tr>
{{/provenance}}
</tbody></table></div></details>
{{/any_provenance}}
<footer>Solid curves: measured here; shaded: 95&nbsp;% confidence. Dashed: the paper's plots, digitised. Dotted: theory.</footer>
</main>
</body>
</html>
)html";

}  // namespace zipml
