#include "core/deep/training.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"
#include "core/deep/training_testing.h"

using namespace zipml;
using namespace zipml::deep_testing;

TEST_CASE("batches come in the file's order, less the mean image", "[unit]") {
  const ImageSet images = made_up_images(12, 8);
  ImageFeeder feeder(images, {}, 3);
  const auto mean = [&](int i) {
    double sum = 0;
    for (std::int64_t row = 0; row < 8; ++row) {
      sum += images.image(row)[static_cast<std::size_t>(i)];
    }
    return sum / 8;
  };
  const auto check = [&](const ImageBatch& batch,
                         const std::vector<std::int64_t>& rows) {
    REQUIRE(batch.labels.size() == rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const auto image = images.image(rows[k]);
      CHECK(batch.labels[k] ==
            images.labels[static_cast<std::size_t>(rows[k])]);
      for (int c = 0; c < 2; ++c) {
        for (int p = 0; p < 64; ++p) {
          const int i = c * 64 + p;
          const double expected = image[static_cast<std::size_t>(i)] - mean(i);
          // Of a byte: half an ulp of the mean and of the difference.
          CHECK(batch.pixels[k * 128 + static_cast<std::size_t>(p * 2 + c)] ==
                Approx(expected).margin(256 * 0x1p-23));
        }
      }
    }
  };
  check(feeder.training_batch(0), {0, 1, 2});
  check(feeder.training_batch(2), {6, 7, 0});
  check(feeder.training_batch(8), {0, 1, 2});
  REQUIRE(feeder.test_batches() == 2);
  check(feeder.test_batch(0), {8, 9, 10});
  check(feeder.test_batch(1), {11});
  ImageFeeder few(images, {.train = 4, .test = 2}, 3);
  CHECK(few.train_rows() == 4);
  CHECK(few.test_batches() == 1);
  CHECK_THROWS_AS(ImageFeeder(images, {}, 9), UserError);
}

TEST_CASE("a step is Caffe's, with momentum, decay and two stages", "[unit]") {
  PullExample example;
  DeepTraining training = example.training();
  const double start = training.parameters()[1].weights[7];
  double weight = start, velocity = 0, bias = 0, bias_velocity = 0;
  for (int i = 0; i < 7; ++i) {
    INFO(i);
    const double goal =
        static_cast<double>(example.feeder.training_batch(i).pixels[0]) / 100;
    const double rate = i < 3 ? 0.1 : 0.01;
    velocity = 0.9 * velocity + rate * (weight - goal + 0.004 * weight);
    weight -= velocity;
    bias_velocity =
        0.9 * bias_velocity + 2 * rate * (bias - goal + 0.004 * bias);
    bias -= bias_velocity;
    training.step();
    // Some ulps of values of order 1 in each step.
    const double slack = 8.0 * (i + 1) * 0x1p-23;
    CHECK(training.parameters()[1].weights[7] == Approx(weight).margin(slack));
    CHECK(training.parameters()[1].biases[2] == Approx(bias).margin(slack));
  }
  CHECK(training.iteration() == 7);
  CHECK(example.spec.recipe.iterations() == 7);
  CHECK(example.spec.recipe.stage_end(2) == 3);
  CHECK(example.spec.recipe.stage_end(3) == 7);
  CHECK(example.spec.recipe.stage_end(7) == 7);
}

TEST_CASE("the start is the recipe's and the same for every quantizer",
          "[unit]") {
  PullExample full, binary("binary-layer");
  const NetworkParameters start = full.training().parameters();
  for (std::size_t i = 0; i < start.size(); ++i) {
    CHECK(start[i].weights == binary.training().parameters()[i].weights);
    double sum = 0, squares = 0;
    for (const double w : start[i].weights) {
      sum += w;
      squares += w * w;
    }
    const auto n = static_cast<double>(start[i].weights.size());
    const double deviation = full.layers[i].start_deviation;
    // Of n normal values, five standard errors: 6 false alarms in 10^6
    // for the ten of them.
    CHECK(std::abs(sum / n) < 5 * deviation / std::sqrt(n));
    CHECK(std::abs(squares / n / (deviation * deviation) - 1) <
          5 * std::sqrt(2 / n));
    for (const float bias : start[i].biases) CHECK(bias == 0);
  }
  full.spec.repetition = 1;
  CHECK(full.training().parameters()[0].weights != start[0].weights);
}

TEST_CASE("the gradient is taken at the quantized weights", "[unit]") {
  PullExample example("binary-layer");
  DeepTraining training = example.training();
  const float before = training.parameters()[3].weights[5];
  const float rounded = training.quantized()[3].weights[5];
  REQUIRE(rounded != before);
  training.step();
  const double goal =
      static_cast<double>(example.feeder.training_batch(0).pixels[0]) / 100;
  CHECK(training.parameters()[3].weights[5] ==
        Approx(before - 0.1 * (rounded - goal + 0.004 * before)).margin(1e-6));
}

TEST_CASE("a run that is taken up again ends with the same bytes", "[unit]") {
  for (const WeightRounding rounding :
       {WeightRounding::kNearest, WeightRounding::kStochastic}) {
    PullExample example("uniform-5");
    example.spec.rounding = rounding;
    DeepTraining whole = example.training();
    for (int i = 0; i < 7; ++i) whole.step();
    DeepTraining first = example.training();
    for (int i = 0; i < 4; ++i) first.step();
    const std::string kept = first.state();
    DeepTraining second = example.training();
    REQUIRE(second.restore(kept));
    CHECK(second.iteration() == 4);
    for (int i = 4; i < 7; ++i) second.step();
    CHECK(second.state() == whole.state());
    CHECK(second.test().loss == whole.test().loss);
    // What is no state of such a run changes nothing.
    for (const std::string& wrong :
         {std::string(), kept.substr(1), kept + "x"}) {
      CHECK(!second.restore(wrong));
    }
    CHECK(second.state() == whole.state());
  }
}

TEST_CASE("a test is the mean over its rows", "[unit]") {
  PullExample example;
  DeepTraining training = example.training();
  const double weight = training.parameters()[0].weights[0];
  double loss = 0;
  int correct = 0;
  for (std::int64_t b = 0; b < 2; ++b) {
    const ImageBatch batch = example.feeder.test_batch(b);
    const double error = weight - static_cast<double>(batch.pixels[0] / 100);
    loss += error * error / 2 * static_cast<double>(batch.labels.size()) / 4;
    correct += batch.labels[0] % 2;
  }
  const BatchScore score = training.test();
  CHECK(score.loss == Approx(loss));
  CHECK(score.correct == correct);
}
