// The text of a config to begin a study of one's own with.
#pragma once

#include <optional>
#include <string>

#include "core/harness/experiment.h"
#include "tools/zipml/own_data.h"

namespace zipml {

struct NewConfig {
  std::string name = {};             // of the study
  std::string data = {};             // a set or a file; empty: the default
  std::optional<OwnData> file = {};  // what the file is, if it is one
  Task task = Task::kRegression;     // of the data
};

// JSON with a comment on every key: what it says, what it may be, and its
// default. Of the experiment `study` the parameters that matter most, a sweep,
// and a table and figures over the swept axis; of another experiment all of its
// parameters (but those of files where `data` is none), and how to add these.
// It is valid as it is.
std::string new_config_text(const ExperimentInfo& info,
                            const NewConfig& config);

}  // namespace zipml
