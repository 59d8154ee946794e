// A view of the points that a solver is given: float or double, weights or
// none, in any order.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace zipml::optimal {

// Does not own the data. Not checked here: every method checks what it reads.
class Points {
 public:
  Points(std::span<const double> values, std::span<const double> weights = {})
      : doubles_(values), weights_(weights), size_(values.size()) {}
  Points(std::span<const float> values, std::span<const double> weights = {})
      : floats_(values), weights_(weights), size_(values.size()) {}
  Points(const std::vector<double>& values,
         std::span<const double> weights = {})
      : Points(std::span<const double>(values), weights) {}
  Points(const std::vector<float>& values, std::span<const double> weights = {})
      : Points(std::span<const float>(values), weights) {}

  std::size_t size() const { return size_; }
  bool is_float() const { return !floats_.empty(); }
  std::span<const double> doubles() const { return doubles_; }
  std::span<const float> floats() const { return floats_; }
  // Empty: every weight is 1.
  std::span<const double> weights() const { return weights_; }

  double value(std::size_t i) const {
    return is_float() ? static_cast<double>(floats_[i]) : doubles_[i];
  }
  double weight(std::size_t i) const {
    return weights_.empty() ? 1.0 : weights_[i];
  }

 private:
  std::span<const double> doubles_;
  std::span<const float> floats_;
  std::span<const double> weights_;
  std::size_t size_ = 0;
};

// Calls f with the span of the type that the points have.
template <typename F>
auto with_values(const Points& points, F&& f) {
  return points.is_float() ? f(points.floats()) : f(points.doubles());
}

}  // namespace zipml::optimal
