#include "core/sgd/batch_gradient.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "core/base/thread_team.h"
#include "core/kernels/kernels.h"
#include "core/sgd/batch_rows.h"
#include "core/sgd/packed_batch_gradient.h"
#include "core/sgd/sparse_batch_gradient.h"

namespace zipml {
namespace {

// One draw of rows in full precision.
class FloatBatchGradient : public BatchGradient {
 public:
  explicit FloatBatchGradient(const BatchIngredients& from)
      : features_(*from.samples->full_rows()),
        labels_(from.labels),
        loss_(*from.loss),
        team_(from.threads),
        columns_(static_cast<std::size_t>(from.threads)) {}

  void begin_epoch(int) override {}

  void compute(const BatchVisit& batch, std::span<const float> model,
               std::span<float> gradient) override {
    rows_.set(batch, labels_, [&](std::uint32_t row) {
      return features_.row(static_cast<Eigen::Index>(row)).data();
    });
    const std::size_t count = rows_.size();
    predictions_.resize(count);
    weights_.resize(count);
    team_.run([&](int thread) {
      const ThreadPart part = thread_part(count, thread, team_.size());
      kernels().dots(batch_of(part), model.data(), model.size(),
                     predictions_.data() + part.begin);
    });
    loss_.derivatives(predictions_.data(), rows_.labels(), count,
                      weights_.data());
    const float weight = 1 / static_cast<float>(count);
    for (float& value : weights_) value = weight * value;
    std::fill(gradient.begin(), gradient.end(), 0.0f);
    if (team_.size() == 1) {
      kernels().add_rows(batch_of({0, count}), weights_.data(), gradient.size(),
                         gradient.data());
    } else {
      team_.run([&](int thread) { add_columns(thread, gradient); });
    }
  }

 private:
  // The rows of a thread, and as great a part of the next ones.
  RowBatch batch_of(const ThreadPart& part) const {
    const auto next = rows_.next(part);
    return {rows_.rows(part).data(), part.end - part.begin, next.data(),
            next.size()};
  }

  // A thread's columns, whose sums are in the order of the rows whoever adds
  // them.
  void add_columns(int thread, std::span<float> gradient) {
    const ThreadPart part =
        thread_part(gradient.size(), thread, team_.size(), 4 * kLanes);
    auto& columns = columns_[static_cast<std::size_t>(thread)];
    columns.clear();
    for (const float* row : rows_.rows()) columns.push_back(row + part.begin);
    kernels().add_rows({.rows = columns.data(), .count = columns.size()},
                       weights_.data(), part.end - part.begin,
                       gradient.data() + part.begin);
  }

  const FeatureMatrix& features_;
  std::span<const float> labels_;
  const Loss& loss_;
  ThreadTeam team_;
  BatchRows<float> rows_;
  std::vector<float> predictions_, weights_;
  std::vector<std::vector<const float*>> columns_;  // of each thread
};

}  // namespace

std::unique_ptr<BatchGradient> make_batch_gradient(
    const BatchIngredients& ingredients) {
  if (ingredients.samples->sparse() != nullptr) {
    return make_sparse_batch_gradient(ingredients);
  }
  assert(ingredients.outputs == 1);
  if (ingredients.samples->full_rows() != nullptr &&
      ingredients.estimator->batch_form() == BatchForm::kOneDraw) {
    return std::make_unique<FloatBatchGradient>(ingredients);
  }
  return make_packed_batch_gradient(ingredients);
}

}  // namespace zipml
