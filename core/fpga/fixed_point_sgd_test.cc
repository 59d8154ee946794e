#include "core/fpga/fixed_point_sgd.h"

#include <catch.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/fpga/design_table.h"
#include "core/fpga/staleness.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

// Rows in [0, 1] (or [-1, 1]) with labels from a model and noise.
struct Problem {
  std::vector<float> values;
  std::vector<float> labels;
  std::int64_t count;
  std::int64_t features;

  Samples samples() const { return {values, labels, count, features}; }
};

Problem make_problem(std::int64_t count, std::int64_t features, double low) {
  RandomStream stream({.seed = 17, .purpose = Purpose::kTest});
  Problem problem = {{}, {}, count, features};
  for (std::int64_t i = 0; i < count; ++i) {
    double label = 0.02 * stream.normal();
    for (std::int64_t j = 0; j < features; ++j) {
      const double value = stream.uniform(low, 1);
      problem.values.push_back(static_cast<float>(value));
      label +=
          value * (j % 2 == 0 ? 1.0 : -0.5) / static_cast<double>(features);
    }
    problem.labels.push_back(static_cast<float>(label));
  }
  return problem;
}

// The hardware's arithmetic once more, in 64-bit integers and floats that the
// test controls. `seen(i, l)` is the last sample whose update of line l is
// visible to sample i; every version of the model is kept.
template <typename Seen>
std::vector<std::int32_t> emulate(const Design& design, const Problem& problem,
                                  const SgdOptions& options, Seen seen) {
  const auto d = static_cast<std::size_t>(problem.features);
  const auto width = static_cast<std::size_t>(
      row_shape(design, problem.features).values_per_model_line);
  const int s = design.format == Format::kFloat
                    ? 0
                    : level_shift(design.bits, options.range);
  const double one = 8388608;  // 2^23
  std::vector<std::int64_t> start(d, 0);
  for (std::int64_t epoch = 0; epoch < options.epochs; ++epoch) {
    std::vector<std::vector<std::int64_t>> versions;
    const CounterHash hash({.seed = options.seed,
                            .purpose = Purpose::kSampleQuantization,
                            .repetition = options.repetition,
                            .step = std::uint64_t(epoch % options.copies)});
    const std::int64_t interval = design.step_shift_interval;
    const std::int64_t more = interval > 0 ? epoch / interval : 0;
    for (std::int64_t i = 0; i < problem.count; ++i) {
      const float* row = &problem.values[static_cast<std::size_t>(i) * d];
      // The visible model, from the newest committed version that each line
      // may see.
      std::vector<std::int64_t> x = start;
      for (std::size_t j = 0; j < d; ++j) {
        std::int64_t k = seen(i, static_cast<std::int64_t>(j / width));
        while (k >= 0 && (k & options.batch_mask) != options.batch_mask) --k;
        if (k >= 0) x[j] = versions[static_cast<std::size_t>(k)][j];
      }
      std::vector<std::int64_t> next =
          versions.empty() ? start : versions.back();
      const float label = problem.labels[static_cast<std::size_t>(i)];
      std::int64_t dot = 0;
      if (design.format == Format::kFloat) {
        for (std::size_t j = 0; j < d; ++j) {
          const float model = static_cast<float>(double(x[j]) / one);
          dot += static_cast<std::int64_t>(std::trunc(row[j] * model * one));
        }
        const float sum = static_cast<float>(double(dot) / one);
        const float scalar = (sum - label) * options.step_size;
        for (std::size_t j = 0; j < d; ++j) {
          next[j] -= static_cast<std::int64_t>(
              std::trunc(double(scalar * row[j]) * one));
        }
      } else {
        std::vector<std::int64_t> second(d);
        for (std::size_t j = 0; j < d; ++j) {
          const std::uint64_t bits = hash(std::uint64_t(i) * d + j);
          const double scale = double(std::int64_t{1} << s);
          const double value = row[j] * scale;
          const auto first = static_cast<std::int64_t>(
              std::floor(value + double(bits >> 32) / 4294967296.0));
          second[j] = static_cast<std::int64_t>(
              std::floor(value + double(bits & 0xFFFFFFFF) / 4294967296.0));
          dot += (first * x[j]) >> s;
        }
        const std::int64_t scalar =
            (dot - static_cast<std::int64_t>(std::trunc(label * one))) >>
            (options.step_shift + more);
        for (std::size_t j = 0; j < d; ++j) {
          next[j] -= (second[j] * scalar) >> s;
        }
      }
      versions.push_back(next);
    }
    start = versions.back();
  }
  return {start.begin(), start.end()};
}

