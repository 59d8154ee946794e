#include "core/sgd/sparse_batch_gradient.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

// y += alpha a. Of a few values without the kernel, which loads what it has
// just stored under a mask: a processor waits for that. The same bits.
void add_scaled(float alpha, const float* a, float* y, std::size_t n) {
  constexpr std::size_t kFew = 8;
  if (n >= kFew) return kernels().add_scaled(alpha, a, y, n);
  for (std::size_t k = 0; k < n; ++k) y[k] += alpha * a[k];
}

class SparseBatchGradient : public BatchGradient {
 public:
  explicit SparseBatchGradient(const BatchIngredients& from)
      : store_(*from.samples->sparse()),
        labels_(from.labels),
        loss_(*from.loss),
        form_(from.estimator->batch_form()),
        diagonal_(from.estimator->diagonal()),
        outputs_(from.outputs),
        first_(outputs_),
        second_(outputs_),
        at_first_(outputs_),
        at_second_(outputs_) {}

  void begin_epoch(int) override {}

  void compute(const BatchVisit& batch, std::span<const float> model,
               std::span<float> gradient) override {
    std::fill(gradient.begin(), gradient.end(), 0.0f);
    const float weight = 1 / static_cast<float>(batch.rows.size());
    for (const std::uint32_t row : batch.rows) {
      add(row, model, weight, gradient);
    }
    if (form_ == BatchForm::kLessDiagonal) {
      for (std::size_t j = 0; j < diagonal_.size(); ++j) {
        for (std::size_t k = 0; k < outputs_; ++k) {
          const std::size_t i = j * outputs_ + k;
          gradient[i] -= diagonal_[j] * model[i];
        }
      }
    }
  }

 private:
  // sums[k] = draw^T x of output k.
  void predict(const SparseVisit& visit, const float* draw,
               std::span<const float> model, std::vector<float>& sums) const {
    std::fill(sums.begin(), sums.end(), 0.0f);
    for (std::size_t i = 0; i < visit.columns.size(); ++i) {
      add_scaled(draw[i], model.data() + visit.columns[i] * outputs_,
                 sums.data(), outputs_);
    }
  }

  // slopes[k] = weight * l'(sums[k], label of output k).
  void derive(std::uint32_t row, const std::vector<float>& sums, float weight,
              std::vector<float>& slopes) const {
    loss_.derivatives(sums.data(), labels_.data() + row * outputs_, outputs_,
                      slopes.data());
    for (float& slope : slopes) slope *= weight;
  }

  // gradient += slopes * draw.
  void add_draw(const SparseVisit& visit, const float* draw,
                const std::vector<float>& slopes,
                std::span<float> gradient) const {
    for (std::size_t i = 0; i < visit.columns.size(); ++i) {
      add_scaled(draw[i], slopes.data(),
                 gradient.data() + visit.columns[i] * outputs_, outputs_);
    }
  }

  void add(std::uint32_t row, std::span<const float> model, float weight,
           std::span<float> gradient) {
    const SparseVisit visit = store_.visit(row);
    const float* const q1 = visit.draws[0];
    const float* const q2 = visit.draws[1];
    switch (form_) {
      case BatchForm::kNone:
        break;
      case BatchForm::kOneDraw:
      case BatchForm::kLessDiagonal:
        predict(visit, q1, model, first_);
        derive(row, first_, weight, at_first_);
        add_draw(visit, q1, at_first_, gradient);
        break;
      case BatchForm::kTwoDraws:
        predict(visit, q2, model, second_);
        derive(row, second_, weight, at_second_);
        add_draw(visit, q1, at_second_, gradient);
        break;
      case BatchForm::kSymmetrised:
        predict(visit, q1, model, first_);
        predict(visit, q2, model, second_);
        derive(row, first_, weight / 2, at_first_);
        derive(row, second_, weight / 2, at_second_);
        add_draw(visit, q1, at_second_, gradient);
        add_draw(visit, q2, at_first_, gradient);
        break;
      case BatchForm::kPairSum:
        add_pair_sum(row, visit, model, weight, gradient);
        break;
    }
  }

  void add_pair_sum(std::uint32_t row, const SparseVisit& visit,
                    std::span<const float> model, float weight,
                    std::span<float> gradient) {
    mean_.resize(visit.columns.size());
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      mean_[i] = (visit.draws[0][i] + visit.draws[1][i]) / 2;
    }
    predict(visit, mean_.data(), model, first_);
    derive(row, first_, weight, at_first_);
    add_draw(visit, mean_.data(), at_first_, gradient);
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      const float apart = visit.draws[0][i] - visit.draws[1][i];
      const std::size_t at = visit.columns[i] * outputs_;
      add_scaled(-weight / 4 * apart * apart, model.data() + at,
                 gradient.data() + at, outputs_);
    }
  }

  SparseStore& store_;
  std::span<const float> labels_;
  const Loss& loss_;
  BatchForm form_;
  std::span<const float> diagonal_;  // a value a feature
  std::size_t outputs_;
  std::vector<float> first_, second_;        // predictions by draw
  std::vector<float> at_first_, at_second_;  // slopes there
  std::vector<float> mean_;
};

}  // namespace

std::unique_ptr<BatchGradient> make_sparse_batch_gradient(
    const BatchIngredients& ingredients) {
  if (ingredients.samples->sparse() == nullptr ||
      ingredients.estimator->batch_form() == BatchForm::kNone) {
    return nullptr;
  }
  return std::make_unique<SparseBatchGradient>(ingredients);
}

}  // namespace zipml
