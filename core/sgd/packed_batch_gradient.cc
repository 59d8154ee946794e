#include "core/sgd/packed_batch_gradient.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <vector>

#include "core/base/thread_team.h"
#include "core/kernels/kernels.h"
#include "core/kernels/packed_kernels.h"

namespace zipml {
namespace {

// k1 and k2 of a code of four bits, 2 k1 + k2.
constexpr std::array<std::uint8_t, 16> kFirstOfPair = {0, 0, 1, 1, 1, 2, 2, 2,
                                                       3, 3, 3, 4, 4, 4, 5, 5};
constexpr std::array<std::uint8_t, 16> kSecondOfPair = {0, 1, 0, 1, 2, 1, 2, 3,
                                                        2, 3, 4, 3, 4, 5, 4, 5};
constexpr std::array<std::uint8_t, 16> kLowBit = {0, 1, 0, 1, 0, 1, 0, 1,
                                                  0, 1, 0, 1, 0, 1, 0, 1};

// The integer of a draw in a code.
struct Draw {
  CodeView view = CodeView::kWhole8;
  const std::uint8_t* table = nullptr;
};

Draw whole_code(int bits) {
  switch (bits) {
    case 8:
      return {CodeView::kWhole8};
    case 4:
      return {CodeView::kWhole4};
    case 2:
      return {CodeView::kWhole2};
    default:
      return {CodeView::kWhole1};
  }
}

Draw first_of_pair(int bits) {
  switch (bits) {
    case 8:
      return {CodeView::kThird8};
    case 4:
      return {CodeView::kSmallTable4, kFirstOfPair.data()};
    default:
      return {CodeView::kHighBit2};
  }
}

Draw second_of_pair(int bits) {
  switch (bits) {
    case 8:
      return {CodeView::kRest8};
    case 4:
      return {CodeView::kSmallTable4, kSecondOfPair.data()};
    default:
      return {CodeView::kLowBit2};
  }
}

// What predicts and what points: one product a prediction.
struct Product {
  Draw predicts, points;
};

// The products whose mean is the estimate; empty: not from these codes.
std::vector<Product> products_of(BatchForm form, SampleCode code, int bits) {
  const Draw whole = whole_code(bits);
  const Draw first = first_of_pair(bits), second = second_of_pair(bits);
  switch (form) {
    case BatchForm::kOneDraw:
    case BatchForm::kLessDiagonal:
      if (code == SampleCode::kSingle) return {{whole, whole}};
      break;
    case BatchForm::kTwoDraws:
      if (code == SampleCode::kOrderedPair) return {{second, first}};
      break;
    case BatchForm::kSymmetrised:
      if (code == SampleCode::kOrderedPair) {
        return {{second, first}, {first, second}};
      }
      break;
    case BatchForm::kPairSum:
      if (code == SampleCode::kDrawCount) return {{whole, whole}};
      break;
    case BatchForm::kNone:
      break;
  }
  return {};
}

// Whether the two draws of a sum k1 + k2 differ.
Draw is_apart(int bits) {
  switch (bits) {
    case 8:
      return {CodeView::kLowBit8};
    case 4:
      return {CodeView::kSmallTable4, kLowBit.data()};
    default:
      return {CodeView::kLowBit2};
  }
}

// Bytes of one or two planes.
class PlaneMemory {
 public:
  void resize(std::size_t size, int planes) {
    high_.assign(size, 0);
    low_.assign(planes == 2 ? size : 0, 0);
  }
  std::int8_t* high() { return high_.data(); }
  std::int8_t* low() { return low_.empty() ? nullptr : low_.data(); }
  BytePlanes from(std::size_t begin) const {
    return {high_.data() + begin, low_.empty() ? nullptr : low_.data() + begin};
  }

