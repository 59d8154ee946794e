// levels: optimal quantization levels of the numbers in a file.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/harness/run/progress.h"
#include "core/json/text.h"
#include "core/optimal/registry.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/levels_input.h"
#include "tools/zipml/levels_output.h"
#include "tools/zipml/levels_summary.h"
#include "tools/zipml/terminal_line.h"

namespace zipml {
namespace {

const optimal::Method& method_of(const LevelsRequest& request) {
  try {
    return optimal::find_method(request.method);
  } catch (const UserError& error) {
    Diagnostic mistake = error.diagnostics().front();
    mistake.pointer = "--method";
    mistake.hint += "; `zipml levels --help` says what each does";
    throw UserError(std::move(mistake));
  }
}

class LevelsCommand {
 public:
  LevelsCommand(Session& session, const LevelsRequest& request,
                const World& world)
      : session_(session),
        request_(request),
        each_(each_set(request)),
        head_{.file = request.file,
              .levels = request.levels,
              .method = method_of(request)},
        line_(session.remarks(), static_cast<std::size_t>(request.width),
              request.terminal, world.seconds) {}

  void run() {
    read_number_sets(
        request_, {.remark = [this](const std::string& text) { remark(text); },
                   .begin =
                       [this](std::size_t i, std::size_t count) {
                         doing_ =
                             fmt::format("{} {} of {}", kind(), i + 1, count);
                         line_.show(doing_);
                       },
                   .take = [this](NumberSet set) { take(std::move(set)); }});
    line_.clear();
    if (each_ == EachSet::kNone) return;
    if (request_.json) {
      session_.output() << indented_json(
          levels_table_json(head_, kind(), rows_));
    } else {
      session_.output() << levels_table_text(head_, kind(), rows_);
    }
  }

 private:
  std::string kind() const {
    if (each_ != EachSet::kNone) return request_.each;
    const bool is_column = request_.tensor.empty() || !request_.column.empty();
    return is_column ? "column" : "tensor";
  }

  void remark(const std::string& text) {
    line_.clear();
    // In one piece: who reads a pipe gets a line.
    session_.remarks() << printable(text) + '\n';
  }

  void take(NumberSet set) {
    LevelsRow row{.name = std::move(set.name),
                  .problem = std::move(set.problem)};
    row.levels.points = set.numbers.size();
    if (row.problem.empty()) row.levels = summarize(std::move(set.numbers));
    if (each_ == EachSet::kNone) {
      print(row);
      return;
    }
    if (row.levels.distinct == 1) row.problem = "one distinct value";
    rows_.push_back(std::move(row));
  }

  LevelsSummary summarize(std::vector<double> numbers) {
    const SummaryOptions options{
        .levels = request_.levels,
        .begin = [this](double seconds,
                        std::size_t distinct) { warn(seconds, distinct); },
        .progress =
            [this](double share) {
              line_.show(fmt::format("{}{}{} {:.0f} %", doing_,
                                     doing_.empty() ? "" : ": ",
                                     head_.method.name, 100 * share));
            }};
    return summarize_levels(std::move(numbers), head_.method, options);
  }

  // Once: the first of several that is slow.
  void warn(double seconds, std::size_t distinct) {
    constexpr double kSlow = 5;
    if (warned_ || seconds < kSlow) return;
    warned_ = true;
    remark(fmt::format(
        "{} takes about {} for {} different numbers and {} levels; exact "
        "is quicker, and no method has a smaller variance",
        head_.method.name, duration_text(seconds), distinct, request_.levels));
  }

  void print(const LevelsRow& row) {
    line_.clear();
    if (request_.json) {
      session_.output() << indented_json(
          levels_json(head_, kind(), row.name, row.levels));
    } else {
      session_.output() << levels_text(head_, row.levels);
    }
  }

  Session& session_;
  const LevelsRequest& request_;
  EachSet each_;
  LevelsHead head_;
  TerminalLine line_;
  std::string doing_;
  std::vector<LevelsRow> rows_;
  bool warned_ = false;
};

}  // namespace

std::string levels_help() {
  std::string text = "Methods:\n";
  for (const optimal::Method& method : optimal::methods()) {
    const char* promise = "";
    if (method.guarantee == optimal::Guarantee::kExact) promise = "exact";
    if (method.guarantee == optimal::Guarantee::kCertified) promise = "gap";
    text +=
        fmt::format("  {:27} {:5}  {}\n", method.name, promise, method.help);
  }
  text +=
      "exact: no levels have a smaller variance; gap: none by more than the "
      "gap "
      "that it gives.\n\n"
      "The variance is the mean rounding variance, in squared units of the "
      "numbers; in\nJSON one that no double holds is the text \"Infinity\".\n\n"
      "Examples:\n"
      "  zipml levels weights.npy --bits 4\n"
      "  cut -f 2 log.tsv | zipml levels - --levels 10 --json\n"
      "  zipml levels --each tensor model.safetensors";
  return text;
}

int levels_command(Session& session, const LevelsRequest& request,
                   const World& world) {
  LevelsCommand(session, request, world).run();
  return kExitOk;
}

}  // namespace zipml
