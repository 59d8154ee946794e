// A problem of a linear model as the experiments see it: a data set's training
// rows after the recorded preprocessing, with its exact solution.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/data/library.h"
#include "core/harness/findings/findings.h"
#include "core/harness/value.h"
#include "core/models/least_squares.h"
#include "core/quantize/quantizer.h"
#include "core/quantize/vector_codec.h"

namespace zipml {

// What decides a problem; all of it is part of a cell's parameters.
struct ProblemSpec {
  std::string data;  // as asked for: a catalogue name or a file
  FileOptions file;
  std::string normalization = "min_max";  // a key of normalization_names()
  // Only so many of the training rows are used; 0: all.
  Eigen::Index train_rows = 0;
  // Filled in when the data is located.
  std::string set;  // the set that is really used
  std::string stand_in_for;
  std::string checksum;
  // As read: no part of a cell. The last two are of the training rows.
  Task task = Task::kRegression;
  std::size_t features = 0;
  std::size_t training_values = 0;  // rows times features

  // For tables: "cadata", or "bank32nh for cadata".
  std::string title() const;
  // For verdicts.
  DataLabel label() const { return {set, stand_in_for}; }
};

// "none", "column_max" (divide by max |a|), "min_max" (to [-1, 1]), "z_score".
std::vector<std::string> normalization_names();

// "whole_range" and "per_sign", as configs and cells spell them. UserError for
// another name.
std::vector<std::string> convention_names();
std::string convention_name(LevelConvention convention);
LevelConvention convention_from_name(const std::string& name);

// What QuantizationSpec::placement may be.
std::vector<std::string> placement_names();

// How samples are quantized.
struct QuantizationSpec {
  int bits = 0;  // of one draw; 0 for full precision
  LevelConvention convention = LevelConvention::kWholeRange;
  Scaling scaling = Scaling::kColumnMax;
  bool stored = false;  // drawn once and stored, or fresh at every visit
  // "uniform" steps over the range, or a method of zipml::optimal that places
  // as many levels for each feature by its training values (section 3).
  std::string placement = "uniform";
  // Each sample scaled by its own norm (row scaling, A.3) in place of
  // `scaling`: fresh draws and uniform levels only.
  std::optional<VectorNorm> row_norm = {};
};

// `spec` scaled so: "column_max", "min_max", or by row "row_l2", "row_max".
// UserError for another name.
QuantizationSpec scaled(QuantizationSpec spec, const std::string& scaling);

// "bits", "levels", "scaling", "draws", and "placement" unless uniform.
Record to_record(const QuantizationSpec& spec);
QuantizationSpec quantization_from_record(const Record& record);

struct LinearProblem {
  FeatureMatrix features;  // training rows; the last column is the intercept
  std::vector<float> labels;
  Task task = Task::kRegression;  // classification: labels -1 and +1
  FeatureMatrix test_features;    // of classification; else empty
  std::vector<float> test_labels;
  std::vector<std::string> steps;  // of the preprocessing
  // Least squares in closed form; null for classification with more than
  // kMostExactFeatures features, where it would take longer than training.
  std::unique_ptr<LeastSquaresProblem> exact;
  // mean_k ||a_k||^2 = tr(S).
  double mean_squared_norm = 0;

  // *exact. UserError where it is null.
  const LeastSquaresProblem& closed_form() const;

  std::size_t rows() const { return labels.size(); }
  std::size_t feature_count() const {
    return static_cast<std::size_t>(features.cols());
  }
  // The levels of each feature. Those that are placed by the data take longer
  // to find than an epoch of training: they are kept. Thread-safe. UserError
  // for row scaling, which has none.
  LevelGrid grid(const QuantizationSpec& spec) const;
  // mean_k Var Q(a_kj) of each feature: the diagonal of Dbar.
  Eigen::VectorXd mean_variance(const Quantizer& quantizer) const;

 private:
  struct PlacedGrid {
    std::mutex mutex;
    std::optional<LevelGrid> grid;
  };
  // By placement and intervals.
  mutable std::map<std::pair<std::string, int>, std::shared_ptr<PlacedGrid>>
      placed_;
  mutable std::mutex placed_mutex_;
};

// Exact variances of stochastic rounding, whatever the scaling. The problem
// must outlive it.
class SampleVariances {
 public:
  SampleVariances(const LinearProblem& problem, const QuantizationSpec& spec);
  // Var Q(a_kj) of each feature j of row k.
  Eigen::VectorXd of(Eigen::Index row) const;

 private:
  const LinearProblem& problem_;
  QuantizationSpec spec_;
  std::optional<LevelGrid> grid_;  // none: row scaling
};

inline constexpr Eigen::Index kMostExactFeatures = 2000;

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

Record to_record(const ProblemSpec& spec);
ProblemSpec problem_from_record(const Record& record);

}  // namespace zipml
