// levels: optimal quantization levels of the numbers in a file.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/data/tables/read_table.h"
#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "tools/zipml/commands.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

// The numbers of the file: of the column that was asked for, or of the only
// one.
std::vector<double> read_points(const LevelsRequest& request) {
  ByteSource source(request.file, Checksum::kYes);
  FileOptions options;
  if (!request.column.empty()) options.columns = {request.column};
  const NumberTable table = read_table(source, options, LabelUse::kColumn);
  return {table.values.data(), table.values.data() + table.values.size()};
}

// What is known of how good the levels are.
std::string certificate(const optimal::Method& method,
                        const optimal::OptimalLevels& own, std::size_t levels) {
  if (own.variance == 0) return "every point has a level of its own";
  switch (method.guarantee) {
    case optimal::Guarantee::kExact:
      return fmt::format("no {} levels have a smaller variance", levels);
    case optimal::Guarantee::kCertified:
      return fmt::format(
          "certified gap {:.3g}: no {} levels have a variance below {:.6g}",
          own.gap, levels, own.variance - own.gap);
    case optimal::Guarantee::kNone:
      return fmt::format(
          "not the least variance of {} levels: `exact` gives it", levels);
  }
  return "";
}

// A method that uses more levels than were asked for does not fit the bits.
void check_count(const optimal::Method& method,
                 const optimal::OptimalLevels& own, std::size_t levels) {
  if (own.levels.size() <= levels) return;
  fail_at("--method",
          fmt::format("{} gives {} levels where {} were asked for", method.name,
                      own.levels.size(), levels),
          "greedy_then_dynamic_program takes as many of them as fit");
}

}  // namespace

int levels_command(Session& session, const LevelsRequest& request) {
  const optimal::Method& solver = optimal::find_method(request.method);
  const std::string method(solver.name);
  const std::vector<double> points = read_points(request);
  const optimal::LevelsOptions options{.levels = request.levels};
  const auto own = optimal::solve(method, points, options);
  check_count(solver, own, request.levels);
  const auto uniform = optimal::solve("uniform", points, options);
  const double bound = own.variance - own.gap;
  std::ostream& output = session.output();
  if (request.json) {
    output << nlohmann::ordered_json{{"points", points.size()},
                                     {"method", method},
                                     {"levels", own.levels},
                                     {"variance", own.variance},
                                     {"uniform_variance", uniform.variance},
                                     {"gap", own.gap},
                                     {"least_possible_variance", bound}}
                  .dump(2)
           << '\n';
    return kExitOk;
  }
  output << fmt::format("# {} points, {} levels by {}\n", points.size(),
                        own.levels.size(), method);
  output << fmt::format(
      "# variance {:.6g} (mean rounding variance, squared "
      "units of the points)\n",
      own.variance);
  output << fmt::format("# uniform levels: variance {:.6g}", uniform.variance);
  if (own.variance > 0) {
    output << fmt::format(", {:.4g} times that",
                          uniform.variance / own.variance);
  }
  output << fmt::format("\n# {}\n", certificate(solver, own, request.levels));
  for (const double level : own.levels) output << fmt::format("{}\n", level);
  return kExitOk;
}

}  // namespace zipml
