#include "experiments/refetch/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/paper/curves.h"

namespace zipml::refetch {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double ratio_minus_one(double own, double other) { return own / other - 1; }

// What the last epoch's row says of the whole run.
void read_totals(const CellResult& result, const ProblemSpec& problem,
                 Runs& runs) {
  const Record& last = result.rows.back();
  const double rows = static_cast<double>(problem.training_values) /
                      static_cast<double>(problem.features);
  const double visits = rows * last.number("epoch");
  const double values = static_cast<double>(problem.features) + 1;
  runs.share.back() = last.number("refetched") / visits;
  runs.bits_per_value.back() = last.number("sample_bits") / (visits * values);
  for (const Record& row : result.rows) {
    if (row.find("audited") == nullptr) continue;
    runs.audited += row.integer("audited");
    runs.plain_flips += row.integer("plain_flips");
    runs.flips += row.integer("flips");
  }
}

Runs read_runs(const Results& results, const ProblemSpec& problem,
               int repetitions, const CellOf& cell_of) {
  Runs runs;
  runs.cell_of = cell_of;
  runs.loss = collect(results, cell_of, repetitions, "final_loss");
  runs.accuracy = collect(results, cell_of, repetitions, "final_accuracy");
  runs.divergence = count_diverged(results, cell_of, repetitions);
  for (const auto& curve : curves(results, cell_of, repetitions, "loss")) {
    const bool trained = curve.size() > 1;
    runs.mean_loss.push_back(
        trained ? summarize(std::span(curve).subspan(1)).mean() : kNone);
    runs.share.push_back(kNone);
    runs.bits_per_value.push_back(kNone);
    if (!trained) continue;
    const auto repetition = static_cast<int>(runs.share.size()) - 1;
    read_totals(results.of(cell_of(repetition)), problem, runs);
  }
  return runs;
}

}  // namespace

Estimate relative_loss(const Runs& runs, const Runs& other) {
  return t_interval(pairwise(runs.loss, other.loss, ratio_minus_one));
}

Estimate relative_mean_loss(const Runs& runs, const Runs& other) {
  return t_interval(pairwise(runs.mean_loss, other.mean_loss, ratio_minus_one));
}

double factor_per_bit(const std::vector<int>& bits,
                      const std::vector<double>& shares) {
  std::vector<double> levels, there;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (!(shares[i] > 0)) continue;
    levels.push_back(std::exp2(bits[i]));
    there.push_back(shares[i]);
  }
  if (there.size() < 2) return kNone;
  return std::exp2(fit_power_law(levels, there).slope.mean);
}

std::vector<double> Measured::factor_per_bit() const {
  std::vector<double> factors;
  for (std::size_t r = 0; r < full.loss.size(); ++r) {
    std::vector<int> bits;
    std::vector<double> shares;
    for (const auto& [own, runs] : by_bits.at("l1_refetch")) {
      bits.push_back(own);
      shares.push_back(runs.share[r]);
    }
    factors.push_back(refetch::factor_per_bit(bits, shares));
  }
  return factors;
}

std::vector<double> Sketches::values(const std::string& name) const {
  std::vector<double> values;
  for (const CellResult& result : cells) {
    values.push_back(result.values.number(name));
  }
  return values;
}

std::vector<double> Sketches::values(int dimension,
                                     const std::string& name) const {
  std::vector<double> values;
  for (const CellResult& result : cells) {
    for (const Record& row : result.rows) {
      if (row.integer("dimension") != dimension) continue;
      values.push_back(row.number(name));
    }
  }
  return values;
}

std::vector<double> Sketches::wrong(int dimension) const {
  return pairwise(values(dimension, "flips"), values(dimension, "rows"),
                  [](double flips, double rows) { return flips / rows; });
}

