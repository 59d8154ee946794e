#include <cmath>
#include <memory>

#include "experiments/optimal_levels/tasks.h"
#include "experiments/refutation_testing.h"
#include "experiments/small_studies_testing.h"

namespace zipml {
namespace optimal_levels {
namespace {

// What grows as claimed, faster than that, or either by turns.
double exponent_of(const Cell& cell, Truth truth, double holds, double fails) {
  if (truth == Truth::kFails) return fails;
  if (truth == Truth::kNoise) {
    return cell.repetition % 2 == 0 ? holds - 3 : fails + 3;
  }
  return holds;
}

CellResult made_up_discretised(const Cell& cell, Truth truth) {
  const double power = exponent_of(cell, truth, -2, -0.5);
  CellResult result;
  for (const std::int64_t k : {4, 8, 16}) {
    for (const std::int64_t m : {64, 128, 256}) {
      const double gap = std::pow(static_cast<double>(k * m), power);
      const double bound = truth == Truth::kFails ? gap / 2 : gap * 2;
      result.rows.push_back({{"shape", cell.parameters.at("shape")},
                             {"intervals", k},
                             {"candidates", m},
                             {"optimum", 1.0},
                             {"gap", gap},
                             {"b", 1.0},
                             {"c", 1.0},
                             {"printed", bound},
                             {"halved", bound},
                             {"certified", bound}});
    }
  }
  return result;
}

CellResult made_up_greedy(const Cell& cell, Truth truth) {
  const bool fails = truth == Truth::kFails;
  const double power = exponent_of(cell, truth, 1, 2);
  CellResult result;
  for (const std::int64_t points : {1 << 10, 1 << 12, 1 << 14}) {
    const double work = std::pow(static_cast<double>(points), power);
    result.rows.push_back({{"shape", cell.parameters.at("shape")},
                           {"points", points},
                           {"intervals", 4},
                           {"gamma", 1.0},
                           {"greedy_ratio", fails ? 3.0 : 1.5},
                           {"bound", 2.0},
                           {"used", fails ? 20 : 16},
                           {"limit", 16.0},
                           {"odd_limit", 17.0},
                           {"merges", work / 2},
                           {"comparisons", work / 2},
                           {"rounds", 5},
                           {"program_ratio", fails ? 3.0 : 1.5}});
  }
  return result;
}

CellResult made_up_constructed(Truth truth) {
  CellResult result;
  double noise = 1;
  for (const double width : {1e-1, 1e-2, 1e-3, 1e-4}) {
    double excess = std::pow(width, truth == Truth::kFails ? -0.5 : -1.0);
    if (truth == Truth::kNoise) excess *= noise;
    noise = noise == 1 ? 1e-3 : 1;
    // Of the two-approximation: a family of its own.
    const double ratio = truth == Truth::kHolds ? 1.5 : 3;
    result.rows.push_back({{"width", width},
                           {"distinct", true},
                           {"multiplicity", 1.0},
                           {"ratio", ratio},
                           {"excess", excess},
                           {"greedy_ratio", 1.0},
                           {"own_level", 0.4},
                           {"exact_level", 0.5}});
  }
  return result;
}

CellResult made_up(const Cell& cell, Truth truth) {
  if (truth == Truth::kNothing) return no_result();
  const bool fails = truth == Truth::kFails;
  CellResult result;
  if (cell.task == kBruteForceTask) {
    for (const char* method : {"dynamic_program", "exact"}) {
      result.rows.push_back({{"shape", cell.parameters.at("shape")},
                             {"method", method},
                             {"instances", 10},
                             {"agree", fails ? 9 : 10},
                             {"worst", fails ? 0.1 : 0.0}});
    }
  } else if (cell.task == kOffPointsTask) {
    result.rows.push_back({{"shape", cell.parameters.at("shape")},
                           {"searches", 10},
                           {"reached", truth == Truth::kNoise ? 0 : 5},
                           {"advantage", fails ? 0.1 : 0.0},
                           {"moves", 10},
                           {"bend", fails ? 0.1 : 0.0},
                           {"better", fails ? 0.1 : 0.0}});
  } else if (cell.task == kDiscretisedTask) {
    return made_up_discretised(cell, truth);
  } else if (cell.task == kGreedyTask) {
    return made_up_greedy(cell, truth);
  } else if (cell.task == kAdversaryTask) {
    result.rows.push_back({{"shape", cell.parameters.at("shape")},
                           {"multiplicity", 1.0},
                           {"intervals", 2},
                           {"instances", 100},
                           {"start_ratio", 1.2},
                           {"ratio", fails ? 5.0 : 1.5},
                           {"greedy_ratio", 1.0},
                           {"points", Value::List{0.0, 1.0}},
                           {"weights", Value::List{1.0, 1.0}},
                           {"own_levels", Value::List{0.0, 1.0}},
                           {"exact_levels", Value::List{0.0, 1.0}}});
  } else if (cell.task == kConstructedTask) {
    return made_up_constructed(truth);
  } else if (cell.task == kFeatureTask) {
    for (int feature = 0; feature < 6; ++feature) {
      double crowding = (fails ? 0.5 : 3) + 0.01 * feature;
      if (truth == Truth::kNoise) crowding = feature % 2 == 0 ? 0.1 : 3;
      result.rows.push_back({{"feature", feature},
                             {"skewness", 1.0},
                             {"distinct", 2},
                             {"exact", 1.0},
                             {"uniform", 2.0},
                             {"crowding", crowding},
                             {"bins", Value::List{1.0}},
                             {"exact_levels", Value::List{0.0, 1.0}},
                             {"uniform_levels", Value::List{0.0, 1.0}}});
    }
  } else {
    return no_result();
  }
  return result;
}

}  // namespace
}  // namespace optimal_levels

std::vector<Refutation> optimal_levels_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  const auto verdicts = [=](Truth truth) {
    const Experiment& experiment = studies->experiment("optimal_levels");
    Settings settings = studies->settings(experiment);
    settings.repetitions = 6;
    return studies
        ->analyse(experiment, settings,
                  [truth](const Cell& cell) {
                    return optimal_levels::made_up(cell, truth);
                  })
        .verdicts;
  };
  std::vector<Refutation> rows;
  for (const char* kind :
       {"levels_at_points", "gap_falls_with_m", "gap_falls_with_k", "theorem_8",
        "no_constant", "crowding"}) {
    rows.push_back(
        {.experiment = "optimal_levels", .kind = kind, .verdicts = verdicts});
  }
  for (const char* kind :
       {"program_is_exact", "fast_methods_are_exact", "linear_between_points",
        "theorem_2", "theorem_9", "interval_count", "two_approximation"}) {
    rows.push_back({.experiment = "optimal_levels",
                    .kind = kind,
                    .verdicts = verdicts,
                    .exact = true});
  }
  return rows;
}

}  // namespace zipml