 private:
  std::vector<std::int8_t> high_, low_;
};

int limit_of(int bytes) { return bytes == 2 ? kTwoPlaneLimit : kOnePlaneLimit; }

// So small that its inverse might not be finite.
constexpr float kTiny = 1e-30f;

class PackedBatchGradient : public BatchGradient {
 public:
  PackedBatchGradient(const BatchIngredients& from,
                      std::vector<Product> products)
      : plane_(*from.samples->packed_rows()),
        labels_(from.labels),
        loss_(*from.loss),
        form_(from.estimator->batch_form()),
        diagonal_(from.estimator->diagonal()),
        products_(std::move(products)),
        draws_a_sum_(plane_.code() == SampleCode::kDrawCount ? 2 : 1),
        key_(from.key),
        arithmetic_(from.arithmetic),
        team_(from.threads),
        columns_(plane_.row_bytes() *
                 static_cast<std::size_t>(8 / plane_.bits())) {
    key_.purpose = Purpose::kResidualQuantization;
    image_.resize(columns_, arithmetic_.model_bytes);
    parts_.resize(static_cast<std::size_t>(team_.size()));
    const LevelGrid& grid = plane_.grid();
    const std::size_t n = grid.features();
    const auto half = static_cast<float>(grid.intervals()) / 2;
    for (std::size_t j = 0; j < n; ++j) {
      middles_.push_back(grid.low()[j] + grid.step()[j] * half);
    }
    const auto is_zero = [](float value) { return value == 0; };
    if (std::all_of(middles_.begin(), middles_.end(), is_zero)) {
      middles_.clear();
    }
    const std::span<const float> steps{grid.step(), n};
    step_ = steps.front();
    if (!std::all_of(steps.begin(), steps.end(),
                     [&](float step) { return step == step_; })) {
      step_ = 1;
      steps_ = steps;
    }
  }

  void begin_epoch(int epoch) override {
    key_.step = static_cast<std::uint64_t>(epoch);
    hash_ = CounterHash(key_);
  }

  void compute(const BatchVisit& batch, std::span<const float> model,
               std::span<float> gradient) override {
    point_at(batch.rows, rows_);
    point_at(batch.next, next_);
    const std::size_t count = rows_.size();
    batch_labels_.resize(count);
    for (std::size_t r = 0; r < count; ++r) {
      batch_labels_[r] = labels_[batch.rows[r]];
    }
    const Model seen = see(model);
    derivatives_.resize(products_.size() * count);
    for (std::size_t p = 0; p < products_.size(); ++p) {
      predict(products_[p].predicts, seen, p + 1 == products_.size());
      loss_.derivatives(predictions_.data(), batch_labels_.data(), count,
                        derivatives_.data() + p * count);
    }
    const Residuals residuals = round(batch.first_visit);
    sum_gradient();
    const float weight =
        residuals.unit / static_cast<float>(count * products_.size());
    packed_kernels().scale_gradient(
        parts_.front().data(),
        static_cast<std::int32_t>(draws_a_sum_ * plane_.grid().intervals() *
                                  residuals.sum),
        weight * step_ / static_cast<float>(2 * draws_a_sum_),
        steps_.empty() ? nullptr : steps_.data(),
        middles_.empty() ? nullptr : middles_.data(),
        weight * static_cast<float>(residuals.sum), model.size(),
        gradient.data());
    if (form_ == BatchForm::kPairSum) take_squares(model, gradient);
    if (form_ == BatchForm::kLessDiagonal) {
      for (std::size_t j = 0; j < gradient.size(); ++j) {
        gradient[j] -= diagonal_[j] * model[j];
      }
    }
  }

 private:
  // The model's image: its unit, the sum of its integers, and what the levels'
  // centres add to every prediction.
  struct Model {
    double unit = 0;
    std::int64_t sum = 0;
    double of_middles = 0;
  };
  struct Residuals {
    float unit = 0;
    std::int64_t sum = 0;
  };

