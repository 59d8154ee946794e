#include "experiments/linear/linear_problems.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/synthetic.h"

namespace zipml {
namespace {

// Problems that are kept: more than a study compares at a time.
constexpr std::size_t kKept = 12;

}  // namespace

ProblemSpec LinearProblems::locate(ProblemSpec spec) const {
  const DataSource source = library_->locate(spec.data, spec.file);
  spec.set = source.name;
  spec.stand_in_for = source.stand_in_for;
  spec.checksum = source.checksum;
  const auto set_size = [&](Eigen::Index rows, Eigen::Index features) {
    if (spec.train_rows > rows) {
      fail_at("preprocessing.train_rows",
              fmt::format("{} training rows were asked for; {} has {}",
                          spec.train_rows, source.name, rows));
    }
    if (spec.train_rows > 0) rows = spec.train_rows;
    spec.features = static_cast<std::size_t>(features);
    spec.training_values = static_cast<std::size_t>(rows) * spec.features;
  };
  if (const auto features = synthetic_size(source.name)) {
    set_size(kSyntheticTrainRows, *features);
  } else if (const CatalogueEntry* entry =
                 find_entry(catalogue(), source.name)) {
    spec.task = entry->task;
    set_size(entry->train_rows, entry->features);
  } else {
    const auto data = library_->load(source);
    spec.task = data->task;
    set_size(data->train_rows, data->feature_count());
  }
  return spec;
}

bool LinearProblems::is_local(const std::string& data) const {
  return library_->find(data).has_value();
}

std::shared_ptr<const LinearProblem> LinearProblems::get(
    const ProblemSpec& spec) {
  std::string key;
  for (const auto& [name, value] : to_record(spec)) {
    key += name + '=' +
           (value.is_text() ? value.text() : std::to_string(value.integer())) +
           '\n';
  }
  std::shared_ptr<Slot> slot;
  {
    const std::lock_guard lock(mutex_);
    if (slots_.size() >= kKept && !slots_.contains(key)) {
      // Whoever still uses one holds it; the others are made again.
      slots_.clear();
    }
    std::shared_ptr<Slot>& own = slots_[key];
    if (!own) own = std::make_shared<Slot>();
    slot = own;
  }
  // Only those who want the same problem wait for it.
  const std::lock_guard lock(slot->mutex);
  if (!slot->problem) {
    const DataSource source = library_->locate(spec.data, spec.file);
    if (source.checksum != spec.checksum || source.name != spec.set) {
      fail_in(spec.data, "the data changed while it was in use", "run again");
    }
    slot->problem = make_linear_problem(*library_->load(source), spec);
  }
  return slot->problem;
}

}  // namespace zipml
