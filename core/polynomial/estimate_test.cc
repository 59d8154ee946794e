#include "core/polynomial/estimate.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/statistics.h"
#include "core/polynomial/approximate.h"
#include "core/polynomial/estimate_moments.h"
#include "core/polynomial/polynomial_testing.h"
#include "core/quantize/packed_samples.h"

using namespace zipml;

namespace {

// A draw of two values, each with its chance: all that a small enough number
// of draws needs for exact moments, by enumeration.
struct TwoPoint {
  double low = 0, high = 0, chance_high = 0;
  double mean() const { return low + chance_high * (high - low); }
  double variance() const {
    return chance_high * (1 - chance_high) * (high - low) * (high - low);
  }
};

// Mean and variance of an estimate over all 2^k outcomes of k draws.
Moments enumerate(const PolynomialEstimator& estimator, const TwoPoint& draw,
                  int k) {
  double mean = 0, square = 0;
  const double expected = estimator.polynomial()(draw.mean());
  std::vector<double> z(static_cast<std::size_t>(k));
  for (int outcome = 0; outcome < 1 << k; ++outcome) {
    double chance = 1;
    for (int j = 0; j < k; ++j) {
      const bool high = (outcome >> j) & 1;
      z[static_cast<std::size_t>(j)] = high ? draw.high : draw.low;
      chance *= high ? draw.chance_high : 1 - draw.chance_high;
    }
    const double value = estimator(z) - expected;
    mean += chance * value;
    square += chance * value * value;
  }
  return {expected + mean, square - mean * mean};
}

}  // namespace

TEST_CASE("equal draws give the polynomial", "[property]") {
  RandomStream stream({.seed = 4, .purpose = Purpose::kTest});
  for (const int degree : {0, 1, 2, 7, 15}) {
    const Polynomial p = random_polynomial(stream, degree, 2);
    const double z = stream.uniform(-2, 2);
    const std::vector<double> draws(static_cast<std::size_t>(degree), z);
    for (const PolynomialForm form : kPolynomialForms) {
      // Some epsilon for each of d + 1 terms of at most the growth.
      CHECK(PolynomialEstimator(p, form)(draws) ==
            Approx(p(z)).margin(1e-15 * (degree + 1) * p.monomial_growth()));
    }
  }
}

TEST_CASE("mean and variance are exact for every form", "[property]") {
  RandomStream stream({.seed = 5, .purpose = Purpose::kTest});
  for (int degree = 0; degree <= 9; ++degree) {
    for (int trial = 0; trial < 5; ++trial) {
      const Polynomial p = random_polynomial(stream, degree, 1.5);
      const TwoPoint draw{stream.uniform(-1.5, 0), stream.uniform(0, 1.5),
                          stream.uniform()};
      const DrawMoments moments{draw.mean(), draw.variance()};
      for (const PolynomialForm form : kPolynomialForms) {
        INFO(polynomial_form_name(form) << ", degree " << degree);
        const bool more = form == PolynomialForm::kSymmetrised;
        for (const int k : {degree, degree + (more ? 2 : 0)}) {
          const Moments own = enumerate({p, form}, draw, k);
          const double variance = estimator_variance(p, form, moments, k);
          // Sums of up to 2^11 values, each of at most the growth squared.
          const double size = p.monomial_growth() * p.monomial_growth();
          CHECK(own.mean == Approx(p(draw.mean())).margin(1e-13 * size));
          CHECK(own.variance == Approx(variance).margin(1e-13 * size));
        }
      }
    }
  }
}