  template <typename Work>
  void run(Work&& work) {
    if (team_.size() == 1) {
      work(0);
    } else {
      team_.run(work);
    }
  }

  void point_at(std::span<const std::uint32_t> rows,
                std::vector<const std::uint8_t*>& pointers) const {
    pointers.resize(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      pointers[r] = plane_.row(rows[r]);
    }
  }

  Model see(std::span<const float> model) {
    const PackedKernels& kernel = packed_kernels();
    const std::size_t n = model.size();
    const float* scale = steps_.empty() ? nullptr : steps_.data();
    const float most = kernel.largest(model.data(), scale, n);
    const auto limit = static_cast<float>(limit_of(arithmetic_.model_bytes));
    const float inverse = most < kTiny ? 0 : limit / most;
    Model seen;
    seen.sum = kernel.image(model.data(), scale, inverse, n, image_.high(),
                            image_.low());
    seen.unit = double{most} / double{limit} * double{step_};
    if (!middles_.empty()) {
      seen.of_middles = double{kernels().dot(middles_.data(), model.data(), n)};
    }
    return seen;
  }

  // The part of the batch that is a thread's, whole groups of four rows, and as
  // great a part of the next one to fetch where `fetches`.
  PackedBatch part_of(const ThreadPart& part, bool fetches) const {
    const std::size_t first = std::min(part.begin, next_.size());
    const std::size_t last = std::min(part.end, next_.size());
    return {.rows = rows_.data() + part.begin,
            .count = part.end - part.begin,
            .blocks = plane_.blocks(),
            .next = next_.data() + first,
            .next_count = fetches ? last - first : 0};
  }
  ThreadPart part(int thread) const {
    return thread_part(rows_.size(), thread, team_.size(), 4);
  }

  void predict(const Draw& draw, const Model& seen, bool is_last) {
    sums_.resize(rows_.size());
    predictions_.resize(rows_.size());
    run([&](int thread) {
      const ThreadPart mine = part(thread);
      packed_kernels().dots(draw.view, draw.table, part_of(mine, is_last),
                            image_.from(0), seen.sum,
                            sums_.data() + mine.begin);
    });
    const double offset =
        seen.of_middles - seen.unit * (plane_.grid().intervals() / 2.0) *
                              static_cast<double>(seen.sum);
    const double unit = seen.unit / draws_a_sum_;
    for (std::size_t r = 0; r < sums_.size(); ++r) {
      predictions_[r] =
          static_cast<float>(unit * static_cast<double>(sums_[r]) + offset);
    }
  }

  // The derivatives as integers, all products on one scale.
  Residuals round(std::uint64_t first_visit) {
    const PackedKernels& kernel = packed_kernels();
    const std::size_t count = rows_.size();
    const float most =
        kernel.largest(derivatives_.data(), nullptr, derivatives_.size());
    // Twice a sum of all rows fits 31 bits.
    const auto terms = static_cast<std::int64_t>(derivatives_.size()) *
                       code_view_most(products_.front().points.view);
    const std::int64_t fitting = ((std::int64_t{1} << 30) - 1) / terms;
    const auto limit = static_cast<int>(
        std::min<std::int64_t>(fitting, limit_of(arithmetic_.residual_bytes)));
    assert(limit >= 1);
    const float inverse = most < kTiny ? 0 : static_cast<float>(limit) / most;
    residuals_.resize(products_.size());
    Residuals rounded{most / static_cast<float>(limit), 0};
    for (std::size_t p = 0; p < products_.size(); ++p) {
      residuals_[p].resize((count + 3) / 4 * 4, arithmetic_.residual_bytes);
      rounded.sum += kernel.round_residuals(
          derivatives_.data() + p * count, inverse, limit, hash_.base,
          first_visit * products_.size() + p * count, count,
          residuals_[p].high(), residuals_[p].low());
    }
    return rounded;
  }

