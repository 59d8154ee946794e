#include "core/sgd/refetch.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/sgd/estimators/l1_refetch.h"

using namespace zipml;

namespace {

// 1 - b a^T x in long double with Neumaier's compensation: 128 bits.
long double exact_margin(const std::vector<float>& a,
                         const std::vector<float>& x, float label) {
  long double sum = 1, rest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const long double term = -static_cast<long double>(label) *
                             static_cast<long double>(a[i]) *
                             static_cast<long double>(x[i]);
    const long double next = sum + term;
    rest += std::fabs(sum) >= std::fabs(term) ? (sum - next) + term
                                              : (term - next) + sum;
    sum = next;
  }
  return sum + rest;
}

HingeSide side_of(long double margin) {
  return margin > 0 ? HingeSide::kActive : HingeSide::kInactive;
}

// A row, a draw of it and a model, made to be hard.
struct Trial {
  LevelGrid grid = LevelGrid::uniform({{0, 1}}, 1);
  Rounding rounding = Rounding::kStochastic;
  std::vector<float> sample, drawn, model;
  float label = 1;
};

LevelGrid random_grid(RandomStream& stream, std::size_t n, bool uniform) {
  const int intervals = 1 + static_cast<int>(stream.index(40));
  std::vector<ValueRange> ranges;
  std::vector<std::vector<double>> levels;
  for (std::size_t i = 0; i < n; ++i) {
    // Scales from 1e-12 to 1e12, at times far from zero for their width.
    const double scale = std::pow(10, stream.uniform(-12, 12));
    const double low =
        scale * (stream.bernoulli(0.3) ? stream.uniform(-1000, 1000)
                                       : stream.uniform(-1, 0));
    const double high = low + scale * stream.uniform(0.01, 1);
    ranges.push_back({static_cast<double>(static_cast<float>(low)),
                      static_cast<double>(static_cast<float>(high))});
    std::vector<double> own;
    // Some features have fewer levels than others.
    const int count = stream.bernoulli(0.2) ? 2 : intervals + 1;
    for (int k = 0; k < count; ++k) {
      own.push_back(static_cast<double>(
          static_cast<float>(low + (high - low) * stream.uniform())));
    }
    std::sort(own.begin(), own.end());
    levels.push_back(own);
  }
  return uniform ? LevelGrid::uniform(ranges, intervals)
                 : LevelGrid::from_levels(levels);
}

float random_value(RandomStream& stream, const LevelGrid& grid, std::size_t i) {
  const float lowest = grid.level(i, 0);
  const float highest = grid.level(i, grid.intervals());
  const auto cell = static_cast<int>(
      stream.index(static_cast<std::uint64_t>(grid.intervals())));
  const float lower = grid.level(i, cell), upper = grid.level(i, cell + 1);
  float value = lower;
  switch (stream.index(5)) {
    case 0:  // within a cell
      value = lower + (upper - lower) * static_cast<float>(stream.uniform());
      break;
    case 1:  // a hair above the lower level: the largest errors
      value = std::nextafter(lower, upper);
      break;
    case 2:
      value = std::nextafter(upper, lower);
      break;
    case 3:  // a hair around the middle
      value = std::nextafter(lower + (upper - lower) / 2,
                             stream.bernoulli(0.5) ? lower : upper);
      break;
    default:
      break;
  }
  return std::clamp(value, lowest, highest);
}

// Either neighbouring level that stochastic rounding may draw, however
// unlikely, as the dithers may fall; or what the quantizer itself draws.
std::vector<float> random_draw(RandomStream& stream, const Trial& trial) {
  const std::size_t n = trial.sample.size();
  std::vector<float> drawn(n);
  if (trial.rounding == Rounding::kNearest || stream.bernoulli(0.3)) {
    const CounterHash hash({.seed = stream.bits()});
    Quantizer(trial.grid, trial.rounding)
        .draw(trial.sample.data(), hash, 0, drawn.data());
    return drawn;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const LevelGrid::Place at = trial.grid.place(i, trial.sample[i]);
    const bool can_rise = at.fraction > 0;
    const bool can_stay = at.fraction < 1;
    const bool up = can_rise && (!can_stay || stream.bernoulli(0.5));
    drawn[i] = trial.grid.level(i, at.cell + (up ? 1 : 0));
  }
  return drawn;
}

