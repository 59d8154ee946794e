// compare: two runs, or two studies, from their stored findings.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/report/compare/view.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/repetition_findings.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

using ComparisonWriter = std::string (*)(const RunComparison&,
                                         const ComparisonView&);

ComparisonWriter comparison_writer(const std::string& format) {
  const std::vector<std::pair<std::string, ComparisonWriter>> known = {
      {"text", comparison_to_text},
      {"markdown", comparison_to_markdown},
      {"json", comparison_to_json}};
  std::vector<std::string> names;
  for (const auto& [name, writer] : known) {
    if (name == format) return writer;
    names.push_back(name);
  }
  fail({.pointer = "--format",
        .message = fmt::format("unknown format \"{}\"; known: {}", format,
                               fmt::join(names, ", ")),
        .hint = did_you_mean(format, names)});
}

// RUN, or RUN/STUDY.
struct Compared {
  std::string typed = {};
  std::string study = {};  // empty: all of the run
  std::unique_ptr<const Session> session = {};
};

std::vector<std::string> finished_runs(const Session& session) {
  std::set<std::string> runs;
  std::error_code error;
  for (const auto& run :
       fs::directory_iterator(session.options().out / "results", error)) {
    for (const auto& study : fs::directory_iterator(run.path(), error)) {
      if (fs::exists(study.path() / "findings.json", error)) {
        runs.insert(run.path().filename().string());
      }
    }
  }
  return {runs.begin(), runs.end()};
}

[[noreturn]] void fail_unknown(const std::string& what,
                               const std::string& where,
                               const std::string& name,
                               const std::vector<std::string>& known) {
  fail({.file = where,
        .message = fmt::format(
            "no finished {} \"{}\"; there is {}", what, name,
            known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))),
        .hint = did_you_mean(name, known)});
}

// UserError for a run or study that is not there, with those that are.
Compared compared(const Session& session, const std::string& typed) {
  const std::size_t slash = typed.find('/');
  const std::string run = typed.substr(0, slash);
  const std::string study =
      slash == std::string::npos ? "" : typed.substr(slash + 1);
  const std::vector<std::string> runs = finished_runs(session);
  if (std::find(runs.begin(), runs.end(), run) == runs.end()) {
    fail_unknown("run", (session.options().out / "results").string(), run,
                 runs);
  }
  CommonOptions options = session.options();
  options.run = run;
  // A run called "standard" is of that profile; others may be of any.
  if (run == "quick" || run == "standard" || run == "paper") {
    options.profile = run;
  }
  auto of_run = std::make_unique<const Session>(options, session.output(),
                                                session.remarks());
  if (!study.empty()) {
    const std::vector<std::string> studies = of_run->finished_studies();
    if (std::find(studies.begin(), studies.end(), study) == studies.end()) {
      fail_unknown("study", of_run->results().string(), study, studies);
    }
  }
  return {typed, study, std::move(of_run)};
}

ComparedSide side_of(const Session& session, const std::string& study) {
  return {.name = study,
          .question = read_question(session, study),
          .findings = read_study(session, study).findings};
}

// With the repetitions of both, where they hold some in common and numbers
// differ. Why not, if so.
std::string add_repetitions(const Session& first, const Session& second,
                            StudyPair& pair) {
  if (!share_repetitions(pair.first.question, pair.second.question) ||
      compare_runs(std::span(&pair, 1)).tested == 0) {
    return "";
  }
  StudyRepetitions before = findings_by_repetition(first, pair.first.question);
  if (before.findings.empty()) return before.missing;
  StudyRepetitions after = findings_by_repetition(second, pair.second.question);
  if (after.findings.empty()) return after.missing;
  pair.first.repetitions = std::move(before.findings);
  pair.second.repetitions = std::move(after.findings);
  return "";
}

RunComparison compare(const Compared& first, const Compared& second,
                      double level) {
  RunComparison names;
  std::vector<StudyPair> pairs;
  std::map<std::string, std::vector<std::string>> unpaired;  // by the reason
  const auto add = [&](const std::string& a, const std::string& b) {
    pairs.push_back({side_of(*first.session, a), side_of(*second.session, b)});
    const std::string missing =
        add_repetitions(*first.session, *second.session, pairs.back());
    if (!missing.empty()) unpaired[missing].push_back(a);
  };
  if (first.study.empty() != second.study.empty()) {
    const Compared& whole = first.study.empty() ? first : second;
    const std::string& name = first.study.empty() ? second.study : first.study;
    fail({.message = fmt::format("a run and a study cannot be compared"),
          .hint = fmt::format("{}/{} is a study", whole.typed, name)});
  }
  if (!first.study.empty()) {
    add(first.study, second.study);
  } else {
    std::vector<std::string> others = second.session->finished_studies();
    for (const std::string& name : first.session->finished_studies()) {
      const auto found = std::find(others.begin(), others.end(), name);
      if (found == others.end()) {
        names.only_in_first.push_back(name);
      } else {
        others.erase(found);
        add(name, name);
      }
    }
    names.only_in_second = std::move(others);
  }
  for (const auto& [reason, studies] : unpaired) {
    first.session->remarks()
        << fmt::format("by intervals and not by repetition: {} ({})\n",
                       fmt::join(studies, ", "), reason);
  }
  RunComparison comparison = compare_runs(pairs, level);
  comparison.only_in_first = std::move(names.only_in_first);
  comparison.only_in_second = std::move(names.only_in_second);
  return comparison;
}

int status_of(const RunComparison& comparison) {
  const ChangeCounts counts = comparison.counts();
  const auto count = [&](Change change) {
    return counts.at(static_cast<std::size_t>(change));
  };
  if (count(Change::kVerdictChanged) > 0) return kExitVerdictChanged;
  const bool differs = comparison.is_missing_some() ||
                       count(Change::kMoved) + count(Change::kChanged) > 0;
  return differs ? kExitFailure : kExitOk;
}

}  // namespace

int compare_command(Session& session, const CompareRequest& request) {
  const ComparisonWriter write = comparison_writer(request.format);
  ComparisonView view{
      .first = request.first, .second = request.second, .all = request.all};
  for (const std::string& name : request.only) {
    view.only.push_back(change_from_name(name));
  }
  const Compared first = compared(session, request.first);
  const Compared second = compared(session, request.second);
  const RunComparison comparison = compare(first, second, request.level);
  session.output() << write(comparison, view);
  return status_of(comparison);
}

std::string compare_help() {
  std::string classes;
  for (std::size_t i = 0; i < kChangeCount; ++i) {
    std::string name(change_name(static_cast<Change>(i)));
    std::replace(name.begin(), name.end(), ' ', '-');
    classes += (i == 0 ? "" : ", ") + name;
  }
  return "Classes: " + classes +
         ".\nmoved: two estimates differ by more than their noise; changed: a "
         "number or text without\nan interval differs though both were asked "
         "the same; no-interval: it differs, and so does\nwhat was asked; "
         "not-comparable: no partner, which other seeds may do.\n"
         "Exit status: 0, the same or within noise (or it cannot be judged); "
         "1, something moved,\nchanged or is in one only; 2, a mistake in the "
         "command; 3, a verdict changed.\n"
         "  zipml compare quick standard\n"
         "  zipml compare main/naive_bias mine/naive_bias --only moved --all\n"
         "  zipml compare main mine --format markdown > comment.md";
}

}  // namespace zipml
