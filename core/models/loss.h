// Losses of a linear prediction z = a^T x against a label b. One file each in
// losses/; the table is in loss.cc.
#pragma once

#include <cstddef>
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
  // d l / d z; where l has a kink, its right derivative in b z.
  virtual float derivative(float prediction, float label) const = 0;
  // out[i] = derivative(predictions[i], labels[i]), n of them.
  virtual void derivatives(const float* predictions, const float* labels,
                           std::size_t n, float* out) const;
};

// Least squares: l = (z - b)^2 / 2, the half-MSE of the paper's plots. With
// labels -1 and +1 it is the loss of LS-SVM, (1 - b z)^2 / 2 (supplement F.1).
std::unique_ptr<Loss> make_least_squares_loss();
// Logistic, labels -1 and +1: l = log(1 + exp(-b z)) (section 4.2).
std::unique_ptr<Loss> make_logistic_loss();
// Hinge, labels -1 and +1: l = max(0, 1 - b z) (section 4.3, supplement G).
std::unique_ptr<Loss> make_hinge_loss();

// A loss by name: "least_squares", "logistic", "hinge". UserError for an
// unknown one.
std::unique_ptr<Loss> make_loss(const std::string& name);
std::vector<std::string> loss_names();

}  // namespace zipml
