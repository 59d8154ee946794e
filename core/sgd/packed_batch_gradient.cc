#include "core/sgd/packed_batch_gradient.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/thread_team.h"
#include "core/kernels/kernels.h"
#include "core/kernels/packed_kernels.h"
#include "core/sgd/batch_rows.h"
#include "core/sgd/code_products.h"

namespace zipml {
namespace {

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

// More would leave the residuals too few integers for sums of 31 bits.
constexpr std::size_t kMostRows = 1 << 14;

// So small that its inverse might not be finite.
constexpr float kTiny = 1e-30f;

class PackedBatchGradient : public BatchGradient {
 public:
  PackedBatchGradient(const BatchIngredients& from, CodedEstimate estimate)
      : plane_(*from.samples->packed_rows()),
        labels_(from.labels),
        loss_(*from.loss),
        form_(from.estimator->batch_form()),
        diagonal_(from.estimator->diagonal()),
        estimate_(std::move(estimate)),
        key_(from.key),
        arithmetic_(from.arithmetic),
        team_(from.threads),
        columns_(plane_.row_bytes() *
                 static_cast<std::size_t>(8 / plane_.bits())),
        sums_(static_cast<std::size_t>(team_.size())),
        more_(static_cast<std::size_t>(team_.size())) {
    key_.purpose = Purpose::kResidualQuantization;
    image_.resize(columns_, arithmetic_.model_bytes);
    const CodedLevels& levels = estimate_.levels;
    const auto half = static_cast<float>(levels.most) / 2;
    for (std::size_t j = 0; j < levels.low.size(); ++j) {
      middles_.push_back(levels.low[j] + levels.step[j] * half);
    }
    const auto is_zero = [](float value) { return value == 0; };
    if (std::all_of(middles_.begin(), middles_.end(), is_zero)) {
      middles_.clear();
    }
    const float first = levels.step.front();
    has_one_step_ = std::all_of(levels.step.begin(), levels.step.end(),
                                [&](float step) { return step == first; });
  }

  void begin_epoch(int epoch) override {
    key_.step = static_cast<std::uint64_t>(epoch);
    hash_ = CounterHash(key_);
  }

  void compute(const BatchVisit& batch, std::span<const float> model,
               std::span<float> gradient) override {
    const std::size_t count = batch.rows.size();
    if (count <= kMostRows) {
      compute_at_once(batch, model, gradient);
      return;
    }
    std::fill(gradient.begin(), gradient.end(), 0.0f);
    piece_.resize(gradient.size());
    for (std::size_t start = 0; start < count; start += kMostRows) {
      const std::size_t size = std::min(kMostRows, count - start);
      compute_at_once({.rows = batch.rows.subspan(start, size),
                       .next = {},
                       .first_visit = batch.first_visit + start},
                      model, piece_);
      kernels().add_scaled(static_cast<float>(size) / static_cast<float>(count),
                           piece_.data(), gradient.data(), gradient.size());
    }
  }

 private:
  using Sums = std::vector<std::int32_t>;