Trial random_trial(RandomStream& stream) {
  Trial trial;
  const std::size_t n = 1 + stream.index(24);
  trial.grid = random_grid(stream, n, stream.bernoulli(0.6));
  trial.rounding =
      stream.bernoulli(0.5) ? Rounding::kStochastic : Rounding::kNearest;
  trial.label = stream.bernoulli(0.5) ? 1.0f : -1.0f;
  for (std::size_t i = 0; i < n; ++i) {
    trial.sample.push_back(random_value(stream, trial.grid, i));
  }
  trial.drawn = random_draw(stream, trial);
  // Models along the rounding errors, so that all of them push one way, or
  // random ones; each coordinate matters as much as the others.
  const bool aligned = stream.bernoulli(0.7);
  const double push = stream.bernoulli(0.5) ? 1 : -1;
  std::vector<double> model(n);
  double prediction = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double error = double{trial.drawn[i]} - double{trial.sample[i]};
    const double width = double{trial.grid.level(i, trial.grid.intervals())} -
                         double{trial.grid.level(i, 0)};
    const double direction =
        aligned ? std::copysign(push, error) : stream.uniform(-1, 1);
    model[i] = direction * stream.uniform(0.1, 1) / std::max(width, 1e-30);
    prediction += double{trial.sample[i]} * model[i];
  }
  // Scaled to a margin of nearly 0 on either side.
  const double near = 1 + std::pow(10, stream.uniform(-9, 0)) *
                              (stream.bernoulli(0.5) ? 1 : -1);
  const double scale = double{trial.label} * near / prediction;
  for (const double x : model) {
    trial.model.push_back(static_cast<float>(x * scale));
  }
  return trial;
}

}  // namespace

TEST_CASE("the l1 bound lets no flip through", "[property]") {
  RandomStream stream({.seed = 1, .repetition = 1});
  int known = 0, plain_flips = 0, let_through_by_half = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Trial trial = random_trial(stream);
    const HingeSide exact =
        side_of(exact_margin(trial.sample, trial.model, trial.label));
    REQUIRE(exact_hinge_side(trial.sample.data(), trial.model, trial.label) ==
            exact);
    const RoundingError error(trial.grid, trial.rounding);
    const HingeSide side =
        bounded_hinge_side(trial.drawn.data(), error, trial.model, trial.label);
    if (side != HingeSide::kUnknown) {
      ++known;
      REQUIRE(side == exact);
    }
    // The trials are hard: plain rounding flips, and half the error bound (of
    // rounding to nearest, for a stochastic draw) lets flips through.
    const HingeSide plain =
        side_of(exact_margin(trial.drawn, trial.model, trial.label));
    plain_flips += plain != exact ? 1 : 0;
    if (trial.rounding == Rounding::kStochastic) {
      const HingeSide half = bounded_hinge_side(
          trial.drawn.data(), RoundingError(trial.grid, Rounding::kNearest),
          trial.model, trial.label);
      let_through_by_half += half != HingeSide::kUnknown && half != exact;
    }
  }
  CHECK(known > 5000);
  CHECK(plain_flips > 5000);
  CHECK(let_through_by_half > 500);
}

TEST_CASE("the rounding error is met and not passed", "[property]") {
  RandomStream stream({.seed = 2});
  int near = 0, count = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Trial trial = random_trial(stream);
    const RoundingError error(trial.grid, trial.rounding);
    for (std::size_t j = 0; j < trial.sample.size(); ++j) {
      const double distance =
          std::abs(double{trial.drawn[j]} - double{trial.sample[j]});
      const double bound = error.of(j, trial.drawn[j]);
      REQUIRE(distance <= bound);
      near += distance > 0.99 * bound ? 1 : 0;
      ++count;
    }
  }
  // Values a hair from a level or from a middle are a third of all.
  CHECK(near > count / 20);
}