SgdOptions options_for(std::int64_t epochs, std::int64_t mask) {
  return {.epochs = epochs,
          .step_shift = 6,
          .step_size = 1.0f / 64,
          .batch_mask = mask,
          .copies = 2,
          .range = Range::kUnit,
          .rounding = Rounding::kStochastic,
          .seed = 3,
          .repetition = 1};
}

}  // namespace

TEST_CASE("without staleness it is plain fixed-point SGD", "[unit]") {
  const Problem problem = make_problem(60, 90, 0);
  for (const std::string name : {"float", "q8", "q4", "q2", "q1"}) {
    const Design& design = find_design(name);
    const SgdOptions options = options_for(3, 0);
    const SgdResult result =
        train_sequential(design, problem.samples(), options);
    INFO(name);
    CHECK(result.model ==
          emulate(design, problem, options,
                  [](std::int64_t i, std::int64_t) { return i - 1; }));
    CHECK(result.overflows == 0);
    REQUIRE(result.loss.size() == 4);
    // The loss, recomputed from the model.
    double sum = 0;
    for (std::size_t i = 0; i < 60; ++i) {
      double residual = -double{problem.labels[i]};
      for (std::size_t j = 0; j < 90; ++j) {
        residual +=
            double{problem.values[i * 90 + j]} * result.model[j] / 8388608.0;
      }
      sum += residual * residual;
    }
    // Sums of 90 terms below 1 in double: 90 eps, twice for the square.
    CHECK(result.loss.back() == Approx(sum / 120).epsilon(1e-12));
    CHECK(result.loss.back() < result.loss.front());
  }
}

TEST_CASE("the stale model is what the simulator's timing shows", "[unit]") {
  const Problem problem = make_problem(48, 512, 0);
  for (const std::string name : {"float", "q8", "q2", "q1", "q1split"}) {
    for (const double rate : {1.0, 0.5}) {
      for (const std::int64_t mask : {0, 1, 3, 15}) {
        const Design& design = find_design(name);
        const Memory memory = {.lines_per_cycle = rate, .latency_cycles = 30};
        Trace trace;
        simulate_epoch(design, {problem.count, problem.features}, memory,
                       &trace);
        SgdOptions options = options_for(2, mask);
        options.step_shift = 12;  // rows have norm^2 170: far from diverging
        options.step_size = 1.0f / 4096;
        const SgdResult result = train_fixed_point(
            design, problem.samples(),
            staleness_delays(design, problem.features, memory), options);
        INFO(name << " rate " << rate << " mask " << mask);
        CHECK(result.model == emulate(design, problem, options,
                                      [&](std::int64_t i, std::int64_t line) {
                                        return last_visible_sample(trace, i,
                                                                   line);
                                      }));
        CHECK(result.overflows == 0);
      }
    }
  }
}

TEST_CASE("staleness changes the loss curve, and is paid where rows are short",
          "[unit]") {
  const Problem problem = make_problem(200, 90, 0);
  const Design& design = find_design("q2");
  SgdOptions options = options_for(4, 0);
  options.copies = 4;
  const std::vector<std::int64_t> delays =
      staleness_delays(design, 90, {.lines_per_cycle = 1, .latency_cycles = 1});
  CHECK(delays.front() == 17);
  const SgdResult stale =
      train_fixed_point(design, problem.samples(), delays, options);
  const SgdResult fresh = train_sequential(design, problem.samples(), options);
  CHECK(stale.loss.front() == fresh.loss.front());
  CHECK(stale.loss[1] != fresh.loss[1]);
}

