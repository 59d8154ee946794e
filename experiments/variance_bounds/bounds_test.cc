#include <catch.h>

#include <cmath>

#include "experiments/variance_bounds/generate.h"
#include "experiments/variance_bounds/worst_instance.h"

using namespace zipml;
using namespace zipml::variance_bounds;

namespace {

// n equal values 1 with a model of zeros and the label 1.
Instance ones(Eigen::Index n, int bits, SampleScaling scaling) {
  Instance instance;
  instance.bits = bits;
  instance.scaling = scaling;
  instance.samples = Eigen::MatrixXd::Ones(1, n);
  instance.scales = Eigen::VectorXd::Ones(n);
  instance.model = Eigen::VectorXd::Zero(n);
  instance.labels = Eigen::VectorXd::Ones(1);
  return instance;
}

Instance three_features(SampleScaling scaling, LevelConvention convention) {
  Instance instance;
  instance.bits = 2;
  instance.convention = convention;
  instance.scaling = scaling;
  instance.samples.resize(2, 3);
  instance.samples << 0.3, -0.55, 0.9, -0.7, 0.2, 0.1;
  instance.scales = Eigen::Vector3d(1, 1.5, 1.2);
  instance.model = Eigen::Vector3d(1.5, -0.8, 0.75);
  instance.labels = Eigen::Vector2d(0.4, -1);
  return instance;
}

}  // namespace

TEST_CASE("the closed forms are what the quantizers do", "[property]") {
  for (const Quantity quantity : all_quantities()) {
    for (const SampleScaling scaling :
         {SampleScaling::kRow, SampleScaling::kColumn}) {
      for (const LevelConvention convention :
           {LevelConvention::kPerSign, LevelConvention::kWholeRange}) {
        INFO(quantity_name(quantity)
             << ", " << sample_scaling_name(scaling) << " scaling, "
             << level_convention_name(convention));
        const Instance instance = three_features(scaling, convention);
        const RunningStatistics measured =
            measure(quantity, instance, 20'000,
                    {.seed = 5, .purpose = Purpose::kMonteCarlo});
        // Five standard errors: one false alarm in 30,000 seeds for the 48
        // checks; 1e-5 for the floats (values of about 1).
        CHECK(std::abs(measured.mean() - exact(quantity, instance)) <
              5 * measured.standard_error() + 1e-5);
        CHECK(quantity_from_name(quantity_name(quantity)) == quantity);
      }
    }
  }
}

TEST_CASE("the known errata are violations, by as much as they should",
          "[unit]") {
  // X1: x = 0 and b = 1, values off their levels.
  Instance off = ones(2, 1, SampleScaling::kColumn);
  off.scales *= 2;
  const Comparison x1 = compare(statement("lemma_1_printed"), off);
  CHECK(x1.exact == Approx(2.0));  // variances of 1
  CHECK(std::isinf(x1.ratio()));
  CHECK(compare(statement("lemma_1_corrected"), off).ratio() == Approx(1));
  // X2: s = 8, n = 10^4: s sqrt(n) nonzeros.
  const Instance many = ones(10'000, 4, SampleScaling::kRow);
  CHECK(compare(statement("lemma_6_i_printed_row"), many).ratio() ==
        Approx(800.0 / 164));
  CHECK(compare(statement("lemma_6_i_corrected"), many).ratio() == Approx(1));
  // X3: n values on the top level of their own columns.
  const Instance top = ones(9, 3, SampleScaling::kColumn);
  for (const char* id :
       {"lemma_6_iii_printed_column", "lemma_8_printed_column"}) {
    INFO(id);
    CHECK(compare(statement(id), top).ratio() == Approx(9));
  }
  CHECK(std::isinf(
      compare(statement("corollary_1_printed_column"), top).ratio()));
  CHECK_FALSE(compare(statement("corollary_1_corrected"), top).violates());
}

TEST_CASE("a bound that is met or cancels is not violated", "[unit]") {
  CHECK_FALSE(Comparison{1 + 1e-12, 1, 0, 0}.violates());
  CHECK(Comparison{1 + 1e-6, 1, 0, 0}.violates());
  CHECK_FALSE(Comparison{1e-16, 0, 0, 1}.violates());
  CHECK(Comparison{1e-16, 0, 0, 1}.ratio() == 0);
  CHECK(Comparison{3, 5, 1, 0}.objective() == Approx(0.5));
  CHECK(Comparison{6, 5, 1, 0}.objective() == Approx(1.2));
}

TEST_CASE("a search finds what is wrong and nothing else", "[property]") {
  RandomStream stream({.seed = 9, .purpose = Purpose::kTest});
  const std::vector<int> bits = {1, 3};
  for (const Statement& one : statements()) {
    INFO(one.id);
    const SearchResult random = try_random(one, 6, bits, 200, stream);
    const SearchResult climbed = climb(one, 6, bits, random, 4, 300, stream);
    CHECK(random.instances == 200);
    CHECK(climbed.instances == 1200);
    if (!one.printed) {
      CHECK(random.violations + climbed.violations == 0);
      CHECK(climbed.objective > 0.8);  // and each is nearly tight
    }
    const SearchResult shown = rounded(one, climbed);
    CHECK(shown.objective >= 0.99 * climbed.objective);
    CHECK(is_measurable(shown.worst));
    CHECK(compare(one, shown.worst).objective() == Approx(shown.objective));
  }
  // Step 2/s breaks Lemma 2 for n > s; n = 6 and s = 1 suffice.
  CHECK(climb(statement("lemma_2_printed_whole_range"), 6, bits, {}, 2, 300,
              stream)
            .violations > 0);
}

TEST_CASE("an instance is written so that it can be checked", "[unit]") {
  Instance instance = ones(5, 2, SampleScaling::kColumn);
  instance.samples(0, 4) = -0.0;
  CHECK(instance.text(Instance::Parts::kVector) ==
        "n = 5, s = 2, M = (1 (5 times)), a = (1 (4 times), 0)");
  CHECK(instance.text(Instance::Parts::kAll) ==
        "n = 5, s = 2, M = (1 (5 times)), a = (1 (4 times), 0), b = 1, x = (0 "
        "(5 times))");
}
