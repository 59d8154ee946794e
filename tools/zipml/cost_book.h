// What cells cost on this machine, over all its runs.
#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "core/harness/run/cell_costs.h"
#include "core/harness/run/plan.h"
#include "tools/zipml/session.h"

namespace zipml {

// What is expected of cells that are to be run.
struct ExpectedCost {
  double seconds = 0;            // of one cell after the other
  double longest = 0;            // cell, seconds
  std::int64_t peak_memory = 0;  // bytes
  std::size_t cells = 0;
  std::size_t unknown = 0;  // cells of which nothing is known; not in the sums

  void add(const ExpectedCost& other);
  // With so many cells at a time.
  double elapsed(int jobs) const;
};

// Learns from the cells that a run has, and keeps that for other runs of the
// profile, in CACHE/costs-PROFILE.json: a file that may be lost.
class CostBook {
 public:
  explicit CostBook(const Session& session);

  // From the cells of the plan that are there.
  void learn(const Plan& plan);
  std::optional<CellCost> of(const Cell& cell) const;
  // Of the cells that the plan runs.
  ExpectedCost of(const Plan& plan) const;
  // Nothing is said when it cannot be kept.
  void keep() const;

 private:
  std::filesystem::path file_;
  CellCosts kept_, own_;
};

// "about 0:12 with 2 jobs, up to 120 MiB", and what is not known.
std::string expected_text(const ExpectedCost& cost, int jobs);

}  // namespace zipml
