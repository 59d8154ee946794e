#include "core/fpga/fixed_point_sgd.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/fpga/fixed_point.h"

namespace zipml::fpga {
namespace {

void check_sizes(const Design& design, const Samples& samples,
                 std::size_t delays) {
  check_design(design);
  if (design.structure != Structure::kStreaming) {
    fail_at("design", design.name +
                          " has no fixed-point model; a streaming "
                          "design expected");
  }
  const auto count = static_cast<std::size_t>(samples.count);
  const auto features = static_cast<std::size_t>(samples.features);
  if (samples.count < 1 || samples.features < 1 ||
      samples.values.size() != count * features ||
      samples.labels.size() != count) {
    fail_at("samples",
            fmt::format("{} values and {} labels found, {} rows of {} "
                        "features expected",
                        samples.values.size(), samples.labels.size(),
                        samples.count, samples.features));
  }
  const std::int64_t lines = row_shape(design, samples.features).model_lines;
  if (delays != static_cast<std::size_t>(lines)) {
    fail_at("delays", fmt::format("{} found, one for each of {} model lines "
                                  "expected",
                                  delays, lines));
  }
}

void check_options(const Design& design, const SgdOptions& options) {
  if (options.epochs < 0) {
    fail_at("epochs",
            fmt::format("{} found, at least 0 expected", options.epochs));
  }
  if (options.copies < 1) {
    fail_at("copies",
            fmt::format("{} found, at least 1 expected", options.copies));
  }
  if (options.batch_mask < 0) {
    fail_at("batch_mask",
            fmt::format("{} found, at least 0 expected", options.batch_mask));
  }
  if (options.step_shift < 0 || options.step_shift > 31) {
    fail_at("step_shift",
            fmt::format("{} found, 0 to 31 expected", options.step_shift));
  }
  if (design.format == Format::kFixed && design.bits < 2 &&
      options.range == Range::kSymmetric) {
    fail_at("range", "symmetric with 1 bit found: {-1, 0, 1} needs 2 bits");
  }
}

void check_values(const Design& design, const Samples& samples, Range range) {
  if (design.format == Format::kFloat) return;
  const float low = range == Range::kUnit ? 0.0f : -1.0f;
  for (std::size_t i = 0; i < samples.values.size(); ++i) {
    const float value = samples.values[i];
    if (value >= low && value <= 1.0f) continue;
    const auto features = static_cast<std::size_t>(samples.features);
    fail_at(fmt::format("row {}, feature {}", i / features, i % features),
            fmt::format("{} found, {} to 1 expected: scale the data first",
                        value, low));
  }
}

// One run: the two copies of the model and the versions in flight.
class Trainer {
 public:
  Trainer(const Design& design, const Samples& samples,
          std::span<const std::int64_t> delays, const SgdOptions& options)
      : design_(design),
        samples_(samples),
        delays_(delays),
        options_(options),
        width_(static_cast<std::size_t>(
            row_shape(design, samples.features).values_per_model_line)),
        features_(static_cast<std::size_t>(samples.features)),
        fraction_(design.fraction_bits),
        level_shift_(design.format == Format::kFixed
                         ? level_shift(design.bits, options.range)
                         : 0),
        depth_(*std::max_element(delays.begin(), delays.end())),
        visible_(features_, 0),
        loading_(features_, 0),
        versions_(static_cast<std::size_t>(depth_) * features_, 0),
        first_(features_),
        second_(features_) {}

  SgdResult run() {
    SgdResult result;
    result.loss.push_back(half_mse());
    for (std::int64_t epoch = 0; epoch < options_.epochs; ++epoch) {
      const CounterHash hash(StreamKey{
          .seed = options_.seed,
          .purpose = Purpose::kSampleQuantization,
          .repetition = options_.repetition,
          .step = static_cast<std::uint64_t>(epoch % options_.copies)});
      const int shift = step_shift(epoch);
      for (std::int64_t i = 0; i < samples_.count; ++i) {
        reveal_updates(i);
        process(i, shift, hash);
        std::copy(loading_.begin(), loading_.end(), version(i));
      }
      // The pipeline drains: the next epoch starts with the whole model.
      visible_ = loading_;
      result.loss.push_back(half_mse());
    }
    result.model = std::move(loading_);
    result.overflows = overflows_.count;
    return result;
  }

 private:
  int step_shift(std::int64_t epoch) const {
    const std::int64_t interval = design_.step_shift_interval;
    const std::int64_t more = interval > 0 ? epoch / interval : 0;
    // Shifts of 31 and more leave the sign.
    return static_cast<int>(
        std::min<std::int64_t>(31, options_.step_shift + more));
  }

  std::vector<std::int32_t>::iterator version(std::int64_t sample) {
    return versions_.begin() +
           (sample % depth_) * static_cast<std::ptrdiff_t>(features_);
  }

  bool commits(std::int64_t sample) const {
    return (sample & options_.batch_mask) == options_.batch_mask ||
           sample == samples_.count - 1;
  }

