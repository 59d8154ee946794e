// The cells of study.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::study {

// What a training run quantizes, and how.
struct Variant {
  std::string mode = "none";      // precision_mode.h
  std::string method = "32-bit";  // by which samples come
  std::string placement = {};     // of their levels; empty: none
  int bits = 32;                  // of all that is quantized
  int levels = 0;                 // of a sample's value; 0: in full precision

  bool is_full() const { return mode == "none"; }
};

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  struct Run {
    Variant variant = {};
    CellGroup cells = {};
  };
  // A loss on a data set.
  struct Set {
    ProblemSpec problem = {};
    std::string loss = {};
    Run full = {};  // training at 32 bits
    std::vector<Run> low = {};
    // Of a loss without closed form (linear/optimum.h); null where there is no
    // ridge term that makes it one of its own.
    std::shared_ptr<const Cell> optimum = {};

    // "cadata", or "mushroom, logistic" where there are several losses.
    std::string title = {};
  };
  const std::vector<Set>& sets() const { return sets_; }
  const std::vector<NamedSearch>& searches() const { return searches_; }
  // Whether the parameter `levels` says how finely samples are quantized, and
  // not `bits`.
  bool by_levels() const { return !widths_.empty() && widths_[0].levels > 0; }
  // The most epochs of a run in the table of curves.
  int curve_epochs() const { return integer("curves.epochs"); }

  Findings analyse(const Results& results) const override;

 private:
  // How finely: so many bits, or so many levels and the bits that hold them.
  struct Width {
    int bits = 0;
    int levels = 0;
  };

  void check_losses(const std::vector<std::string>& losses) const;
  void check_methods(const std::vector<std::string>& methods) const;
  void check_scaling() const;
  Set new_set(const ProblemSpec& problem, const std::string& loss);
  void add_low(Set& set, const TrainingSpec& full, const std::string& mode,
               const std::string& method, const std::string& placement);
  TrainingSpec spec_of(const TrainingSpec& full, const Variant& variant,
                       const Width& width) const;
  void add_search(const TrainingSpec& spec, const std::string& title);
  std::shared_ptr<const Cell> add_optimum(const Set& set);

  std::vector<std::string> methods_, modes_, placements_;
  std::vector<Width> widths_;
  std::vector<Set> sets_;
  std::vector<NamedSearch> searches_;
  std::vector<std::string> left_out_;  // combinations, a sentence each
};

// "double sampling", "double sampling, end to end, exact levels": all but the
// width, for people.
std::string variant_label(const Variant& variant);
// "4 bits", or "5 levels".
std::string width_label(const Variant& variant, bool by_levels);

}  // namespace zipml::study
