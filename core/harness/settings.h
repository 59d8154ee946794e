// One grid point of a study, resolved: every parameter has a value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/harness/parameter.h"
#include "core/harness/value.h"

namespace zipml {

struct Settings {
  Profile profile = Profile::kQuick;
  Record parameters = {};  // by full dotted name, all descriptors present
  std::uint64_t seed = 1;
  int repetitions = 1;
  // Repetitions of so many seeds in a row, from `seed` on, make one sample.
  int pooled_seeds = 1;
  // Hardware threads of the machine that the study runs on: what "all of them"
  // means to a timing.
  int machine_threads = 1;
  // The model of its CPU: what a timing was measured on.
  std::string machine_cpu = "unknown";
};

// A list parameter without its repetitions: in its order, and ascending.
std::vector<std::string> distinct_texts(const Settings& settings,
                                        const std::string& parameter);
std::vector<int> ascending_integers(const Settings& settings,
                                    const std::string& parameter);

}  // namespace zipml
