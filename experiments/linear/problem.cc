#include "experiments/linear/problem.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/name_table.h"
#include "core/data/catalogue.h"
#include "core/data/preprocessing.h"
#include "core/data/synthetic.h"

namespace zipml {
namespace {

// Problems that are kept: more than a study compares at a time.
constexpr std::size_t kKept = 12;

using Normalize = Dataset (*)(Dataset);

constexpr std::array<Named<Normalize>, 4> kNormalizations = {{
    {"none", [](Dataset data) { return data; }},
    {"column_max", [](Dataset data) { return column_max(std::move(data)); }},
    {"min_max", [](Dataset data) { return min_max(std::move(data)); }},
    {"z_score", [](Dataset data) { return z_score(std::move(data)); }},
}};

constexpr std::array<Named<LevelConvention>, 2> kConventions = {{
    {"whole_range", LevelConvention::kWholeRange},
    {"per_sign", LevelConvention::kPerSign},
}};

constexpr std::array<Named<Scaling>, 2> kScalings = {{
    {"column_max", Scaling::kColumnMax},
    {"min_max", Scaling::kMinMax},
}};

std::shared_ptr<const LinearProblem> make_problem(
    const Dataset& data, const std::string& normalization) {
  const Normalize normalize =
      value_in(kNormalizations, normalization, "normalization");
  const Dataset prepared = append_intercept(normalize(data));
  auto problem = std::make_shared<LinearProblem>();
  const Eigen::Index rows = prepared.train_rows;
  problem->features = prepared.features.topRows(rows);
  problem->labels.assign(prepared.labels.begin(),
                         prepared.labels.begin() + rows);
  problem->steps = prepared.steps;
  problem->exact = std::make_unique<LeastSquaresProblem>(problem->features,
                                                         prepared.labels, rows);
  return problem;
}

}  // namespace

std::string ProblemSpec::title() const {
  return stand_in_for.empty() ? set : set + " for " + stand_in_for;
}

std::vector<std::string> normalization_names() {
  return names_in(kNormalizations);
}

Record to_record(const QuantizationSpec& spec) {
  return {{"bits", spec.bits},
          {"levels", name_in(kConventions, spec.convention)},
          {"scaling", name_in(kScalings, spec.scaling)},
          {"draws", spec.stored ? "stored" : "fresh"}};
}

QuantizationSpec quantization_from_record(const Record& record) {
  return {static_cast<int>(record.integer("bits")),
          value_in(kConventions, record.text("levels"), "level convention"),
          value_in(kScalings, record.text("scaling"), "scaling"),
          record.text("draws") == "stored"};
}

LevelGrid LinearProblem::grid(const QuantizationSpec& spec) const {
  const std::size_t n = feature_count();
  return LevelGrid::uniform(
      column_ranges(features.data(), rows(), n, n, spec.scaling),
      interval_count(spec.bits, spec.convention));
}

Eigen::VectorXd LinearProblem::mean_variance(const Quantizer& quantizer) const {
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(features.cols());
  for (Eigen::Index row = 0; row < features.rows(); ++row) {
    for (Eigen::Index j = 0; j < features.cols(); ++j) {
      mean(j) +=
          quantizer.moments(static_cast<std::size_t>(j), features(row, j))
              .variance;
    }
  }
  return mean / static_cast<double>(features.rows());
}

ProblemSpec LinearProblems::locate(ProblemSpec spec) const {
  const DataSource source = library_->locate(spec.data, spec.file);
  spec.set = source.name;
  spec.stand_in_for = source.stand_in_for;
  spec.checksum = source.checksum;
  const auto set_size = [&](Eigen::Index rows, Eigen::Index features) {
    spec.features = static_cast<std::size_t>(features);
    spec.training_values = static_cast<std::size_t>(rows) * spec.features;
  };
  if (const auto features = synthetic_size(source.name)) {
    set_size(kSyntheticTrainRows, *features);
  } else if (const CatalogueEntry* entry =
                 find_entry(catalogue(), source.name)) {
    set_size(entry->train_rows, entry->features);
  } else {
    const auto data = library_->load(source);
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
      throw UserError(Diagnostic{spec.data,
                                 {},
                                 "",
                                 "the data changed while it was in use",
                                 "run again"});
    }
    slot->problem = make_problem(*library_->load(source), spec.normalization);
  }
  return slot->problem;
}

Record to_record(const ProblemSpec& spec) {
  return {{"data", spec.data},
          {"set", spec.set},
          {"stand_in_for", spec.stand_in_for},
          {"checksum", spec.checksum},
          {"file_label", spec.file.label},
          {"file_train_rows", std::int64_t{spec.file.train_rows}},
          {"normalization", spec.normalization}};
}

ProblemSpec problem_from_record(const Record& record) {
  ProblemSpec spec;
  spec.data = record.text("data");
  spec.set = record.text("set");
  spec.stand_in_for = record.text("stand_in_for");
  spec.checksum = record.text("checksum");
  spec.file = {record.text("file_label"),
               static_cast<Eigen::Index>(record.integer("file_train_rows"))};
  spec.normalization = record.text("normalization");
  return spec;
}

}  // namespace zipml
