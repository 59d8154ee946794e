#include "experiments/variance_bounds/statement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace zipml::variance_bounds {
namespace {

const std::vector<SampleScaling> kRow = {SampleScaling::kRow};
const std::vector<SampleScaling> kColumn = {SampleScaling::kColumn};
const std::vector<LevelConvention> kPerSign = {LevelConvention::kPerSign};
const std::vector<LevelConvention> kWhole = {LevelConvention::kWholeRange};

// A bound on gradients, from what it knows.
template <double (*bound)(const GradientTerms&)>
double of_terms(const Instance& instance) {
  return bound(instance.terms());
}

double lemma_1(const Instance& i) {
  return printed_double_sampling_variance(i.sample(0), i.sample_variances(0),
                                          i.model);
}
double lemma_1_corrected(const Instance& i) {
  return double_sampling_variance_bound(i.sample(0), i.labels(0),
                                        i.sample_variances(0), i.model);
}
double footnote_2(const Instance& i) {
  return exact(Quantity::kDoubleSampling, i);
}
double lemma_2(const Instance& i) {
  return printed_row_variance(i.features(), i.s()) * i.sample(0).squaredNorm();
}
double lemma_2_corrected(const Instance& i) {
  return total_variance_bound(i.sample(0).norm(), i.sample_scales(0).norm(),
                              i.intervals());
}
double lemma_6_i(const Instance& i) {
  return printed_nonzeros(i.features(), i.s());
}
double lemma_6_i_corrected(const Instance& i) {
  return nonzeros_bound(i.features(), i.s(),
                        i.sample(0).cwiseQuotient(i.sample_scales(0)).norm());
}
double lemma_6_iii(const Instance& i) {
  const Eigen::VectorXd scales = i.sample_scales(0);
  return printed_r(i.sample(0), scales, i.s()) * scales.maxCoeff() *
         scales.maxCoeff();
}
double lemma_6_iii_corrected(const Instance& i) {
  return second_moment_bound(i.sample(0).norm(), i.sample_scales(0).norm(),
                             i.intervals());
}

std::vector<Statement> make_statements() {
  using enum Quantity;
  constexpr int kSamples = 3;
  constexpr SampleNorm kUnitBall = SampleNorm::kAtMostOne;
  constexpr SampleNorm kUnit = SampleNorm::kOne;
  constexpr auto cor1 = of_terms<printed_double_sampling_noise>;
  constexpr auto cor2 = of_terms<printed_end_to_end_moment>;
  constexpr auto cor3 = of_terms<printed_end_to_end_noise>;
  constexpr auto lemma_8 = of_terms<printed_double_sampling_moment>;
  const char* const kLemma1Words =
      "TV (TV ||x.x|| + (a^T x)^2 + ||x.x|| ||a||^2)";
  const char* const kLemma8Words =
      "r (||g'||^2 M_a^2 / ||a||^2 + ||a||^2 R^2 M_a^2 / s^2)";
  const char* const kCor1Words =
      "sigma^2 + (r M_a^2 / ||a||^2 - 1) B + r A^2 M_a^2 R^2 / s^2";
  const char* const kCor2Words =
      "r_row (r M_a (||g'||^2 + R^2 / s^2) + r^2 M_a^2 R^2 / s^2)";
  const char* const kCor3Words = "sigma^2 + Corollary 2";
  std::vector<Statement> all = {
      {.id = "lemma_1_printed",
       .lemma = "Lemma 1/7",
       .claim = "C2",
       .where = "Lemmas 1 and 7",
       .printed = true,
       .erratum = "X1",
       .words = kLemma1Words,
       .quantity = kDoubleSampling,
       .bound = lemma_1},
      {.id = "lemma_1_printed_b_0",
       .lemma = "Lemma 1/7",
       .claim = "C2",
       .where = "Lemmas 1 and 7",
       .printed = true,
       .about = "b = 0",
       .words = kLemma1Words,
       .quantity = kDoubleSampling,
       .bound = lemma_1,
       .zero_label = true},
      {.id = "lemma_1_corrected",
       .lemma = "Lemma 1/7",
       .claim = "C2",
       .where = "Lemmas 1 and 7",
       .words = "TV (TV ||x.x|| + (a^T x - b)^2 + ||x.x|| ||a||^2)",
       .quantity = kDoubleSampling,
       .bound = lemma_1_corrected},
      {.id = "footnote_2",
       .lemma = "Footnote 2",
       .claim = "C2",
       .where = "section 2.2, footnote 2",
       .printed = true,
       .words = "the variance of the plain form",
       .quantity = kSymmetrised,
       .bound = footnote_2},
      {.id = "lemma_2_printed_per_sign",
       .lemma = "Lemma 2",
       .claim = "C3",
       .printed = true,
       .about = "step 1/s per sign",
       .words = "min(n / s^2, sqrt(n) / s) ||a||^2",
       .quantity = kTotalVariance,
       .bound = lemma_2,
       .scalings = kRow,
       .conventions = kPerSign},
      {.id = "lemma_2_printed_whole_range",
       .lemma = "Lemma 2",
       .claim = "C3",
       .printed = true,
       .about = "step 2/s",
       .words = "min(n / s^2, sqrt(n) / s) ||a||^2",
       .quantity = kTotalVariance,
       .bound = lemma_2,
       .scalings = kRow,
       .conventions = kWhole},
      {.id = "lemma_2_corrected",
       .lemma = "Lemma 2",
       .claim = "C3",
       .words = "T: ||M||^2 / N^2, or 2 ||M|| ||a|| / N - ||a||^2 where ||a|| "
                "< ||M|| / N and N is even",
       .quantity = kTotalVariance,
       .bound = lemma_2_corrected},
      {.id = "lemma_6_i_printed_row",
       .lemma = "Lemma 6 (i)",
       .claim = "C3",
       .printed = true,
       .about = "row scaling",
       .erratum = "X2",
       .words = "s^2 + sqrt(n)",
       .quantity = kNonzeros,
       .bound = lemma_6_i,
       .scalings = kRow,
       .conventions = kPerSign},
      {.id = "lemma_6_i_printed_column",
       .lemma = "Lemma 6 (i)",
       .claim = "C3",
       .printed = true,
       .about = "column scaling",
       .erratum = "X2",
       .words = "s^2 + sqrt(n)",
       .quantity = kNonzeros,
       .bound = lemma_6_i,
       .scalings = kColumn,
       .conventions = kPerSign},
      {.id = "lemma_6_i_corrected",
       .lemma = "Lemma 6 (i)",
       .claim = "C3",
       .words = "min(n, s sqrt(n) ||a_i / M_i||)",
       .quantity = kNonzeros,
       .bound = lemma_6_i_corrected,
       .conventions = kPerSign},
      {.id = "lemma_6_iii_printed_row",
       .lemma = "Lemma 6 (iii)",
       .claim = "C3",
       .printed = true,
       .about = "row scaling",
       .words = "r M^2",
       .quantity = kSecondMoment,
       .bound = lemma_6_iii,
       .scalings = kRow,
       .conventions = kPerSign},
      {.id = "lemma_6_iii_printed_column",
       .lemma = "Lemma 6 (iii)",
       .claim = "C3",
       .printed = true,
       .about = "column scaling",
       .erratum = "X3",
       .words = "r M^2",
       .quantity = kSecondMoment,
       .bound = lemma_6_iii,
       .scalings = kColumn,
       .conventions = kPerSign},
      {.id = "lemma_6_iii_corrected",
       .lemma = "Lemma 6 (iii)",
       .claim = "C3",
       .words = "||a||^2 + T",
       .quantity = kSecondMoment,
       .bound = lemma_6_iii_corrected},
      {.id = "lemma_8_printed_row",
       .lemma = "Lemma 8",
       .claim = "C3",
       .printed = true,
       .about = "row scaling",
       .words = kLemma8Words,
       .quantity = kDoubleSamplingMoment,
       .bound = lemma_8,
       .scalings = kRow,
       .conventions = kPerSign},
      {.id = "lemma_8_printed_column",
       .lemma = "Lemma 8",
       .claim = "C3",
       .printed = true,
       .about = "column scaling",
       .erratum = "X3",
       .words = kLemma8Words,
       .quantity = kDoubleSamplingMoment,
       .bound = lemma_8,
       .scalings = kColumn,
       .conventions = kPerSign},
      {.id = "lemma_8_corrected",
       .lemma = "Lemma 8",
       .claim = "C3",
       .words = "B + T L + (A^2 + T) M_a^2 R^2 / N^2",
       .quantity = kDoubleSamplingMoment,
       .bound = of_terms<double_sampling_moment_bound>,
       .max_samples = kSamples},
      {.id = "corollary_1_printed_row",
       .lemma = "Corollary 1",
       .claim = "C3",
       .printed = true,
       .about = "row scaling",
       .words = kCor1Words,
       .quantity = kDoubleSamplingNoise,
       .bound = cor1,
       .scalings = kRow,
       .conventions = kPerSign,
       .max_samples = kSamples},
      {.id = "corollary_1_printed_column",
       .lemma = "Corollary 1",
       .claim = "C3",
       .printed = true,
       .about = "column scaling",
       .erratum = "X3",
       .words = kCor1Words,
       .quantity = kDoubleSamplingNoise,
       .bound = cor1,
       .scalings = kColumn,
       .conventions = kPerSign,
       .max_samples = kSamples},
      {.id = "corollary_1_corrected",
       .lemma = "Corollary 1",
       .claim = "C3",
       .words = "sigma^2 + T L + (A^2 + T) M_a^2 R^2 / N^2",
       .quantity = kDoubleSamplingNoise,
       .bound = of_terms<double_sampling_noise_bound>,
       .max_samples = kSamples},
      {.id = "lemma_9_printed",
       .lemma = "Lemma 9",
       .claim = "C4",
       .printed = true,
       .words = "||g'||^2 + A^4 M_x^2 / s^2",
       .quantity = kModelMoment,
       .bound = of_terms<printed_model_moment>,
       .scalings = kRow,
       .conventions = kPerSign},
      {.id = "lemma_9_corrected",
       .lemma = "Lemma 9",
       .claim = "C4",
       .words = "||g'||^2 + A^4 M_x^2 / N^2",
       .quantity = kModelMoment,
       .bound = of_terms<model_moment_bound>,
       .scalings = kRow},
      {.id = "lemma_10_printed",
       .lemma = "Lemma 10",
       .claim = "C4",
       .printed = true,
       .words = "r_row ||g'||^2",
       .quantity = kGradientMoment,
       .bound = of_terms<printed_gradient_moment>,
       .scalings = kRow,
       .conventions = kPerSign},
      {.id = "lemma_10_corrected",
       .lemma = "Lemma 10",
       .claim = "C4",
       .words = "(1 + w) ||g'||^2",
       .quantity = kGradientMoment,
       .bound = of_terms<gradient_moment_bound>,
       .scalings = kRow},
      {.id = "corollary_2_printed_unit",
       .lemma = "Corollary 2",
       .claim = "C4",
       .printed = true,
       .about = "row scaling, ||a|| = 1",
       .words = kCor2Words,
       .quantity = kEndToEndMoment,
       .bound = cor2,
       .scalings = kRow,
       .conventions = kPerSign,
       .norm = kUnit},
      {.id = "corollary_2_printed_row",
       .lemma = "Corollary 2",
       .claim = "C4",
       .printed = true,
       .about = "row scaling, ||a|| <= 1",
       .words = kCor2Words,
       .quantity = kEndToEndMoment,
       .bound = cor2,
       .scalings = kRow,
       .conventions = kPerSign,
       .norm = kUnitBall},
      {.id = "corollary_2_printed_column",
       .lemma = "Corollary 2",
       .claim = "C4",
       .printed = true,
       .about = "column scaling, ||a|| <= 1",
       .erratum = "X3",
       .words = kCor2Words,
       .quantity = kEndToEndMoment,
       .bound = cor2,
       .scalings = kColumn,
       .conventions = kPerSign,
       .norm = kUnitBall},
      {.id = "corollary_2_corrected",
       .lemma = "Corollary 2",
       .claim = "C4",
       .words = "(1 + w) (B + T L + (A^2 + T) (M_a^2 + A^2 + T) R^2 / N^2)",
       .quantity = kEndToEndMoment,
       .bound = of_terms<end_to_end_moment_bound>,
       .max_samples = kSamples},
      {.id = "corollary_3_printed_unit",
       .lemma = "Corollary 3",
       .claim = "C4",
       .printed = true,
       .about = "row scaling, ||a|| = 1",
       .words = kCor3Words,
       .quantity = kEndToEndNoise,
       .bound = cor3,
       .scalings = kRow,
       .conventions = kPerSign,
       .norm = kUnit,
       .max_samples = kSamples},
      {.id = "corollary_3_printed_row",
       .lemma = "Corollary 3",
       .claim = "C4",
       .printed = true,
       .about = "row scaling, ||a|| <= 1",
       .words = kCor3Words,
       .quantity = kEndToEndNoise,
       .bound = cor3,
       .scalings = kRow,
       .conventions = kPerSign,
       .norm = kUnitBall,
       .max_samples = kSamples},
      {.id = "corollary_3_printed_column",
       .lemma = "Corollary 3",
       .claim = "C4",
       .printed = true,
       .about = "column scaling, ||a|| <= 1",
       .erratum = "X3",
       .words = kCor3Words,
       .quantity = kEndToEndNoise,
       .bound = cor3,
       .scalings = kColumn,
       .conventions = kPerSign,
       .norm = kUnitBall,
       .max_samples = kSamples},
      {.id = "corollary_3_corrected",
       .lemma = "Corollary 3",
       .claim = "C4",
       .words = "sigma^2 - B + corrected Corollary 2",
       .quantity = kEndToEndNoise,
       .bound = of_terms<end_to_end_noise_bound>,
       .max_samples = kSamples},
  };
  for (Statement& statement : all) {
    if (*statement.where == '\0') statement.where = statement.lemma;
  }
  return all;
}

}  // namespace

