// The problems of a run: found, made once and shared.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "core/data/library.h"
#include "experiments/linear/linear_problem.h"

namespace zipml {

// Finds and prepares problems, each once; the last few are kept. Thread-safe.
class LinearProblems {
 public:
  explicit LinearProblems(std::shared_ptr<DataLibrary> library)
      : library_(std::move(library)) {}

  // `spec` with set, stand_in_for and checksum filled in. UserError when the
  // data is not to be had, or has fewer rows than spec.train_rows.
  ProblemSpec locate(ProblemSpec spec) const;
  // Whether the set itself is there without a download.
  bool is_local(const std::string& data) const;
  std::shared_ptr<const LinearProblem> get(const ProblemSpec& spec);

 private:
  struct Slot {
    std::mutex mutex;
    std::shared_ptr<const LinearProblem> problem;
  };
  std::shared_ptr<DataLibrary> library_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot>> slots_;
};

}  // namespace zipml
