// The problems of a run: found, made once and shared.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
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

  // `spec` with what is filled in when data is located. UserError when the
  // data is not to be had, has fewer rows than spec.train_rows, or is a file
  // of one's own that nothing can be learned from (check_trainable).
  ProblemSpec locate(ProblemSpec spec) const;
  // Whether the set itself is there without a download, and whole: not one that
  // another study has fetched meanwhile.
  bool is_local(const std::string& data) const;
  // A file of one's own must have been located by this object: its cells do
  // not say where it lies. UserErrors name files without their folders, since
  // they are stored as the reason of a failed cell.
  std::shared_ptr<const LinearProblem> get(const ProblemSpec& spec);

 private:
  struct Slot {
    std::mutex mutex;
    std::shared_ptr<const LinearProblem> problem;
    // Guarded by the problems' mutex.
    std::uint64_t last_use = 0;
    std::atomic<std::size_t> bytes = 0;
  };
  void tell_float_loss(const Dataset& data,
                       const std::string& normalization) const;
  DataSource source_of(const ProblemSpec& spec);
  std::shared_ptr<Slot> slot_of(const std::string& key);
  void forget_old();
  std::shared_ptr<const LinearProblem> make(const ProblemSpec& spec);
  std::string name_of(const ProblemSpec& spec, const std::string& file) const;

  std::shared_ptr<DataLibrary> library_;
  mutable std::mutex mutex_;  // guards all below
  std::map<std::string, std::shared_ptr<Slot>> slots_;
  std::uint64_t uses_ = 0;
  // Where files of one's own were found and how they were read, by what cells
  // keep of it (record_text).
  struct OwnFile {
    std::string path = {};
    FileOptions options = {};
  };
  mutable std::map<std::string, OwnFile> own_files_;
  // Who has which name: no two different files have the same.
  mutable std::map<std::string, std::string> names_;
};

}  // namespace zipml