std::string Statement::version() const {
  const std::string name = printed ? "printed" : "corrected";
  return *about == '\0' ? name : name + ", " + about;
}

std::string Statement::steps() const {
  return conventions.size() > 1
             ? "both"
             : std::string(level_convention_name(conventions.front()));
}

std::string Statement::scaling() const {
  return scalings.size() > 1 ? "both" : sample_scaling_name(scalings.front());
}

const std::vector<Statement>& statements() {
  static const std::vector<Statement> all = make_statements();
  return all;
}

const Statement& statement(const std::string& id) {
  for (const Statement& one : statements()) {
    if (one.id == id) return one;
  }
  throw std::out_of_range("no statement is called " + id);
}

double Comparison::arithmetic() const {
  return 1e-9 * std::max(std::abs(exact), std::abs(bound)) + 1e-12 * cancelled;
}

bool Comparison::violates() const { return exact - bound > arithmetic(); }

double Comparison::ratio() const {
  if (bound > arithmetic()) return exact / bound;
  return violates() ? std::numeric_limits<double>::infinity() : 0;
}

double Comparison::tightness() const {
  const double room = bound - unquantized;
  return room > arithmetic() ? (exact - unquantized) / room : 0;
}

Comparison compare(const Statement& statement, const Instance& instance) {
  return {exact(statement.quantity, instance), statement.bound(instance),
          unquantized(statement.quantity, instance),
          is_noise(statement.quantity) ? instance.full_second_moment() : 0};
}

}  // namespace zipml::variance_bounds
