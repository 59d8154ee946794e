// The cells of scaling_and_storage.
#pragma once

#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::scaling_and_storage {

// Ways of scaling samples: "column_max", the paper's, and the row norms.
inline const std::vector<std::string> kScalings = {"column_max", "row_l2",
                                                   "row_max"};
inline const std::vector<std::string> kCodecs = {"row_l2", "row_max"};
enum class Channel { kModel, kGradient };
inline constexpr Channel kChannels[] = {Channel::kModel, Channel::kGradient};
std::string channel_name(Channel channel);

// An estimator with fresh or stored draws, and the point where its mean
// gradient is zero.
struct FixedPointVariant {
  const char* method;  // of core/sgd/method.h
  bool stored;
  const char* point;  // for people
};
inline constexpr FixedPointVariant kFixedPoints[] = {
    {"double_sampling", false, "the optimum"},
    {"double_sampling", true, "the instrumental-variable point"},
    {"naive", false, "ridge regression"},
    {"naive", true, "least squares on the quantized data"},
};
std::string variant_label(const FixedPointVariant& variant);

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // Samples of one data set scaled in one way: exact variances, double sampling
  // with fresh draws, and 32-bit training on the same features.
  struct Scaling {
    ProblemSpec problem = {};
    std::string normalization = {}, scaling = {};
    int bits = 0;
    CellGroup variances = {}, training = {}, full = {};
  };
  const std::vector<Scaling>& scalings() const { return scalings_; }
  std::vector<std::string> normalizations() const;
  int fewest_bits() const;

  // 32-bit samples with one other channel quantized with one codec.
  struct OneChannel {
    ProblemSpec problem = {};
    Channel channel = Channel::kModel;
    std::string codec = {};
    int bits = 0;
    CellGroup training = {};
  };
  const std::vector<OneChannel>& channels() const { return channels_; }
  int fewest_channel_bits() const;

  // Averaged SGD of one variant on so many rows.
  struct FixedPoint {
    ProblemSpec problem = {};
    const FixedPointVariant* variant = nullptr;
    int bits = 0, rows = 0;
    CellGroup runs = {};
  };
  const std::vector<FixedPoint>& fixed_points() const { return fixed_points_; }
  const std::vector<ProblemSpec>& fixed_point_problems() const {
    return fixed_point_problems_;
  }
  std::vector<int> fixed_point_bits() const;
  // Those that the problem has.
  std::vector<int> fixed_point_rows(const ProblemSpec& problem) const;

  // The packed store of one data set.
  struct Storage {
    ProblemSpec problem = {};
    int bits = 0;
    CellGroup cells = {};
  };
  const std::vector<Storage>& storage() const { return storage_; }
  std::vector<int> storage_bits() const;
  std::vector<int> storage_draws() const;

  Findings analyse(const Results& results) const override;

 private:
  // Of so many bits, in the levels of the settings.
  QuantizationSpec quantization(int bits) const;

  void add_scalings(const ProblemSpec& problem);
  void add_channels(const ProblemSpec& problem);
  void add_storage(const ProblemSpec& problem);
  void add_fixed_points(const ProblemSpec& problem);

  std::vector<Scaling> scalings_;
  std::vector<OneChannel> channels_;
  std::vector<Storage> storage_;
  std::vector<ProblemSpec> fixed_point_problems_;
  std::vector<FixedPoint> fixed_points_;
};

}  // namespace zipml::scaling_and_storage
