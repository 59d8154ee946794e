#include "core/report/samples_testing.h"

#include <cmath>

namespace zipml {

Table sample_table() {
  return {"final_loss",
          "Final loss over the optimum",
          "A row is a data set and an estimator.",
          {{"data", "Data", "", ColumnFormat::kText},
           {"bits", "Bits", "", ColumnFormat::kInteger},
           {"loss", "Half-MSE", "", ColumnFormat::kNumber, 5},
           {"excess", "Excess", "", ColumnFormat::kPercent, 3},
           {"time", "Time", "s", ColumnFormat::kNumber, 3},
           {"status", "Status", "", ColumnFormat::kText}},
          {{"cadata", 3, Value(), 0.0201, 1.5e-5, "ok"},
           {"cadata", 4, Estimate{2.4417e9, 2.4401e9, 2.4433e9, 5},
            Estimate{0.157, 0.134, 0.179, 5}, 12.0, "a|b, \"c\" & 50 %_x_"},
           {"synthetic-100", 4, Estimate{0.4951, -kInfinity, kInfinity, 1},
            std::nan(""), -kInfinity, "diverged"}}};
}

Figure sample_figure() {
  Series ours;
  ours.label = "double sampling";
  ours.color = 1;
  ours.x = {1, 2, 3, 4};
  ours.y = {0.1 + 0.2, 1e-3, std::nan(""), 1e-5};
  ours.low = {0.2, -1e-3, std::nan(""), 1e-6};
  ours.high = {0.4, 2e-3, std::nan(""), kInfinity};
  Series paper = ours;
  paper.label = "double sampling (paper)";
  paper.origin = Origin::kPaper;
  paper.low.clear();
  paper.high.clear();
  Series theory = paper;
  theory.label = "2^-2b";
  theory.origin = Origin::kTheory;
  return {"excess",
          "Excess against bits",
          "Mean of 5 repetitions.",
          {{"cadata",
            {.label = "bits"},
            {.label = "excess half-MSE", .logarithmic = true},
            {ours, paper, theory}},
           {"cpusmall",
            {.label = "bits", .min = 0.0},
            {.label = "excess half-MSE", .max = 1.0},
            {ours}}}};
}

Figure sample_images() {
  return {
      "images",
      "A slice and its error",
      "Values beyond the colour bar and one that is not known.",
      {sample_figure().panels[1],
       {.title = "slice",
        .image = Image{.width = 3,
                       .height = 2,
                       .values = {0, 0.25, 0.1 + 0.2, 0.75, std::nan(""), 2},
                       .label = "attenuation (1/cm)"}},
       {.title = "difference",
        .x = {.label = "column"},
        .y = {.label = "row"},
        .image =
            Image{.width = 2,
                  .height = 3,
                  .values = {-0.002, 0, 0.001, kInfinity, -kInfinity, 0.0005},
                  .low = -0.002,
                  .high = 0.002,
                  .label = "difference (1/cm)",
                  .diverging = true}}}};
}

std::vector<Verdict> sample_verdicts() {
  const Verdict biased{
      .claim = "C1",
      .statement = "Naive rounding of samples is biased.",
      .where = "section 2.2",
      .metric = "excess loss in per cent",
      .paper = 7.45,
      .ours = {15.7, 13.4, 17.9, 5},
      .data = "cadata",
      .judgement = {Outcome::kReproduced, "above 0 with 95 % confidence",
                    "15.7 [13.4, 17.9] (n = 5) lies above 0"}};
  Verdict diverges = biased;
  diverges.statement = "It \"will simply diverge\".";
  diverges.metric = "runs that diverged";
  diverges.paper = "all";
  diverges.ours = {0, 0, 0, 5};
  diverges.judgement.outcome = Outcome::kNotReproduced;
  diverges.judgement.reason = "0 of 5 diverged";
  Verdict untested = biased;
  untested.claim = "C2";
  untested.paper = Value();
  untested.ours = {};
  untested.judgement.outcome = Outcome::kInconclusive;
  untested.judgement.reason = "nothing was measured";
  untested.data = {"bank32nh", "YearPredictionMSD"};
  return {biased, diverges, untested};
}

Findings sample_findings() {
  return {{sample_table()},
          {sample_figure()},
          sample_verdicts(),
          {"Features are scaled by column."}};
}

std::vector<std::string> hostile_texts(const std::string& mark) {
  const std::string touch = "touch " + mark;
  return {"`" + touch + "`",
          "system(\"" + touch + "\")",
          "'.system('" + touch + "').'",
          "\"; system(\"" + touch + "\"); \"",
          "'\nsystem '" + touch + "'\n#",
          "' }\n! " + touch + "\n",
          "@mark $0 %d a_b^{c} {/Bold x} &amp; ~a{.8-} \\n \\",
          "} { }} # \\",
          "<script>alert(1)</script>]]><script>alert(2)</script>",
          "<img src=x onerror=alert(1)> \" onload='x'",
          "{{name}} {{{style}}} {{/studies}}",
          "\\input{/etc/passwd} $x^2$ % # & ~ \\\\[2pt]",
          "| a | *b* _c_ [d](javascript:e) `f`"};
}

Findings findings_with(const std::string& text) {
  Findings findings = sample_findings();
  for (Table& table : findings.tables) {
    table.title = table.caption = text;
    for (Column& column : table.columns) column.label = column.unit = text;
    for (auto& row : table.rows) row.front() = row.back() = Value(text);
  }
  for (Figure& figure : findings.figures) {
    figure.title = figure.caption = text;
    for (Panel& panel : figure.panels) {
      panel.title = panel.x.label = panel.y.label = text;
      for (Series& series : panel.series) series.label = text;
    }
  }
  for (Verdict& verdict : findings.verdicts) {
    verdict.claim = verdict.statement = verdict.where = verdict.metric = text;
    verdict.judgement.tolerance = verdict.judgement.reason = text;
    verdict.data = {text, text};
    verdict.paper = Value(text);
  }
  findings.notes = {text};
  return findings;
}

std::string random_markup(RandomStream& stream, std::uint64_t most) {
  static const std::string kPieces[] = {
      "a", "Z", "0", " ", "\\", "{",  "}",  "$",    "&",    "#",
      "^", "_", "~", "%", "<",  ">",  "|",  "\"",   "`",    "'",
      "[", "]", "*", "-", "--", "\n", "\r", "\t",   "]]>",  ",",
      ";", "@", "!", "é", "=",  "/",  ".",  "\x01", "{{x}}"};
  std::string text;
  for (std::uint64_t i = stream.index(most + 1); i > 0; --i) {
    text += kPieces[stream.index(std::size(kPieces))];
  }
  return text;
}

}  // namespace zipml
