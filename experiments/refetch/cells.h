// The cells of refetch.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::refetch {

// Plain rounding, whose flips and bits are compared.
inline const std::vector<std::string> kPlainMethods = {"nearest", "naive"};
// l1-refetching by stochastic rounding, and to nearest.
inline const std::vector<std::string> kL1Methods = {"l1_refetch",
                                                    "l1_refetch_nearest"};
// The set of Fig 12.
inline constexpr const char* kPaperData = "cod-rna";

// What the paper does not state of Fig 12 and the share depends on.
struct Variant {
  std::string method = {};  // "l1_refetch" or "l1_refetch_nearest"
  std::string normalization = {};
  std::string scaling = {};  // of the levels
  double ridge = 0;
  double step = 0;  // alpha in units of 1 / tr(S); 0: found by the step search
  friend bool operator==(const Variant&, const Variant&) = default;
};

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // Sketches against exact margins, and the gap, at the end of 32-bit training
  // in a ball. The premise of JL-refetching is ||a|| <= 1 and ||x|| <= R
  // (supplement G): the l2 ball of R / sqrt(n + 1), since scaled features lie
  // within [-1, 1]. R = 0: the model as everything else trains it.
  struct Sketches {
    double radius = 0;  // R
    CellGroup cells = {};
  };
  struct Set {
    ProblemSpec problem = {};
    // Training at 32 bits; by bits; by method and those bits that plain
    // rounding is compared at.
    CellGroup full = {};
    std::map<int, CellGroup> l1 = {};
    std::map<std::string, std::map<int, CellGroup>> plain = {};
    // JL-refetching by sketch dimension, with a 32-bit run of its own: in the
    // ball of the first of `sketches`, for sketch.epochs.
    CellGroup jl_full = {};
    std::map<int, CellGroup> jl = {};
    // With R = sketch.radius, if that is not 0, and free.
    std::vector<Sketches> sketches = {};
  };
  const std::vector<Set>& sets() const { return sets_; }

  struct VariantOnSet {
    ProblemSpec problem = {};
    Variant variant = {};
    // The first repetition: at 32 bits, and by bits.
    CellGroup full = {};
    std::map<int, CellGroup> l1 = {};
  };
  // On cod-rna or its stand-in, which Fig 12 is about.
  const std::vector<VariantOnSet>& variants() const { return variants_; }

  const std::vector<int>& sketch_dimensions() const { return dimensions_; }
  double delta() const { return parameters().number("sketch.delta"); }

  Findings analyse(const Results& results) const override;

 private:
  TrainingSpec hinge(TrainingSpec spec) const;
  // The steps that are tried on a set: on Fig 12's, one.
  SearchSpec steps_on(const ProblemSpec& problem) const;
  CellGroup add_runs(const TrainingSpec& spec);
  // What l1-refetching is trained with on Fig 12's set.
  Variant trained_variant() const;
  void add_variant(const ProblemSpec& problem, const Variant& variant,
                   double alpha, const SearchSpec& step);
  TrainingSpec full_in_ball(const ProblemSpec& problem, double radius) const;
  void add_methods(Set& set);
  void add_jl(Set& set, double radius);
  void add_sketches(Set& set, double radius);
  std::vector<Variant> tried_variants() const;

  std::vector<int> bits_, plain_bits_, dimensions_;
  std::vector<Set> sets_;
  std::vector<VariantOnSet> variants_;
};

}  // namespace zipml::refetch