  // Makes visible what the pipeline has written when sample i reads.
  void reveal_updates(std::int64_t sample) {
    for (std::size_t line = 0; line < delays_.size(); ++line) {
      const std::int64_t seen = sample - delays_[line];
      if (seen < 0 || !commits(seen)) continue;
      const std::size_t begin = std::min(line * width_, features_);
      const std::size_t end = std::min(begin + width_, features_);
      const auto from = version(seen);
      std::copy(from + static_cast<std::ptrdiff_t>(begin),
                from + static_cast<std::ptrdiff_t>(end),
                visible_.begin() + static_cast<std::ptrdiff_t>(begin));
    }
  }

  std::span<const float> row(std::int64_t sample) const {
    return samples_.values.subspan(static_cast<std::size_t>(sample) * features_,
                                   features_);
  }

  void process(std::int64_t sample, int shift, const CounterHash& hash) {
    const float label = samples_.labels[static_cast<std::size_t>(sample)];
    if (design_.format == Format::kFloat) {
      process_float(row(sample), label);
      return;
    }
    draw_levels(row(sample), level_shift_, options_.rounding, hash,
                static_cast<std::uint64_t>(sample) * features_, first_,
                second_);
    const std::vector<std::int32_t>& gradient_levels =
        design_.draws > 1 ? second_ : first_;
    std::int32_t dot = 0;
    for (std::size_t j = 0; j < features_; ++j) {
      dot = wrapped_sum(dot, scaled(first_[j], visible_[j], level_shift_),
                        overflows_);
    }
    const std::int32_t scalar = fixed_scalar(dot, label, shift);
    for (std::size_t j = 0; j < features_; ++j) {
      loading_[j] = wrapped_difference(
          loading_[j], scaled(gradient_levels[j], scalar, level_shift_),
          overflows_);
    }
  }

  std::int32_t fixed_scalar(std::int32_t dot, float label, int shift) {
    if (design_.step_path == StepPath::kFloat) {
      return to_fixed(float_scalar(dot, label), fraction_, overflows_);
    }
    return wrapped_difference(dot, to_fixed(label, fraction_, overflows_),
                              overflows_) >>
           shift;
  }

  float float_scalar(std::int32_t dot, float label) const {
    return (to_float(dot, fraction_) - label) * options_.step_size;
  }

  void process_float(std::span<const float> values, float label) {
    std::int32_t dot = 0;
    for (std::size_t j = 0; j < features_; ++j) {
      const float product = values[j] * to_float(visible_[j], fraction_);
      dot = wrapped_sum(dot, to_fixed(product, fraction_, overflows_),
                        overflows_);
    }
    const float scalar = float_scalar(dot, label);
    for (std::size_t j = 0; j < features_; ++j) {
      loading_[j] = wrapped_difference(
          loading_[j], to_fixed(scalar * values[j], fraction_, overflows_),
          overflows_);
    }
  }

  double half_mse() const {
    double sum = 0;
    for (std::int64_t i = 0; i < samples_.count; ++i) {
      const std::span<const float> values = row(i);
      double dot = 0;
      for (std::size_t j = 0; j < features_; ++j) {
        dot += double{values[j]} * loading_[j];
      }
      const double residual =
          dot / static_cast<double>(std::int64_t{1} << fraction_) -
          samples_.labels[static_cast<std::size_t>(i)];
      sum += residual * residual;
    }
    return sum / (2 * static_cast<double>(samples_.count));
  }

  const Design& design_;
  const Samples& samples_;
  std::span<const std::int64_t> delays_;
  const SgdOptions& options_;
  std::size_t width_;  // features a model line
  std::size_t features_;
  int fraction_;
  int level_shift_;
  std::int64_t depth_;
  std::vector<std::int32_t> visible_;   // what the dot product reads
  std::vector<std::int32_t> loading_;   // what the updates write
  std::vector<std::int32_t> versions_;  // loading_ after the last samples
  std::vector<std::int32_t> first_;
  std::vector<std::int32_t> second_;
  Overflows overflows_;
};

}  // namespace

SgdResult train_fixed_point(const Design& design, const Samples& samples,
                            std::span<const std::int64_t> delays,
                            const SgdOptions& options) {
  check_sizes(design, samples, delays.size());
  check_options(design, options);
  check_values(design, samples, options.range);
  for (const std::int64_t delay : delays) {
    if (delay < 1)
      fail_at("delays", fmt::format("{} found, at least 1 expected", delay));
  }
  return Trainer(design, samples, delays, options).run();
}

SgdResult train_sequential(const Design& design, const Samples& samples,
                           const SgdOptions& options) {
  check_design(design);
  const std::vector<std::int64_t> delays(
      static_cast<std::size_t>(
          row_shape(design, std::max<std::int64_t>(1, samples.features))
              .model_lines),
      1);
  return train_fixed_point(design, samples, delays, options);
}

}  // namespace zipml::fpga