TEST_CASE("the symmetrised form is the mean over all orders", "[property]") {
  RandomStream stream({.seed = 6, .purpose = Purpose::kTest});
  const Polynomial p = random_polynomial(stream, 5, 2);
  std::vector<double> draws;
  for (int j = 0; j < 5; ++j) draws.push_back(stream.uniform(-2, 2));
  const double symmetrised = estimate_symmetrised(p.monomial(), draws);
  std::vector<int> order(draws.size());
  std::iota(order.begin(), order.end(), 0);
  RunningStatistics monomial, chebyshev;
  do {
    std::vector<double> own;
    for (const int j : order) own.push_back(draws[static_cast<std::size_t>(j)]);
    monomial.add(estimate_monomial(p.monomial(), own));
    chebyshev.add(estimate_chebyshev(p, own));
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(monomial.mean() == Approx(symmetrised).margin(1e-12));
  CHECK(chebyshev.mean() == Approx(symmetrised).margin(1e-12));
}

TEST_CASE("the symmetrised form has the least variance", "[property]") {
  RandomStream stream({.seed = 7, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 300; ++trial) {
    const int degree = static_cast<int>(stream.index(16));
    const Polynomial p = random_polynomial(stream, degree, 1);
    const DrawMoments moments{stream.uniform(-1, 1), stream.uniform(0, 0.3)};
    const double least =
        estimator_variance(p, PolynomialForm::kSymmetrised, moments, degree);
    for (const PolynomialForm form :
         {PolynomialForm::kMonomial, PolynomialForm::kChebyshev}) {
      CHECK(least <=
            estimator_variance(p, form, moments, degree) * (1 + 1e-9) + 1e-12);
    }
  }
}

TEST_CASE("Lemma 4 fails as printed and holds as corrected", "[property]") {
  // P(z) = z at a^T x = 0: E Q^2 = v, whatever r is.
  const std::vector<double> identity = {0, 1};
  const DrawMoments noise{0, 0.25};
  CHECK(printed_lemma_4(identity, 3, noise.mean) == 0);
  CHECK(corrected_lemma_4(identity, noise) == 0.25);
  CHECK(monomial_second_moment(identity, noise) == 0.25);
  RandomStream stream({.seed = 8, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 300; ++trial) {
    const int degree = static_cast<int>(stream.index(10));
    const Polynomial p = random_polynomial(stream, degree, 1);
    const DrawMoments moments{stream.uniform(-1, 1), stream.uniform(0, 2)};
    const std::vector<double> m = p.monomial();
    const double second = monomial_second_moment(m, moments);
    const double mean = p(moments.mean);
    CHECK(second ==
          Approx(mean * mean + estimator_variance(p, PolynomialForm::kMonomial,
                                                  moments, degree))
              .epsilon(1e-9));
    CHECK(second <= corrected_lemma_4(m, moments) * (1 + 1e-9));
  }
}

TEST_CASE("stored draws without their order are as good as independent ones",
          "[property]") {
  // Eight draws of 1-bit and of 4-bit values in one code each, read back in a
  // random order. Each trial stores anew. 2 x 3 scores and 2 x 3 variances: a
  // false alarm of any with a chance of 6 * 6e-5 (4 standard errors), and as
  // much again for the variances (heavier tails: 5 of their standard errors).
  constexpr int kDegree = 7, kFeatures = 3, kTrials = 20000;
  const Polynomial p = chebyshev_series(sigmoid, 4, kDegree);
  const float a[kFeatures] = {0.3f, -0.77f, 0.05f};
  const double x[kFeatures] = {1.5, -0.8, 2};
  for (const int bits : {1, 4}) {
    const LevelGrid grid =
        LevelGrid::uniform({{-1, 1}, {-1, 1}, {-1, 1}},
                           interval_count(bits, LevelConvention::kWholeRange));
    const Quantizer quantizer(grid, Rounding::kStochastic);
    DrawMoments moments;
    for (std::size_t i = 0; i < kFeatures; ++i) {
      moments.mean += double{a[i]} * x[i];
      moments.variance += x[i] * x[i] * quantizer.moments(i, a[i]).variance;
    }
    for (const PolynomialForm form : kPolynomialForms) {
      INFO(bits << " bits, " << polynomial_form_name(form));
      const PolynomialEstimator estimator(p, form);
      RunningStatistics values, squares;
      for (int trial = 0; trial < kTrials; ++trial) {
        const StreamKey key{.seed = 9, .step = static_cast<unsigned>(trial)};
        StreamKey order = key;
        order.repetition = 1;
        const PackedSamples packed(quantizer, SampleCode::kDrawCount, kDegree,
                                   a, 1, CounterHash(key));
        std::vector<std::vector<float>> rows(kDegree,
                                             std::vector<float>(kFeatures));
        std::vector<float*> out;
        for (auto& row : rows) out.push_back(row.data());
        packed.read(0, CounterHash(order), 0, out);
        std::vector<double> z(kDegree);
        for (std::size_t j = 0; j < kDegree; ++j) {
          for (std::size_t i = 0; i < kFeatures; ++i) {
            z[j] += double{rows[j][i]} * x[i];
          }
        }
        const double away = estimator(z) - p(moments.mean);
        values.add(away);
        squares.add(away * away);
      }
      CHECK(std::abs(values.mean()) < 4 * values.standard_error());
      const double variance = estimator_variance(p, form, moments, kDegree);
      CHECK(std::abs(squares.mean() - variance) < 5 * squares.standard_error());
    }
  }
}

TEST_CASE("forms by name", "[unit]") {
  for (const PolynomialForm form : kPolynomialForms) {
    CHECK(polynomial_form_from_name(polynomial_form_name(form)) == form);
  }
  CHECK_THROWS_AS(polynomial_form_from_name("horner"), UserError);
}
