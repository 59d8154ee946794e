#include "core/sgd/batch_gradient.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "core/base/thread_team.h"
#include "core/kernels/kernels.h"
#include "core/sgd/packed_batch_gradient.h"

namespace zipml {
namespace {

// One draw of rows in full precision.
class FloatBatchGradient : public BatchGradient {
 public:
  explicit FloatBatchGradient(const BatchIngredients& from)
      : features_(*from.samples->full_rows()),
        labels_(from.labels),
        loss_(*from.loss),
        team_(from.threads) {}

  void begin_epoch(int) override {}

  void compute(const BatchVisit& batch, std::span<const float> model,
               std::span<float> gradient) override {
    const std::size_t count = batch.rows.size();
    point_at(batch.rows, rows_);
    point_at(batch.next, next_);
    batch_labels_.resize(count);
    predictions_.resize(count);
    weights_.resize(count);
    for (std::size_t r = 0; r < count; ++r) {
      batch_labels_[r] = labels_[batch.rows[r]];
    }
    const std::size_t n = model.size();
    run([&](int thread) {
      const ThreadPart part = thread_part(count, thread, team_.size());
      kernels().dots(part_of(part), model.data(), n,
                     predictions_.data() + part.begin);
    });
    loss_.derivatives(predictions_.data(), batch_labels_.data(), count,
                      weights_.data());
    const float weight = 1 / static_cast<float>(count);
    for (float& value : weights_) value = weight * value;
    run([&](int thread) {
      // By columns, whose sums are in the order of the rows whoever adds them.
      const ThreadPart part = thread_part(n, thread, team_.size(), 4 * kLanes);
      std::fill(gradient.begin() + static_cast<std::ptrdiff_t>(part.begin),
                gradient.begin() + static_cast<std::ptrdiff_t>(part.end), 0.0f);
      add_columns(part, gradient);
    });
  }

 private:
  template <typename Work>
  void run(Work&& work) {
    if (team_.size() == 1) {
      work(0);
    } else {
      team_.run(work);
    }
  }

  void point_at(std::span<const std::uint32_t> rows,
                std::vector<const float*>& pointers) const {
    pointers.resize(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      pointers[r] = features_.row(static_cast<Eigen::Index>(rows[r])).data();
    }
  }

  // The rows of a thread, and as great a part of the next ones.
  RowBatch part_of(const ThreadPart& part) const {
    const std::size_t first = std::min(part.begin, next_.size());
    return {rows_.data() + part.begin, part.end - part.begin,
            next_.data() + first, std::min(part.end, next_.size()) - first};
  }

  void add_columns(const ThreadPart& part, std::span<float> gradient) {
    const std::size_t n = part.end - part.begin;
    if (team_.size() == 1) {
      kernels().add_rows(part_of({0, rows_.size()}), weights_.data(), n,
                         gradient.data());
      return;
    }
    thread_local std::vector<const float*> columns;
    columns.resize(rows_.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      columns[r] = rows_[r] + part.begin;
    }
    kernels().add_rows({columns.data(), columns.size(), nullptr, 0},
                       weights_.data(), n, gradient.data() + part.begin);
  }

  const FeatureMatrix& features_;
  std::span<const float> labels_;
  const Loss& loss_;
  ThreadTeam team_;
  std::vector<const float*> rows_, next_;
  std::vector<float> batch_labels_, predictions_, weights_;
};

}  // namespace

std::unique_ptr<BatchGradient> make_batch_gradient(
    const BatchIngredients& ingredients) {
  if (ingredients.samples->full_rows() != nullptr &&
      ingredients.estimator->batch_form() == BatchForm::kOneDraw) {
    return std::make_unique<FloatBatchGradient>(ingredients);
  }
  return make_packed_batch_gradient(ingredients);
}

}  // namespace zipml