TEST_CASE("the rounding error is the resolution of the column", "[unit]") {
  const LevelGrid uniform = LevelGrid::uniform({{-1, 1}, {5, 5}}, 4);
  CHECK(RoundingError(uniform, Rounding::kStochastic).of(0, 0.5f) ==
        Approx(0.5).epsilon(1e-4));
  CHECK(RoundingError(uniform, Rounding::kNearest).of(0, 0.5f) ==
        Approx(0.25).epsilon(1e-4));
  CHECK(RoundingError(uniform, Rounding::kNearest).of(1, 5.0f) < 1e-5);

  // Levels 0, 1, 4, 5: the wider neighbouring cell. Padding is no neighbour.
  const LevelGrid levels = LevelGrid::from_levels({{0, 1, 4, 5}, {2, 3}, {7}});
  const RoundingError stochastic(levels, Rounding::kStochastic);
  CHECK(stochastic.of(0, 0.0f) == 1);
  CHECK(stochastic.of(0, 1.0f) == 3);
  CHECK(stochastic.of(0, 4.0f) == 3);
  CHECK(stochastic.of(0, 5.0f) == 1);
  CHECK(stochastic.of(1, 2.0f) == 1);
  CHECK(stochastic.of(1, 3.0f) == 1);
  CHECK(stochastic.of(2, 7.0f) == 0);
  CHECK(RoundingError(levels, Rounding::kNearest).of(0, 4.0f) ==
        Approx(1.5).epsilon(1e-6));
}

TEST_CASE("l1-refetching takes the draw, nothing, or the row", "[unit]") {
  const LevelGrid grid = LevelGrid::uniform({{-1, 1}, {-1, 1}}, 4);
  const auto estimator = make_l1_refetch_estimator(grid, Rounding::kStochastic);
  const auto loss = make_hinge_loss();
  const std::vector<float> row = {0.25f, 0.75f}, drawn = {0, 0.5f};
  const auto add = [&](const std::vector<float>& model, float label,
                       std::vector<float>& gradient) {
    const float* draws[] = {drawn.data()};
    return estimator->add({.draws = draws, .label = label, .full = row.data()},
                          model, *loss, 0.5f, gradient);
  };
  // Cells of 0.5. m = 0.95 +- 0.1 by the draw: active, and the draw is used.
  std::vector<float> gradient = {1, 1};
  CHECK_FALSE(add({0.1f, 0.1f}, 1, gradient).refetched);
  CHECK(gradient == std::vector<float>{1, 0.75f});
  gradient = {1, 1};
  // m = 0.5 +- 1, by the row 0: inactive at the kink.
  CHECK(add({1, 1}, 1, gradient).refetched);
  CHECK(gradient == std::vector<float>{1, 1});
  // m = 0.75 +- 0.75, by the row 0.375: active, and the row is used.
  CHECK(add({1, 0.5f}, 1, gradient).refetched);
  CHECK(gradient == std::vector<float>{1 - 0.125f, 1 - 0.375f});
}

TEST_CASE("an inactive sample that is known costs nothing", "[unit]") {
  const LevelGrid grid = LevelGrid::uniform({{-1, 1}, {-1, 1}}, 255);
  const auto estimator = make_l1_refetch_estimator(grid, Rounding::kNearest);
  const auto loss = make_hinge_loss();
  const std::vector<float> row = {0.9f, 0.9f}, model = {2, 2};
  std::vector<float> drawn(2), gradient = {1, 1};
  Quantizer(grid, Rounding::kNearest)
      .draw(row.data(), CounterHash(), 0, drawn.data());
  const float* draws[] = {drawn.data()};
  const VisitCost cost =
      estimator->add({.draws = draws, .label = 1, .full = row.data()}, model,
                     *loss, 1, gradient);
  CHECK_FALSE(cost.refetched);
  CHECK(cost.bits == 0);
  CHECK(gradient == std::vector<float>{1, 1});
}
