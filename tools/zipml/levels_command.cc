// levels: optimal quantization levels of the numbers in a file.
#include <fmt/format.h>

#include <istream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/data/readers/csv.h"
#include "core/data/readers/libsvm.h"
#include "core/data/readers/number.h"
#include "core/data/readers/text_source.h"
#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "tools/zipml/commands.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBlanks = " \t\r";

// One number a line; what follows a # and empty lines are skipped.
void add_line(std::string_view line, const std::string& file, int number,
              std::vector<double>& points) {
  line = line.substr(0, line.find('#'));
  const std::size_t first = line.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return;
  const std::string_view token =
      line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
  const auto parsed = parse_number<double>(token);
  if (parsed.problem != NumberProblem::kNone) {
    const bool no_number = parsed.problem == NumberProblem::kNotANumber;
    fail({.file = file,
          .position = {number},
          .message = describe(parsed.problem, "value", token, 64),
          .hint = no_number
                      ? "one number a line; for CSV or LIBSVM name a --column"
                      : ""});
  }
  points.push_back(parsed.value);
}

std::vector<double> read_lines(const std::string& file, std::istream& input) {
  std::vector<double> points;
  if (file == "-") {
    std::string line;
    for (int number = 1; std::getline(input, line); ++number) {
      add_line(line, file, number, points);
    }
    if (points.empty()) fail_in(file, "no numbers on the standard input");
    return points;
  }
  LineSource source{fs::path(file)};
  std::string_view line;
  while (source.next(line)) {
    add_line(line, file, source.line_number(), points);
  }
  if (points.empty()) source.fail_without_rows("a number a line");
  return points;
}

// A column of a CSV (its name or 0-based number) or of a LIBSVM file (the
// feature's index from 1; 0: the label).
std::vector<double> read_column(const std::string& file,
                                const std::string& column) {
  if (file == "-") {
    fail({.message = "--column needs a file, found the standard input"});
  }
  return has_csv_name(file) ? read_csv_column(file, column)
                            : read_libsvm_column(file, column);
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

int levels_command(Session& session, const LevelsRequest& request,
                   std::istream& input) {
  const optimal::Method& solver = optimal::find_method(request.method);
  const std::string method(solver.name);
  const std::vector<double> points =
      request.column.empty() ? read_lines(request.file, input)
                             : read_column(request.file, request.column);
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
