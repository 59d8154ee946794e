// Regularizers R(x) of equation (1), by their proximal operators, equation (2):
//   prox_{gamma R}(y) = argmin_x 1/2 ||x - y||^2 + gamma R(x).
// One file each in regularizers/; the table is in regularizer.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zipml {

class Regularizer {
 public:
  virtual ~Regularizer() = default;
  virtual std::string_view name() const = 0;
  // R(x); 0 for the indicator of a set, which the prox never leaves.
  virtual double value(std::span<const float> model) const = 0;
  // model <- prox_{step R}(model). Every coordinate counts, the intercept too.
  virtual void prox(double step, std::span<float> model) const = 0;
};

// R = 0.
std::unique_ptr<Regularizer> make_no_regularizer(double strength);
// R = strength ||x||_1: soft thresholding, sgn(y) max(0, |y| - step strength).
std::unique_ptr<Regularizer> make_l1_regularizer(double strength);
// R = strength / 2 ||x||^2: y / (1 + step strength).
std::unique_ptr<Regularizer> make_l2_regularizer(double strength);
// |x_i| <= strength for every i: clamped.
std::unique_ptr<Regularizer> make_box_regularizer(double strength);
// 0 <= x_i <= strength for every i: clamped.
std::unique_ptr<Regularizer> make_nonnegative_regularizer(double strength);
// ||x||_2 <= strength: y min(1, strength / ||y||).
std::unique_ptr<Regularizer> make_l2_ball_regularizer(double strength);

// By name: "none", "l1", "l2", "box", "l2_ball", "nonnegative". strength >= 0:
// the factor of the norm, or the size of the set. UserError for an unknown
// name.
std::unique_ptr<Regularizer> make_regularizer(const std::string& name,
                                              double strength);
std::vector<std::string> regularizer_names();

}  // namespace zipml
