// Losses of a linear prediction z = a^T x against a label.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zipml {

class Loss {
 public:
  virtual ~Loss() = default;
  virtual std::string_view name() const = 0;
  // l(z, b), as the paper plots it.
  virtual double value(double prediction, double label) const = 0;
  // d l / d z.
  virtual float derivative(float prediction, float label) const = 0;
};

// Least squares: l = (z - b)^2 / 2, the half-MSE of the paper's plots.
std::unique_ptr<Loss> make_least_squares_loss();

// A loss by name; the table is in loss.cc. UserError for an unknown one.
std::unique_ptr<Loss> make_loss(const std::string& name);
std::vector<std::string> loss_names();

}  // namespace zipml
