#include "experiments/linear/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/name_table.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/preprocessing.h"
#include "core/data/synthetic.h"
#include "core/optimal/registry.h"
#include "core/quantize/optimal_grid.h"

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

std::string text_or(const Record& record, const char* name,
                    const char* otherwise) {
  const Value* value = record.find(name);
  return value == nullptr ? otherwise : value->text();
}

constexpr std::array<Named<LevelConvention>, 2> kConventions = {{
    {"whole_range", LevelConvention::kWholeRange},
    {"per_sign", LevelConvention::kPerSign},
}};

constexpr std::array<Named<Scaling>, 2> kScalings = {{
    {"column_max", Scaling::kColumnMax},
    {"min_max", Scaling::kMinMax},
}};

constexpr std::array<Named<VectorNorm>, 2> kRowNorms = {{
    {"row_l2", VectorNorm::kEuclidean},
    {"row_max", VectorNorm::kMax},
}};

Dataset prepare(Dataset data, const ProblemSpec& spec) {
  const Normalize normalize =
      value_in(kNormalizations, spec.normalization, "normalization");
  if (spec.train_rows > 0) {
    data = first_train_rows(std::move(data), spec.train_rows);
  }
  return append_intercept(normalize(std::move(data)));
}

void check_classes(const Dataset& data) {
  const auto is_class = [](float label) { return std::abs(label) == 1; };
  if (std::all_of(data.labels.begin(), data.labels.end(), is_class)) return;
  throw UserError(Diagnostic{data.name,
                             {},
                             "",
                             "has labels other than -1 and +1",
                             "a linear classifier needs two classes"});
}

std::shared_ptr<const LinearProblem> make_problem(Dataset data,
                                                  const ProblemSpec& spec) {
  if (data.task == Task::kClassification) check_classes(data);
  const Dataset prepared = prepare(std::move(data), spec);
  auto problem = std::make_shared<LinearProblem>();
  const Eigen::Index rows = prepared.train_rows;
  problem->features = prepared.features.topRows(rows);
  problem->labels.assign(prepared.labels.begin(),
                         prepared.labels.begin() + rows);
  problem->task = prepared.task;
  if (prepared.task == Task::kClassification) {
    problem->test_features =
        prepared.features.bottomRows(prepared.rows() - rows);
    problem->test_labels.assign(prepared.labels.begin() + rows,
                                prepared.labels.end());
  }
  problem->steps = prepared.steps;
  if (prepared.task == Task::kRegression ||
      problem->features.cols() <= kMostExactFeatures) {
    problem->exact = std::make_unique<LeastSquaresProblem>(
        problem->features, prepared.labels, rows);
    problem->mean_squared_norm = problem->exact->second_moment().trace();
  } else {
    for (Eigen::Index row = 0; row < rows; ++row) {
      problem->mean_squared_norm +=
          problem->features.row(row).cast<double>().squaredNorm() /
          static_cast<double>(rows);
    }
  }
  return problem;
}

}  // namespace

std::string ProblemSpec::title() const {
  return stand_in_for.empty() ? set : set + " for " + stand_in_for;
}

std::vector<std::string> normalization_names() {
  return names_in(kNormalizations);
}

std::vector<std::string> placement_names() {
  std::vector<std::string> names = {"uniform"};
  for (const optimal::Method& method : optimal::methods()) {
    // The greedy merge gives more levels than bits can hold.
    if (method.name == "uniform" || method.name == "greedy_merge") continue;
    names.emplace_back(method.name);
  }
  return names;
}

std::vector<std::string> convention_names() { return names_in(kConventions); }

std::string convention_name(LevelConvention convention) {
  return name_in(kConventions, convention);
}

LevelConvention convention_from_name(const std::string& name) {
  return value_in(kConventions, name, "level convention");
}

QuantizationSpec scaled(QuantizationSpec spec, const std::string& scaling) {
  spec.row_norm.reset();
  for (const Named<VectorNorm>& row : kRowNorms) {
    if (scaling == row.name) spec.row_norm = row.value;
  }
  if (!spec.row_norm) spec.scaling = value_in(kScalings, scaling, "scaling");
  return spec;
}

Record to_record(const QuantizationSpec& spec) {
  Record record = {
      {"bits", spec.bits},
      {"levels", convention_name(spec.convention)},
      {"scaling", spec.row_norm ? name_in(kRowNorms, *spec.row_norm)
                                : name_in(kScalings, spec.scaling)},
      {"draws", spec.stored ? "stored" : "fresh"}};
  if (spec.placement != "uniform") record.set("placement", spec.placement);
  return record;
}

