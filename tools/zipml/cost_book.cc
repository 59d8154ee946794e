#include "tools/zipml/cost_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/run/progress.h"
#include "core/json/text.h"

namespace zipml {

void ExpectedCost::add(const ExpectedCost& other) {
  seconds += other.seconds;
  longest = std::max(longest, other.longest);
  peak_memory = std::max(peak_memory, other.peak_memory);
  cells += other.cells;
  unknown += other.unknown;
}

double ExpectedCost::elapsed(int jobs) const {
  return std::max(longest, seconds / std::max(1, jobs));
}

CostBook::CostBook(const Session& session)
    : file_(session.options().cache /
            fmt::format("costs-{}.json", profile_name(session.profile()))) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file_, ignored)) return;
  try {
    kept_.add_json(parse_stored_json(read_file(file_)));
  } catch (const std::exception&) {
    kept_ = {};  // it is learnt anew
  }
}

void CostBook::learn(const Plan& plan) {
  for (const PlannedCell& cell : plan.cells) {
    if (cell.stored.file != CellSummary::File::kGood) continue;
    own_.add(*cell.node.cell, {cell.stored.seconds, cell.stored.peak_memory});
  }
}

std::optional<CellCost> CostBook::of(const Cell& cell) const {
  const std::optional<CellCost> own = own_.of(cell);
  return own ? own : kept_.of(cell);
}

ExpectedCost CostBook::of(const Plan& plan) const {
  ExpectedCost expected;
  for (const PlannedCell& cell : plan.cells) {
    if (cell.action != Action::kRun) continue;
    const std::optional<CellCost> cost = of(*cell.node.cell);
    expected.add(cost ? ExpectedCost{cost->seconds, cost->seconds,
                                     cost->peak_memory, 1, 0}
                      : ExpectedCost{.cells = 1, .unknown = 1});
  }
  return expected;
}

void CostBook::keep() const {
  auto json = kept_.to_json();
  json.update(own_.to_json());
  try {
    write_file_atomically(file_, indented_json(json, 100));
  } catch (const UserError&) {
    // The next run has less to go by.
  }
}

std::string expected_text(const ExpectedCost& cost, int jobs) {
  if (cost.unknown == cost.cells) return "nothing is known of their time yet";
  std::string text =
      fmt::format("about {} with {} job{}", duration_text(cost.elapsed(jobs)),
                  jobs, jobs == 1 ? "" : "s");
  constexpr double kMebibyte = 1 << 20;
  if (cost.peak_memory > 0) {
    text += fmt::format(", up to {:.0f} MiB",
                        static_cast<double>(cost.peak_memory) / kMebibyte);
  }
  if (cost.unknown > 0) {
    text +=
        fmt::format(", besides {} of which nothing is known yet", cost.unknown);
  }
  return text;
}

}  // namespace zipml
