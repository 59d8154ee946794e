// The experiment that the tests of configs use.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/harness/config/config.h"
#include "core/harness/experiment.h"

namespace zipml {

inline const ExperimentInfo& example_info() {
  static const ExperimentInfo kInfo{
      .name = "naive_bias",
      .title = "Naive rounding is biased",
      .claims = {"C1"},
      .where = "section 2.2",
      .version = 1,
      .parameters =
          {{.name = "data",
            .type = ParameterType::kNameOrFile,
            .is_list = true,
            .defaults = Value(Value::List{"cadata"}),
            .help = "Data sets, by name or as LIBSVM or CSV files.",
            .choices = {"cadata", "cpusmall", "synthetic-100"}},
           {.name = "bits",
            .type = ParameterType::kInteger,
            .is_list = true,
            .defaults = Value(Value::List{1, 2, 3}),
            .min = 1,
            .max = 16,
            .unit = "bits",
            .help = "Bits of a value."},
           {.name = "epochs",
            .type = ParameterType::kInteger,
            .defaults = Defaults(5, 20, 100),
            .min = 1,
            .max = 1000,
            .help = "Passes over the data."},
           {.name = "rounding",
            .type = ParameterType::kChoice,
            .defaults = Value("stochastic"),
            .help = "How values are rounded: up | down by chance, or to the "
                    "nearest.",
            .choices = {"stochastic", "nearest"}},
           {.name = "note",
            .type = ParameterType::kText,
            .defaults = Value(""),
            .help = "A remark."},
           {.name = "sgd.step_size",
            .type = ParameterType::kNumber,
            .defaults = Value(0.5),
            .min = 0,
            .help = "Step size of the first epoch."},
           {.name = "sgd.batch_size",
            .type = ParameterType::kInteger,
            .defaults = Value(1),
            .min = 1,
            .help = "Rows of a step."},
           {.name = "sgd.shuffle",
            .type = ParameterType::kBoolean,
            .defaults = Value(true),
            .help = "Whether the order is drawn anew in each epoch."},
           {.name = "search.step_size",
            .type = ParameterType::kNumber,
            .is_list = true,
            .defaults = Value(Value::List{0.1, 1.0}),
            .min = 0,
            .max = 10,
            .help = "Step sizes to try."}},
      .repetitions = Defaults(3, 5, 10)};
  return kInfo;
}

inline Study example_study(const std::string& text,
                           const StudyRequest& request = {}) {
  const ExperimentInfo* known[] = {&example_info()};
  return study_from_text(request, text, known);
}

// The lines of the UserError; none when it is a study.
inline std::vector<std::string> example_mistakes(const std::string& text,
                                                 StudyRequest request = {}) {
  std::vector<std::string> lines;
  try {
    request.file = "configs/x.json";
    example_study(text, request);
  } catch (const UserError& error) {
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      lines.push_back(diagnostic.text());
    }
  }
  return lines;
}

}  // namespace zipml