QuantizationSpec quantization_from_record(const Record& record) {
  QuantizationSpec spec;
  spec.bits = static_cast<int>(record.integer("bits"));
  spec.convention = convention_from_name(record.text("levels"));
  spec.stored = record.text("draws") == "stored";
  spec.placement = text_or(record, "placement", "uniform");
  return scaled(spec, record.text("scaling"));
}

const LeastSquaresProblem& LinearProblem::closed_form() const {
  if (exact) return *exact;
  throw UserError(Diagnostic{
      "",
      {},
      "",
      fmt::format("a classification set of {} features is too wide for the "
                  "closed form of least squares (at most {})",
                  features.cols(), kMostExactFeatures),
      ""});
}

LevelGrid LinearProblem::grid(const QuantizationSpec& spec) const {
  if (spec.row_norm) {
    throw UserError(
        Diagnostic{"", {}, "", "row scaling has no levels of a feature", ""});
  }
  const std::size_t n = feature_count();
  const int intervals = interval_count(spec.bits, spec.convention);
  if (spec.placement == "uniform") {
    return LevelGrid::uniform(
        column_ranges(features.data(), rows(), n, n, spec.scaling), intervals);
  }
  std::shared_ptr<PlacedGrid> placed;
  {
    const std::lock_guard lock(placed_mutex_);
    std::shared_ptr<PlacedGrid>& own = placed_[{spec.placement, intervals}];
    if (!own) own = std::make_shared<PlacedGrid>();
    placed = own;
  }
  // Only those who want the same levels wait for them.
  const std::lock_guard lock(placed->mutex);
  if (!placed->grid) {
    placed->grid =
        optimal_grid(features.data(), rows(), n, n,
                     static_cast<std::size_t>(intervals) + 1, spec.placement);
  }
  return *placed->grid;
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

SampleVariances::SampleVariances(const LinearProblem& problem,
                                 const QuantizationSpec& spec)
    : problem_(problem), spec_(spec) {
  if (!spec.row_norm) grid_ = problem.grid(spec);
}

Eigen::VectorXd SampleVariances::of(Eigen::Index row) const {
  const auto values = problem_.features.row(row);
  const Eigen::VectorXd wide = values.cast<double>();
  double range = 0;
  if (spec_.row_norm) {
    range = *spec_.row_norm == VectorNorm::kMax ? wide.cwiseAbs().maxCoeff()
                                                : wide.norm();
  }
  // Row scaling has the same levels for every value of the row.
  const LevelGrid own = LevelGrid::uniform(
      {{-range, range}}, interval_count(spec_.bits, spec_.convention));
  Eigen::VectorXd variances(values.size());
  for (Eigen::Index j = 0; j < values.size(); ++j) {
    const Moments moments =
        grid_ ? grid_->stochastic(static_cast<std::size_t>(j), values(j))
              : own.stochastic(0, values(j));
    variances(j) = moments.variance;
  }
  return variances;
}

ProblemSpec LinearProblems::locate(ProblemSpec spec) const {
  const DataSource source = library_->locate(spec.data, spec.file);
  spec.set = source.name;
  spec.stand_in_for = source.stand_in_for;
  spec.checksum = source.checksum;
  const auto set_size = [&](Eigen::Index rows, Eigen::Index features) {
    if (spec.train_rows > rows) {
      throw UserError(
          Diagnostic{"",
                     {},
                     "preprocessing.train_rows",
                     fmt::format("{} training rows were asked for; {} has {}",
                                 spec.train_rows, source.name, rows),
                     ""});
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
      throw UserError(Diagnostic{spec.data,
                                 {},
                                 "",
                                 "the data changed while it was in use",
                                 "run again"});
    }
    slot->problem = make_problem(*library_->load(source), spec);
  }
  return slot->problem;
}

Record to_record(const ProblemSpec& spec) {
  Record record = {{"data", spec.data},
                   {"set", spec.set},
                   {"stand_in_for", spec.stand_in_for},
                   {"checksum", spec.checksum},
                   {"file_label", spec.file.label},
                   {"file_train_rows", std::int64_t{spec.file.train_rows}},
                   {"normalization", spec.normalization}};
  if (spec.train_rows > 0) {
    record.set("train_rows", std::int64_t{spec.train_rows});
  }
  return record;
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
  if (const Value* rows = record.find("train_rows")) {
    spec.train_rows = static_cast<Eigen::Index>(rows->integer());
  }
  return spec;
}

}  // namespace zipml
