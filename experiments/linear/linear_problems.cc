#include "experiments/linear/linear_problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/synthetic.h"
#include "core/data/trainable.h"

namespace zipml {
namespace {

// Problems that are kept: more than a study compares at a time.
constexpr std::size_t kKept = 32;
// Of what they hold, in bytes; the latest one is kept whatever it holds.
constexpr std::size_t kKeptBytes = std::size_t{1} << 30;

std::size_t bytes_of(const LinearProblem& problem) {
  return sizeof(float) * static_cast<std::size_t>(problem.features.size() +
                                                  problem.test_features.size());
}

// "1a2b3c4d": enough to tell files apart.
std::string short_sum(const std::string& checksum) {
  return checksum.substr(0, 8);
}

}  // namespace

// Two different files of one name are told apart by their content, and so is a
// file that is named as a known set.
std::string LinearProblems::name_of(const ProblemSpec& spec,
                                    const std::string& file) const {
  const bool known = find_entry(library_->entries(), file) != nullptr ||
                     synthetic_size(file).has_value();
  const std::string& owner = names_.try_emplace(file, spec.set).first->second;
  if (!known && owner == spec.set) return file;
  return fmt::format("{} ({})", file, short_sum(spec.checksum));
}

ProblemSpec LinearProblems::locate(ProblemSpec spec) const {
  const DataSource source = library_->locate(spec.data, spec.file);
  spec.set = source.name;
  spec.name = source.name;
  spec.stand_in_for = source.stand_in_for;
  spec.checksum = source.checksum;
  spec.file = source.options;
  const auto set_size = [&](Eigen::Index rows, Eigen::Index features) {
    if (spec.train_rows > rows) {
      fail_at("preprocessing.train_rows",
              fmt::format("{} training rows were asked for; {} has {}",
                          spec.train_rows, source.name, rows));
    }
    if (spec.train_rows == 1) {
      fail_at("preprocessing.train_rows",
              "1 training row was asked for, at least 2 were expected");
    }
    if (spec.train_rows > 0) rows = spec.train_rows;
    spec.features = static_cast<std::size_t>(features);
    spec.training_values = static_cast<std::size_t>(rows) * spec.features;
    return rows;
  };
  if (!source.own_format.empty()) {
    const auto data = library_->load(source);
    spec.task = data->task;
    const Eigen::Index rows = set_size(data->train_rows, data->feature_count());
    check_trainable(*data, rows, source.files[0].string());
    spec.set = fmt::format("{} file {}", source.own_format,
                           short_sum(source.checksum));
    const std::lock_guard lock(mutex_);
    own_files_[spec.set] = spec.data;
    spec.data = spec.set;
    spec.name = name_of(spec, source.name);
  } else if (const auto features = synthetic_size(source.name)) {
    set_size(kSyntheticTrainRows, *features);
  } else {
    const CatalogueEntry& entry = *find_entry(library_->entries(), source.name);
    spec.task = entry.task;
    set_size(entry.train_rows, entry.features);
  }
  return spec;
}

bool LinearProblems::is_local(const std::string& data) const {
  return library_->find(data).has_value();
}

DataSource LinearProblems::source_of(const ProblemSpec& spec) {
  std::string data = spec.data;
  {
    const std::lock_guard lock(mutex_);
    const auto own = own_files_.find(spec.set);
    if (own != own_files_.end()) data = own->second;
  }
  DataSource source = library_->locate(data, spec.file);
  const bool same_set = !source.own_format.empty() || source.name == spec.set;
  if (source.checksum != spec.checksum || !same_set) {
    fail_in(spec.label().name, "the data changed while it was in use",
            "run again");
  }
  return source;
}

std::shared_ptr<LinearProblems::Slot> LinearProblems::slot_of(
    const std::string& key) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Slot>& own = slots_[key];
  if (!own) own = std::make_shared<Slot>();
  own->last_use = ++uses_;
  return own;
}

// What was used longest ago goes; whoever still uses it holds it.
void LinearProblems::forget_old() {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::uint64_t, std::string>> by_use;
  for (const auto& [key, slot] : slots_) {
    by_use.emplace_back(slot->last_use, key);
  }
  std::sort(by_use.rbegin(), by_use.rend());
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < by_use.size(); ++i) {
    bytes += slots_.at(by_use[i].second)->bytes;
    const bool fits = i < kKept && bytes <= kKeptBytes;
    if (i > 0 && !fits) slots_.erase(by_use[i].second);
  }
}

std::shared_ptr<const LinearProblem> LinearProblems::get(
    const ProblemSpec& spec) {
  std::string key;
  for (const auto& [name, value] : to_record(spec)) {
    key += name + '=' +
           (value.is_text() ? value.text() : std::to_string(value.integer())) +
           '\n';
  }
  const std::shared_ptr<Slot> slot = slot_of(key);
  // Only those who want the same problem wait for it.
  const std::lock_guard lock(slot->mutex);
  if (!slot->problem) {
    slot->problem = make(spec);
    slot->bytes = bytes_of(*slot->problem);
    forget_old();
  }
  return slot->problem;
}

std::shared_ptr<const LinearProblem> LinearProblems::make(
    const ProblemSpec& spec) {
  try {
    const DataSource source = source_of(spec);
    return make_linear_problem(*library_->load(source), spec);
  } catch (const UserError& error) {
    std::vector<Diagnostic> diagnostics = error.diagnostics();
    for (Diagnostic& diagnostic : diagnostics) {
      diagnostic.file =
          std::filesystem::path(diagnostic.file).filename().string();
    }
    throw UserError(std::move(diagnostics));
  }
}

}  // namespace zipml