TEST_CASE("float fixed-point SGD stays near real arithmetic", "[unit]") {
  const Problem problem = make_problem(200, 20, -1);
  SgdOptions options = options_for(5, 0);
  options.range = Range::kSymmetric;
  const SgdResult result =
      train_sequential(find_design("float"), problem.samples(), options);
  std::vector<double> x(20, 0);
  for (int epoch = 0; epoch < 5; ++epoch) {
    for (std::size_t i = 0; i < 200; ++i) {
      double residual = -double{problem.labels[i]};
      for (std::size_t j = 0; j < 20; ++j) {
        residual += problem.values[i * 20 + j] * x[j];
      }
      for (std::size_t j = 0; j < 20; ++j) {
        x[j] -= residual / 64 * problem.values[i * 20 + j];
      }
    }
  }
  // Each of 1000 updates truncates by at most 2^-23, and its dot product of 20
  // terms by 20 * 2^-23 times the step 2^-6; the iteration does not expand.
  const double bound = 1000 * std::ldexp(1 + 20.0 / 64, -23);
  for (std::size_t j = 0; j < 20; ++j) {
    CHECK(std::abs(result.model[j] / 8388608.0 - x[j]) < bound);
  }
}

TEST_CASE("the step is halved every 128 epochs in quantized designs",
          "[unit]") {
  const Problem problem = make_problem(4, 3, 0);
  SgdOptions options = options_for(130, 0);
  const Design& design = find_design("q8");
  const auto sequential = [](std::int64_t i, std::int64_t) { return i - 1; };
  const SgdResult result = train_sequential(design, problem.samples(), options);
  CHECK(result.model == emulate(design, problem, options, sequential));
  Design constant = design;
  constant.step_shift_interval = 0;
  const SgdResult other =
      train_sequential(constant, problem.samples(), options);
  CHECK(other.loss[128] == result.loss[128]);
  CHECK(other.model != result.model);
}

TEST_CASE("a step that is too large wraps, and the result says so", "[unit]") {
  const Problem problem = make_problem(50, 40, 0);
  SgdOptions options = options_for(20, 0);
  options.step_shift = 0;
  CHECK(train_sequential(find_design("q4"), problem.samples(), options)
            .overflows > 0);
}

TEST_CASE("PYNQ rounds to nearest and takes a float step", "[unit]") {
  const Problem problem = make_problem(40, 30, 0);
  SgdOptions options = options_for(3, 0);
  options.rounding = Rounding::kNearest;
  const SgdResult result =
      train_sequential(find_design("pynq-q4"), problem.samples(), options);
  std::vector<std::int64_t> x(30, 0);
  for (int epoch = 0; epoch < 3; ++epoch) {
    for (std::size_t i = 0; i < 40; ++i) {
      std::int64_t dot = 0;
      std::vector<std::int64_t> level(30);
      for (std::size_t j = 0; j < 30; ++j) {
        level[j] = std::lrint(problem.values[i * 30 + j] * 8.0);
        dot += (level[j] * x[j]) >> 3;
      }
      const float scalar =
          (static_cast<float>(double(dot) / 8388608) - problem.labels[i]) *
          options.step_size;
      const auto fixed =
          static_cast<std::int64_t>(std::trunc(double(scalar) * 8388608));
      for (std::size_t j = 0; j < 30; ++j) x[j] -= (level[j] * fixed) >> 3;
    }
  }
  CHECK(result.model == std::vector<std::int32_t>(x.begin(), x.end()));
}

TEST_CASE("mistakes in the input are the user's", "[unit]") {
  Problem problem = make_problem(4, 3, 0);
  const Design& q4 = find_design("q4");
  SgdOptions options = options_for(1, 0);
  problem.values[4] = 1.5f;
  try {
    train_sequential(q4, problem.samples(), options);
    FAIL("no UserError");
  } catch (const UserError& error) {
    CHECK(error.diagnostics()[0].text() ==
          "row 1, feature 1: 1.5 found, 0 to 1 expected: scale the data first");
  }
  problem.values[4] = 0.5f;
  problem.labels.pop_back();
  CHECK_THROWS_AS(train_sequential(q4, problem.samples(), options), UserError);
  problem.labels.push_back(0);
  options.range = Range::kSymmetric;
  CHECK_THROWS_AS(
      train_sequential(find_design("q1"), problem.samples(), options),
      UserError);
  options.step_shift = 40;
  CHECK_THROWS_AS(train_sequential(q4, problem.samples(), options), UserError);
  CHECK_THROWS_AS(train_sequential(find_design("mlweaving"), problem.samples(),
                                   options_for(1, 0)),
                  UserError);
}