  void compute_at_once(const BatchVisit& batch, std::span<const float> model,
                       std::span<float> gradient) {
    rows_.set(batch, labels_,
              [&](std::uint32_t row) { return plane_.row(row); });
    const Image image = image_of(model);
    const std::size_t count = rows_.size();
    const auto& products = estimate_.products;
    derivatives_.resize(products.size() * count);
    for (std::size_t p = 0; p < products.size(); ++p) {
      predict(products[p].predicts, image, p + 1 == products.size());
      loss_.derivatives(predictions_.data(), rows_.labels(), count,
                        derivatives_.data() + p * count);
    }
    const Residuals residuals = round(batch.first_visit);
    sum_products();
    const float weight =
        residuals.unit / static_cast<float>(count * products.size());
    const int draws = estimate_.draws_a_sum;
    packed_kernels().scale_gradient(
        sums_.front().data(),
        static_cast<std::int32_t>(draws * estimate_.levels.most *
                                  residuals.sum),
        weight * common_step() / static_cast<float>(2 * draws), own_steps(),
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

  // The model as integers: their unit and sum, and what the levels' centres add
  // to every prediction.
  struct Image {
    double unit = 0;
    std::int64_t sum = 0;
    double of_middles = 0;
  };
  struct Residuals {
    float unit = 0;
    std::int64_t sum = 0;
  };

  // The step that all features share, or 1 and a step for each.
  float common_step() const {
    return has_one_step_ ? estimate_.levels.step.front() : 1;
  }
  const float* own_steps() const {
    return has_one_step_ ? nullptr : estimate_.levels.step.data();
  }

  Image image_of(std::span<const float> model) {
    const PackedKernels& kernel = packed_kernels();
    const std::size_t n = model.size();
    const float most = kernel.largest(model.data(), own_steps(), n);
    const auto limit = static_cast<float>(limit_of(arithmetic_.model_bytes));
    const float inverse = most < kTiny ? 0 : limit / most;
    Image image;
    image.sum = kernel.image(model.data(), own_steps(), inverse, n,
                             image_.high(), image_.low());
    image.unit = double{most} / double{limit} * double{common_step()};
    if (!middles_.empty()) {
      image.of_middles =
          double{kernels().dot(middles_.data(), model.data(), n)};
    }
    return image;
  }

  // A thread's part of the batch, whole groups of four rows, with as great a
  // part of the next one to fetch where `fetches`.
  ThreadPart part(int thread) const {
    return thread_part(rows_.size(), thread, team_.size(), 4);
  }
  PackedBatch batch_of(const ThreadPart& part, bool fetches) const {
    const auto next = rows_.next(part);
    return {.rows = rows_.rows(part).data(),
            .count = part.end - part.begin,
            .blocks = plane_.blocks(),
            .next = next.data(),
            .next_count = fetches ? next.size() : 0};
  }

  void predict(const CodedDraw& draw, const Image& image, bool is_last) {
    dots_.resize(rows_.size());
    predictions_.resize(rows_.size());
    team_.run([&](int thread) { dots(draw, image, part(thread), is_last); });
    const double offset = image.of_middles - image.unit *
                                                 (estimate_.levels.most / 2.0) *
                                                 static_cast<double>(image.sum);
    const double unit = image.unit / estimate_.draws_a_sum;
    for (std::size_t r = 0; r < dots_.size(); ++r) {
      predictions_[r] =
          static_cast<float>(unit * static_cast<double>(dots_[r]) + offset);
    }
  }

  void dots(const CodedDraw& draw, const Image& image, const ThreadPart& mine,
            bool fetches) {
    const PackedBatch batch = batch_of(mine, fetches);
    std::int64_t* to = dots_.data() + mine.begin;
    packed_kernels().dots(draw.view, draw.table_entries(), batch,
                          image_.from(0), image.sum, to);
    if (!draw.rest) return;
    std::vector<std::int64_t> rest(batch.count);
    packed_kernels().dots(draw.view, draw.rest->data(),
                          batch_of(mine, /*fetches=*/false), image_.from(0),
                          image.sum, rest.data());
    for (std::size_t r = 0; r < rest.size(); ++r) to[r] = 64 * to[r] + rest[r];
  }

  // The derivatives as integers, all products on one scale.
  Residuals round(std::uint64_t first_visit) {
    const PackedKernels& kernel = packed_kernels();
    const std::size_t count = rows_.size();
    const std::size_t products = estimate_.products.size();
    const float most =
        kernel.largest(derivatives_.data(), nullptr, derivatives_.size());
    // Twice a sum of all rows fits 31 bits.
    const auto terms = static_cast<std::int64_t>(derivatives_.size()) *
                       estimate_.products.front().points.most();
    const std::int64_t fitting = ((std::int64_t{1} << 30) - 1) / terms;
    const auto limit = static_cast<int>(
        std::min<std::int64_t>(fitting, limit_of(arithmetic_.residual_bytes)));
    assert(limit >= 1);
    const float inverse = most < kTiny ? 0 : static_cast<float>(limit) / most;
    residuals_.resize(products);
    Residuals rounded{most / static_cast<float>(limit), 0};
    for (std::size_t p = 0; p < products; ++p) {
      residuals_[p].resize((count + 3) / 4 * 4, arithmetic_.residual_bytes);
      rounded.sum += kernel.round_residuals(
          derivatives_.data() + p * count, inverse, limit, hash_.base,
          first_visit * products + p * count, count, residuals_[p].high(),
          residuals_[p].low());
    }
    return rounded;
  }

  // sums_.front() = the integer sums of all rows and products.
  void sum_products() {
    team_.run([&](int thread) {
      const ThreadPart mine = part(thread);
      Sums& sums = sums_[static_cast<std::size_t>(thread)];
      sums.resize(columns_);
      for (std::size_t p = 0; p < estimate_.products.size(); ++p) {
        const CodedDraw& draw = estimate_.products[p].points;
        const BytePlanes residuals = residuals_[p].from(mine.begin);
        add(draw, draw.table_entries(), residuals, mine, p == 0,
            draw.rest ? 64 : 1, sums);
        if (draw.rest) {
          add(draw, draw.rest->data(), residuals, mine, false, 1, sums);
        }
      }
    });
    add_up();
  }

  // sums += factor * the sums of a thread's rows; = where it is the first.
  void add(const CodedDraw& draw, const std::uint8_t* table,
           const BytePlanes& residuals, const ThreadPart& mine, bool is_first,
           std::int32_t factor, Sums& sums) {
    const PackedBatch batch = batch_of(mine, /*fetches=*/is_first);
    if (is_first) {
      packed_kernels().gradient(draw.view, table, batch, residuals,
                                sums.data());
      if (factor == 1) return;
      for (std::int32_t& sum : sums) sum *= factor;
      return;
    }
    Sums& more = more_[static_cast<std::size_t>(&sums - sums_.data())];
    more.resize(columns_);
    packed_kernels().gradient(draw.view, table, batch, residuals, more.data());
    for (std::size_t j = 0; j < columns_; ++j) sums[j] += factor * more[j];
  }

  void add_up() {
    for (std::size_t t = 1; t < sums_.size(); ++t) {
      for (std::size_t j = 0; j < columns_; ++j) {
        sums_.front()[j] += sums_[t][j];
      }
    }
  }

  // gradient -= mean_r (q1_rj - q2_rj)^2 / 4 x_j: the rows in which the draws
  // differ are counted, by residuals of 1.
  void take_squares(std::span<const float> model, std::span<float> gradient) {
    ones_.assign((rows_.size() + 3) / 4 * 4, 0);
    std::fill_n(ones_.begin(), rows_.size(), std::int8_t{1});
    const CodedDraw draw = draws_differ(plane_.bits());
    team_.run([&](int thread) {
      const ThreadPart mine = part(thread);
      packed_kernels().gradient(draw.view, draw.table_entries(),
                                batch_of(mine, /*fetches=*/false),
                                {ones_.data() + mine.begin, nullptr},
                                sums_[static_cast<std::size_t>(thread)].data());
    });
    add_up();
    const float weight = 0.25f / static_cast<float>(rows_.size());
    for (std::size_t j = 0; j < gradient.size(); ++j) {
      const float step = estimate_.levels.step[j];
      gradient[j] -= weight * step * step *
                     static_cast<float>(sums_.front()[j]) * model[j];
    }
  }

  const PackedPlane& plane_;
  std::span<const float> labels_;
  const Loss& loss_;
  BatchForm form_;
  std::span<const float> diagonal_;
  CodedEstimate estimate_;
  StreamKey key_;
  IntegerArithmetic arithmetic_;
  ThreadTeam team_;
  std::size_t columns_;  // of a row, the padding included
  bool has_one_step_ = true;
  std::vector<float> middles_;  // the levels' centres; empty: all are 0
  CounterHash hash_;
  PlaneMemory image_;
  std::vector<PlaneMemory> residuals_;  // one a product
  BatchRows<std::uint8_t> rows_;
  std::vector<float> predictions_, derivatives_, piece_;
  std::vector<std::int64_t> dots_;
  std::vector<std::int8_t> ones_;
  std::vector<Sums> sums_, more_;  // of each thread
};

}  // namespace

std::unique_ptr<BatchGradient> make_packed_batch_gradient(
    const BatchIngredients& from) {
  const PackedPlane* plane = from.samples->packed_rows();
  if (plane == nullptr) return nullptr;
  auto estimate = coded_estimate(from.estimator->batch_form(), *plane);
  if (!estimate) return nullptr;
  return std::make_unique<PackedBatchGradient>(from, std::move(*estimate));
}

}  // namespace zipml
