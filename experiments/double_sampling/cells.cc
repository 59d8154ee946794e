#include "experiments/double_sampling/cells.h"

#include <algorithm>

#include "experiments/linear/comparison.h"
#include "experiments/linear/parameters.h"

namespace zipml::double_sampling {
CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info),
      settings_(settings),
      library_(problems),
      problems_(located(settings, problems)) {}

int CellMaker::bits(const ProblemSpec& problem) const {
  // A stand-in too is run at the bits of the set that it stands in for.
  const PaperPanel* panel = paper_panel("8", problem.data);
  return panel != nullptr
             ? panel->bits
             : static_cast<int>(settings_.parameters.integer("bits"));
}

int CellMaker::epochs(const ProblemSpec& problem) const {
  return sgd_spec(settings_, problem.training_values).epochs;
}

CellMaker::Variant CellMaker::default_variant() const {
  return {settings_.parameters.text("preprocessing.normalization"),
          static_cast<int>(settings_.parameters.integer("sgd.batch_size"))};
}

std::vector<CellMaker::Variant> CellMaker::variants() const {
  std::vector<Variant> variants;
  for (const std::string& normalization :
       distinct_texts(settings_, "assumptions.normalizations")) {
    for (const int batch :
         ascending_integers(settings_, "assumptions.batch_sizes")) {
      variants.push_back({normalization, batch});
    }
  }
  if (std::find(variants.begin(), variants.end(), default_variant()) ==
      variants.end()) {
    variants.push_back(default_variant());
  }
  return variants;
}

std::vector<ProblemSpec> CellMaker::studied() const {
  std::vector<ProblemSpec> problems;
  for (const ProblemSpec& problem : problems_) {
    const bool large = problem.training_values >= kLargeSet;
    const bool wanted =
        !large || settings_.parameters.boolean("assumptions.large_sets");
    if (own_panel("8", problem) != nullptr && wanted) {
      problems.push_back(problem);
    }
  }
  return problems;
}

std::vector<ProblemSpec> CellMaker::swept() const {
  std::vector<ProblemSpec> problems;
  for (const std::string& data : distinct_texts(settings_, "bits_sweep.data")) {
    problems.push_back(library_.locate(problem_spec(settings_, data)));
  }
  return problems;
}

std::vector<int> CellMaker::swept_bits() const {
  return ascending_integers(settings_, "bits_sweep.bits");
}

TrainingSpec CellMaker::spec(const ProblemSpec& problem, const Variant& variant,
                             int bits) const {
  TrainingSpec spec{problem, sgd_spec(settings_, problem.training_values),
                    bits == 0 ? "32-bit" : settings_.parameters.text("method"),
                    quantization_spec(settings_, bits)};
  spec.problem.normalization = variant.normalization;
  spec.sgd.batch_size = variant.batch_size;
  return spec;
}

Cell CellMaker::training(const ProblemSpec& problem, const Variant& variant,
                         int bits, int repetition) const {
  return training_cell(info_, spec(problem, variant, bits),
                       search_spec(settings_), settings_.seed, repetition);
}

Cell CellMaker::swept_training(const ProblemSpec& problem, int bits,
                               int repetition) const {
  TrainingSpec swept = spec(problem, default_variant(), bits);
  swept.sgd.epochs =
      static_cast<int>(settings_.parameters.integer("bits_sweep.epochs"));
  return training_cell(info_, swept, search_spec(settings_), settings_.seed,
                       repetition);
}

std::shared_ptr<const Cell> CellMaker::step_search(
    const ProblemSpec& problem, const Variant& variant) const {
  return step_search_cell(info_, spec(problem, variant, 0),
                          search_spec(settings_), settings_.seed);
}

Cell CellMaker::moments(const ProblemSpec& problem) const {
  Cell cell = quantization_cell(info_, kMomentsTask,
                                spec(problem, default_variant(), bits(problem)),
                                settings_.seed, 0);
  for (const char* name : {"moments.rows", "moments.draws"}) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  return cell;
}

Cell CellMaker::storage(const ProblemSpec& problem) const {
  Cell cell = quantization_cell(info_, kStorageTask,
                                spec(problem, default_variant(), bits(problem)),
                                settings_.seed, 0);
  cell.parameters.set("storage.rows", settings_.parameters.at("storage.rows"));
  return cell;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (int repetition = 0; repetition < repetitions(); ++repetition) {
    for (const ProblemSpec& problem : problems_) {
      for (const int own_bits : {0, bits(problem)}) {
        cells.push_back(
            training(problem, default_variant(), own_bits, repetition));
      }
    }
    for (const ProblemSpec& problem : swept()) {
      cells.push_back(swept_training(problem, 0, repetition));
      for (const int own_bits : swept_bits()) {
        cells.push_back(swept_training(problem, own_bits, repetition));
      }
    }
    for (const ProblemSpec& problem : studied()) {
      for (const Variant& variant : variants()) {
        for (const int own_bits : {0, bits(problem)}) {
          cells.push_back(training(problem, variant, own_bits, repetition));
        }
      }
    }
  }
  for (const ProblemSpec& problem : problems_) {
    cells.push_back(moments(problem));
    cells.push_back(storage(problem));
    // Only for the table of the search: with a given alpha nothing needs it.
    cells.push_back(*step_search(problem, default_variant()));
  }
  return cells;
}

}  // namespace zipml::double_sampling