  // The integer sums of all rows and products, in parts_.front().
  void sum_gradient() {
    run([&](int thread) {
      auto& sums = parts_[static_cast<std::size_t>(thread)];
      sums.resize(columns_);
      const ThreadPart mine = part(thread);
      for (std::size_t p = 0; p < products_.size(); ++p) {
        std::int32_t* to = sums.data();
        if (p > 0) {
          more_[static_cast<std::size_t>(thread)].resize(columns_);
          to = more_[static_cast<std::size_t>(thread)].data();
        }
        const Draw& draw = products_[p].points;
        packed_kernels().gradient(draw.view, draw.table, part_of(mine, p == 0),
                                  residuals_[p].from(mine.begin), to);
        if (p > 0) add(to, sums);
      }
    });
    for (std::size_t t = 1; t < parts_.size(); ++t) {
      add(parts_[t].data(), parts_.front());
    }
  }

  // gradient -= mean_r (q1_rj - q2_rj)^2 / 4 x_j: the rows in which the draws
  // differ are counted, by residuals of 1.
  void take_squares(std::span<const float> model, std::span<float> gradient) {
    ones_.assign((rows_.size() + 3) / 4 * 4, 0);
    std::fill_n(ones_.begin(), rows_.size(), std::int8_t{1});
    const Draw draw = is_apart(plane_.bits());
    run([&](int thread) {
      auto& counts = parts_[static_cast<std::size_t>(thread)];
      const ThreadPart mine = part(thread);
      packed_kernels().gradient(draw.view, draw.table, part_of(mine, false),
                                {ones_.data() + mine.begin, nullptr},
                                counts.data());
    });
    for (std::size_t t = 1; t < parts_.size(); ++t) {
      add(parts_[t].data(), parts_.front());
    }
    const float weight = 0.25f / static_cast<float>(rows_.size());
    for (std::size_t j = 0; j < gradient.size(); ++j) {
      const float step = steps_.empty() ? step_ : steps_[j];
      gradient[j] -= weight * step * step *
                     static_cast<float>(parts_.front()[j]) * model[j];
    }
  }

  static void add(const std::int32_t* from, std::vector<std::int32_t>& to) {
    for (std::size_t j = 0; j < to.size(); ++j) to[j] += from[j];
  }

  const PackedPlane& plane_;
  std::span<const float> labels_;
  const Loss& loss_;
  BatchForm form_;
  std::span<const float> diagonal_;
  std::vector<Product> products_;
  int draws_a_sum_;  // that a code adds up
  StreamKey key_;
  IntegerArithmetic arithmetic_;
  ThreadTeam team_;
  std::size_t columns_;  // of a row, the padding included
  // Of the levels: the steps where they differ by feature (else step_ is
  // everybody's), and the centres where they are not 0.
  std::span<const float> steps_;
  float step_ = 1;
  std::vector<float> middles_;
  CounterHash hash_;
  PlaneMemory image_;
  std::vector<PlaneMemory> residuals_;  // one a product
  std::vector<const std::uint8_t*> rows_, next_;
  std::vector<float> batch_labels_, predictions_, derivatives_;
  std::vector<std::int64_t> sums_;
  std::vector<std::int8_t> ones_;
  std::vector<std::vector<std::int32_t>> parts_;  // of the gradient, a thread
  std::vector<std::vector<std::int32_t>> more_ =
      std::vector<std::vector<std::int32_t>>(
          static_cast<std::size_t>(team_.size()));
};

}  // namespace

std::unique_ptr<BatchGradient> make_packed_batch_gradient(
    const BatchIngredients& from) {
  const PackedPlane* plane = from.samples->packed_rows();
  if (plane == nullptr || !plane->grid().is_uniform()) return nullptr;
  std::vector<Product> products =
      products_of(from.estimator->batch_form(), plane->code(), plane->bits());
  if (products.empty()) return nullptr;
  return std::make_unique<PackedBatchGradient>(from, std::move(products));
}

}  // namespace zipml