std::vector<Measured> measure(const CellMaker& cells, const Results& results) {
  std::vector<Measured> all;
  for (const ProblemSpec& problem : cells.problems()) {
    const auto read = [&](const CellOf& cell_of) {
      return read_runs(results, problem, cells.repetitions(), cell_of);
    };
    Measured m;
    m.problem = problem;
    m.epochs = cells.epochs(problem);
    m.row_bits = 32 * (static_cast<double>(problem.features) + 1);
    m.full = read([&, problem](int repetition) {
      return cells.training(problem, "32-bit", 0, repetition);
    });
    std::vector<std::string> methods = kPlainMethods;
    methods.push_back("l1_refetch");
    for (const std::string& method : methods) {
      for (const int bits : cells.bits()) {
        m.by_bits[method][bits] =
            read([&cells, problem, method, bits](int repetition) {
              return cells.training(problem, method, bits, repetition);
            });
      }
    }
    m.jl_full = read([&cells, problem](int repetition) {
      return cells.jl_training(problem, 0, repetition);
    });
    for (const int dimension : cells.training_dimensions()) {
      m.jl[dimension] = read([&cells, problem, dimension](int repetition) {
        return cells.jl_training(problem, dimension, repetition);
      });
    }
    for (const CellMaker::Ball ball : cells.balls()) {
      Sketches sketches{ball, {}};
      for (int repetition = 0; repetition < cells.repetitions(); ++repetition) {
        const CellResult& result =
            results.of(cells.sketches(problem, ball, repetition));
        if (result.status == Status::kOk) sketches.cells.push_back(result);
      }
      m.sketches.push_back(std::move(sketches));
    }
    all.push_back(std::move(m));
  }
  return all;
}

double paper_share(int bits) {
  const PaperCurve curve =
      paper_curve("12", fmt::format("{}-bit refetch", bits));
  return curve.empty() ? kNone : curve.values.back() / 100;
}

std::vector<VariantResult> measure_variants(const CellMaker& cells,
                                            const Results& results) {
  std::vector<VariantResult> all;
  for (const ProblemSpec& problem : cells.studied()) {
    for (const CellMaker::Variant& variant : cells.variants()) {
      VariantResult result{problem, variant, {}, 0};
      RunningStatistics away;
      for (const int bits : cells.bits()) {
        const Runs runs = read_runs(results, problem, 1, [&](int) {
          return cells.variant_training(problem, variant, bits);
        });
        const double share = runs.share.front();
        result.shares.push_back(share);
        const double ratio = share / paper_share(bits);
        if (ratio > 0) away.add(std::abs(std::log(ratio)));
      }
      result.distance = away.count() == 0
                            ? std::numeric_limits<double>::infinity()
                            : away.mean();
      all.push_back(std::move(result));
    }
  }
  return all;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const Settings& settings = cells.settings();
  const std::vector<Measured> measured = measure(cells, results);
  Findings findings;
  findings.tables =
      make_tables(cells, measured, measure_variants(cells, results));
  findings.figures = make_figures(cells, measured, results);
  findings.verdicts = make_verdicts(cells, measured);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(settings.profile);
  }
  const Record& parameters = settings.parameters;
  findings.notes = {
      fmt::format(
          "Hinge loss; ridge c = {:.3g}; regularizer {} ({:.3g}); {} "
          "normalization and an intercept; batch {}; alpha found for 32 bits "
          "by a recorded search and reused; {} levels, {} scaling, {} "
          "stochastic draws. The paper states none of this for Fig 12.",
          parameters.number("model.ridge"),
          parameters.text("model.regularizer"),
          parameters.number("model.strength"),
          parameters.text("preprocessing.normalization"),
          parameters.integer("sgd.batch_size"),
          parameters.text("quantization.levels"),
          parameters.text("quantization.scaling"),
          parameters.text("quantization.draws")),
      "Bits count what crosses the sample channel: the codes of the draws, 32 "
      "bits a value of every row that is fetched again, and the sketches of "
      "samples and models. Labels and the requests themselves are not counted.",
      fmt::format(
          "JL-refetching trains under its premise ||a|| <= 1, ||x|| <= R = "
          "{:.3g} (0: none), for {} epochs, with a step and a 32-bit run of "
          "its "
          "own; the paper has no experiment of it.",
          parameters.number("sketch.radius"),
          parameters.integer("sketch.epochs")),
      "JL-refetching takes the sign of the sketched margin, not the paper's "
      "polynomial: outside the band the sign is known, up to the failure "
      "probability.",
  };
  return findings;
}

}  // namespace zipml::refetch
