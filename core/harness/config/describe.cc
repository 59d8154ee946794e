#include "core/harness/config/describe.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "core/base/text.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

bool differs_by_profile(const Defaults& defaults) {
  return !(defaults.quick == defaults.standard) ||
         !(defaults.quick == defaults.paper);
}

std::string default_text(const Defaults& defaults) {
  std::string quick = compact_json(defaults.quick);
  if (!differs_by_profile(defaults)) return quick;
  return fmt::format("{} / {} / {}", quick, compact_json(defaults.standard),
                     compact_json(defaults.paper));
}

// The range, or the choices.
std::string domain_text(const Parameter& parameter) {
  if (parameter.choices.empty()) return range_text(parameter);
  std::string text = fmt::format("{}", fmt::join(parameter.choices, ", "));
  if (parameter.type == ParameterType::kNameOrFile) text += ", or a file";
  return text;
}

// A cell of a Markdown table: one line, no column separator.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') {
      result += "\\|";
    } else {
      result += c == '\n' ? ' ' : c;
    }
  }
  return result;
}

std::string code(const std::string& text) {
  return text.empty() ? "" : "`" + text + "`";
}

}  // namespace

std::string describe_text(
    const ExperimentInfo& info,
    const std::map<std::string, std::string>& claim_titles, int width) {
  std::string text = wrapped(info.name + ": " + info.title, {.width = width});
  if (!info.claims.empty()) {
    text += wrapped(fmt::format("Claims of the paper, {}:", info.where),
                    {.width = width});
  }
  for (const std::string& claim : info.claims) {
    const auto title = claim_titles.find(claim);
    text += wrapped(title == claim_titles.end()
                        ? claim
                        : fmt::format("{}: {}", claim, title->second),
                    {.width = width, .indent = 2});
  }
  const ParameterSet parameters(info);
  const WrapOptions details{.width = width, .indent = 6};
  text += "\nParameters (in a config \"a.b\" is {\"a\": {\"b\": ...}}):\n";
  for (const Parameter& parameter : parameters.all()) {
    const std::string unit =
        parameter.unit.empty() ? "" : ", in " + parameter.unit;
    const std::string domain = domain_text(parameter);
    text += fmt::format("\n  {}\n", parameter.name);
    text += wrapped(parameter.help, details);
    text += wrapped(fmt::format("{}{}{}", type_text(parameter),
                                domain.empty() ? "" : ": " + domain, unit),
                    details);
    text +=
        wrapped(fmt::format("default {}{}", default_text(parameter.defaults),
                            differs_by_profile(parameter.defaults)
                                ? " (quick / standard / paper)"
                                : ""),
                details);
  }
  text += '\n';
  text += wrapped(
      "A config has besides these a name, a title, a sweep, tables and figures "
      "(configs/README.md); `zipml new NAME` writes one to begin with.",
      {.width = width});
  return text;
}

std::string describe_config_markdown() {
  return R"md(## What every config has

JSON with `//` and `/* */` comments. A key that is wrong is told with its place
and the nearest right one, before anything runs.

| key | what it says |
|---|---|
| `experiment` | whose parameters these are: a section below |
| `name`, `title` | of the study: `name` is its folder in the results |
| a parameter | a value, or one for each profile: `{"quick": 5, "standard": 20}`; a lone value stands for a list of one |
| `sweep` | `product`: every combination of axes, `zip`: axes in step, `exclude`: points to leave out. An axis has a list of values, or of numbers `{"from": 1, "to": 8, "step": 1}` or `{"from": 1, "to": 64, "factor": 4}` |
| `tables` | further tables, made of those that `zipml table STUDY` lists |
| `figures` | further figures, made of the same tables |
| `own_figures` | `false`: the experiment's own figures, of each point of a sweep, are not drawn |

A swept parameter is a column of every table, so that a figure may have it as x
or a line for each of its values:

```jsonc
{
  "experiment": "study", "name": "mine", "data": "cadata", "bits": [2, 4, 8],
  "sweep": {"product": {"sgd.batch_size": [1, 16, 256], "seed": [1, 2, 3]}},
  "tables": [{
    "id": "by_batch",            // names the files
    "from": "results",           // the table whose rows these are
    "columns": ["sgd.batch_size", "method", "bits", "final_loss"],
    "where": {"bits": [2, 4]},   // rows that have these values
    "pool": "seed",              // rows of all seeds are one sample
    "sort": ["bits", "-sgd.batch_size"]  // "-": from the largest on
  }],
  "figures": [{
    "id": "loss_against_batch", "from": "results", "pool": "seed",
    "x": "sgd.batch_size", "y": "final_loss",  // y may be a list: a line each
    "lines": ["method", "bits"],  // a line for each combination
    "panels": "data",             // a panel for each value
    "log_x": true, "log_y": true, "bands": false  // no intervals; and "y_min",
                                  // "y_max", "title", "caption"
  }]
}
```

Tables and figures are no part of any cell: another one is made without running
anything again. Bands are the intervals of what was measured.
)md";
}

std::string describe_markdown(const ExperimentInfo& info) {
  const ParameterSet parameters(info);
  std::string text = fmt::format("## {}\n\n{}", info.name, info.title);
  if (!info.claims.empty()) {
    text += fmt::format(" (claims {}; {})", fmt::join(info.claims, ", "),
                        info.where);
  }
  text +=
      "\n\n| name | type | default | range | unit | help |\n"
      "|---|---|---|---|---|---|\n";
  for (const Parameter& parameter : parameters.all()) {
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n",
                        code(parameter.name), type_text(parameter),
                        cell(code(default_text(parameter.defaults))),
                        cell(domain_text(parameter)), cell(parameter.unit),
                        cell(parameter.help));
  }
  return text;
}

}  // namespace zipml
