#include "experiments/linear/linear_problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/float_loss.h"
#include "core/data/synthetic.h"
#include "core/data/trainable.h"
#include "core/harness/value_text.h"

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

// What cells keep of the options: not what had no effect, nor where files lie
// (their content is in the checksum), and the task that they led to.
FileOptions kept_options(FileOptions options, const Dataset& data) {
  const FileOptions defaults;
  const auto is_unused = [&](const char* name) {
    return std::find(data.unused_options.begin(), data.unused_options.end(),
                     name) != data.unused_options.end();
  };
  if (is_unused("file.label")) options.label = defaults.label;
  if (is_unused("file.header")) options.header = defaults.header;
  if (is_unused("file.missing")) options.missing = defaults.missing;
  if (is_unused("file.categories")) options.categories = defaults.categories;
  if (is_unused("file.test_seed")) options.test_seed = defaults.test_seed;
  if (!options.labels.empty()) options.labels = "a file";
  const bool is_number =
      options.test.find_first_not_of("0123456789.%") == std::string::npos;
  if (!is_number) options.test = "a file";
  options.task =
      data.task == Task::kRegression ? "regression" : "classification";
  return options;
}

// UserError when what is made of the training rows does not fit in memory:
// they themselves, and where there is a closed form, the second moments, their
// factors and eigenvectors.
void require_problem_fits(const Dataset& data, Eigen::Index rows,
                          const std::string& file) {
  const auto count = static_cast<double>(rows);
  const auto width = static_cast<double>(data.feature_count()) + 1;
  const bool has_closed_form = data.task == Task::kRegression ||
                               data.feature_count() < kMostExactFeatures;
  const double squares = has_closed_form ? 4 * width * width : 0;
  require_memory(4 * count * width + 8 * squares, file,
                 fmt::format("{} rows x {} features and what training makes of "
                             "them",
                             rows, data.feature_count()));
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
  spec.file = FileOptions();
  const auto set_size = [&](Eigen::Index rows, Eigen::Index features) {
    if (spec.train_rows > rows) {
      fail_at("preprocessing.train_rows",
              fmt::format("{} training rows were asked for; {} has {}",
                          spec.train_rows, source.name, rows),
              "0 takes all");
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
    require_problem_fits(*data, rows, source.files[0].string());
    spec.set = fmt::format("{} file {}", source.own_format,
                           short_sum(source.checksum));
    spec.file = kept_options(source.options, *data);
    spec.is_own_file = true;
    tell_float_loss(*data, spec.normalization);
    spec.unused_options = data->unused_options;
    const std::lock_guard lock(mutex_);
    const std::string path = std::exchange(spec.data, spec.set);
    own_files_[record_text(to_record(spec))] = {path, source.options};
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

// What is taken off before it is rounded loses nothing.
void LinearProblems::tell_float_loss(const Dataset& data,
                                     const std::string& normalization) const {
  const bool centres = normalization == "min_max" || normalization == "z_score";
  for (const FloatLoss& loss :
       find_float_loss(data, centres ? Centring::kBefore : Centring::kNone)) {
    library_->tell(fmt::format("{}: {}", data.name, loss.text()));
  }
}

bool LinearProblems::is_local(const std::string& data) const {
  try {
    return library_->was_here(data) && library_->find(data).has_value();
  } catch (const UserError& error) {
    // What is there and broken is left out as what is not there.
    library_->tell(error.what());
    return false;
  }
}

DataSource LinearProblems::source_of(const ProblemSpec& spec) {
  OwnFile place{.path = spec.data};
  {
    const std::lock_guard lock(mutex_);
    const auto own = own_files_.find(record_text(to_record(spec)));
    if (own != own_files_.end()) place = own->second;
  }
  DataSource source = library_->locate(place.path, place.options);
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
  const std::shared_ptr<Slot> slot = slot_of(record_text(to_record(spec)));
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
