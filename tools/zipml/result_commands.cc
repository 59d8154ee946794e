// table, plot, report and verify: from stored findings, without running
// anything.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/harness/build_info.h"
#include "core/harness/findings/findings_json.h"
#include "core/report/claim_overview.h"
#include "core/report/figures/gnuplot.h"
#include "core/report/figures/layout.h"
#include "core/report/format.h"
#include "core/report/tables/writers.h"
#include "core/report/verdicts.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/run_page.h"
#include "tools/zipml/study_files.h"

namespace zipml {

int table_command(Session& session, const TableRequest& request) {
  const TableWriter& writer = table_writer(request.format);
  const StoredStudy stored = read_study(session, request.study);
  std::vector<std::string> known;
  for (const Table& candidate : stored.findings.tables) {
    known.push_back(candidate.id);
    if (request.table.empty() && !request.macros) {
      session.output() << fmt::format("{:20} {}\n", candidate.id,
                                      candidate.title);
    }
  }
  const auto found = std::find(known.begin(), known.end(), request.table);
  if (found == known.end() && !request.table.empty()) {
    fail({.message = fmt::format("{} has no table \"{}\"", request.study,
                                 request.table),
          .hint = did_you_mean(request.table, known)});
  }
  if (request.macros) {
    MacroChoice choice = request.choice;
    if (!request.table.empty()) choice.only.push_back(request.table);
    session.output() << latex_numbers(request.study, stored.findings, choice);
  } else if (!request.table.empty()) {
    const auto place = static_cast<std::size_t>(found - known.begin());
    session.output() << writer.write(stored.findings.tables[place],
                                     request.study);
  }
  return kExitOk;
}

namespace {

// In inches; 0 of an empty text.
double width_of_paper(const std::string& text) {
  if (text.empty()) return 0;
  struct Unit {
    std::string_view name;
    double inches;
  };
  // TeX's points.
  static constexpr Unit kUnits[] = {
      {"in", 1}, {"mm", 1 / 25.4}, {"cm", 1 / 2.54}, {"pt", 1 / 72.27}};
  for (const Unit& unit : kUnits) {
    if (!text.ends_with(unit.name)) continue;
    const std::string number = text.substr(0, text.size() - 2);
    char* end = nullptr;
    const double width = std::strtod(number.c_str(), &end) * unit.inches;
    if (number.empty() || *end != '\0') break;
    if (width >= kLeastFigureWidth && width <= kMostFigureWidth) return width;
    fail_at("--width", fmt::format("{} found, {} to {} inches expected", text,
                                   kLeastFigureWidth, kMostFigureWidth));
  }
  fail_at(
      "--width",
      fmt::format("\"{}\" found, a number and in, mm, cm or pt expected", text),
      "3.3in is a column of many conferences");
}

// The figure of that name; UserError with a suggestion.
const Figure& figure_of(const StoredStudy& study, const std::string& id) {
  std::vector<std::string> known;
  for (const Figure& figure : study.findings.figures) {
    if (figure.id == id) return figure;
    known.push_back(figure.id);
  }
  fail({.message = fmt::format("{} has no figure \"{}\"; there are: {}",
                               study.name, id, fmt::join(known, ", ")),
        .hint = did_you_mean(id, known)});
}

class Plotting {
 public:
  Plotting(Session& session, const PlotRequest& request)
      : session_(session),
        format_{.width = width_of_paper(request.width), .title = request.title},
        panels_(request.panels) {
    if (!request.width.empty()) {
      folder_ = safe_file_name(request.width);
    } else if (panels_) {
      folder_ = "panels";
    } else if (!format_.title) {
      folder_ = "no-title";
    }
  }

  // STUDY or STUDY/FIGURE.
  void draw(const std::string& name) {
    const std::size_t slash = name.find('/');
    const StoredStudy study = read_study(session_, name.substr(0, slash));
    if (slash != std::string::npos) {
      draw_one(figure_of(study, name.substr(slash + 1)), study.name);
    } else if (folder_.empty()) {
      rewrite_study(session_, study);
    } else {
      for (const Figure& figure : study.findings.figures) {
        draw_one(figure, study.name);
      }
    }
    session_.output() << folder_of_study(study.name).string() << '\n';
  }

 private:
  void draw_one(const Figure& figure, const std::string& study) {
    const std::filesystem::path folder = folder_of_study(study);
    if (!panels_) {
      draw_figure(figure, folder, {}, format_);
      tell_height(figure);
      return;
    }
    for (const Figure& panel : panel_figures(figure)) {
      draw_figure(panel, folder, {}, format_);
    }
  }

  std::filesystem::path folder_of_study(const std::string& study) const {
    const std::filesystem::path folder = session_.plots(study);
    return folder_.empty() ? folder : folder / folder_;
  }

  // A page has no room for many panels, one below the other.
  void tell_height(const Figure& figure) const {
    if (format_.width == 0) return;
    constexpr double kPage = 9;
    const FigureLayout layout = drawn_figure(figure, format_).layout;
    const double inches = layout.height * layout.scale / 96;
    if (inches <= kPage) return;
    session_.remark(fmt::format(
        "{} is {:.1f} inches high, more than a page; --panels draws a panel a "
        "file",
        figure.id, inches));
  }

  Session& session_;
  FigureFormat format_;
  bool panels_;
  std::string folder_;  // within the study's; empty: itself
};

}  // namespace

int plot_command(Session& session, const PlotRequest& request) {
  Plotting plotting(session, request);
  for (const std::string& name :
       request.names.empty() ? session.finished_studies() : request.names) {
    plotting.draw(name);
  }
  return kExitOk;
}

int report_command(Session& session) {
  const std::vector<std::string> studies = session.finished_studies();
  const GnuplotOptions gnuplot = gnuplot_or_none(session);
  for (const std::string& name : studies) {
    rewrite_study(session, read_study(session, name), gnuplot);
  }
  session.output() << write_report(session).string() << '\n';
  return kExitOk;
}

namespace {

// The outcome of that name; UserError with the names that there are.
std::optional<Outcome> wanted_outcome(const std::string& name) {
  if (name.empty()) return std::nullopt;
  std::vector<std::string> known;
  for (const Outcome outcome :
       {Outcome::kReproduced, Outcome::kPartly, Outcome::kNotReproduced,
        Outcome::kInconclusive, Outcome::kNotTestable}) {
    if (outcome_name(outcome) == name) return outcome;
    known.emplace_back(outcome_name(outcome));
  }
  fail_at("--only",
          fmt::format("\"{}\" is no outcome; there are: {}", name,
                      fmt::join(known, ", ")),
          did_you_mean(name, known));
}

// UserError unless each name is a claim's or a finished study's.
void check_names(const std::vector<std::string>& names,
                 const std::vector<StudyVerdicts>& studies) {
  std::vector<std::string> known;
  for (const StudyVerdicts& study : studies) known.push_back(study.study);
  for (const PaperClaim& claim : paper_claims()) known.push_back(claim.number);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    fail({.message = fmt::format(
              "\"{}\" is neither a claim nor a finished study of this run",
              name),
          .hint = did_you_mean(name, known)});
  }
}

// Those verdicts that the request is about; studies without any are left out.
std::vector<StudyVerdicts> selected_verdicts(
    const std::vector<StudyVerdicts>& studies, const VerifyRequest& request) {
  const std::optional<Outcome> outcome = wanted_outcome(request.only);
  const auto is_named = [&](const std::string& name) {
    return std::find(request.names.begin(), request.names.end(), name) !=
           request.names.end();
  };
  std::vector<StudyVerdicts> selected;
  for (const StudyVerdicts& study : studies) {
    StudyVerdicts own{
        .study = study.study, .profile = study.profile, .cells = study.cells};
    for (std::size_t i = 0; i < study.verdicts.size(); ++i) {
      const Verdict& verdict = study.verdicts[i];
      if (!request.names.empty() && !is_named(study.study) &&
          !is_named(verdict.claim)) {
        continue;
      }
      if (outcome && verdict.judgement.outcome != *outcome) continue;
      own.verdicts.push_back(verdict);
      if (!study.recipes.empty()) own.recipes.push_back(study.recipes[i]);
    }
    if (!own.verdicts.empty()) selected.push_back(std::move(own));
  }
  return selected;
}

// "zipml 1.0.0 of commit 0123456789ab", with ", dirty" or ", unknown" where
// that is not all of its sources.
std::string build_text(const StudyBuild& build) {
  return fmt::format("zipml {} of commit {}{}", build.version,
                     short_commit(build.git_commit),
                     build.git_state == "clean" ? "" : ", " + build.git_state);
}

// The line under the table of verify --markdown: which programs computed the
// studies, in which profile.
std::string origin_of_run(const Session& session) {
  std::map<std::pair<std::string, std::set<StudyBuild>>,
           std::vector<std::string>>
      studies;
  for (const std::string& name : session.finished_studies()) {
    const StoredStudy study = read_origin(session, name);
    studies[{study.profile, study.provenance.builds()}].push_back(name);
  }
  std::vector<std::pair<std::size_t, std::string>> parts;  // many first
  for (const auto& [origin, names] : studies) {
    std::vector<std::string> programs;
    for (const StudyBuild& build : origin.second) {
      programs.push_back(build_text(build));
    }
    const std::string whose = names.size() == 1
                                  ? '`' + names[0] + '`'
                                  : fmt::format("{} studies", names.size());
    parts.emplace_back(
        names.size(), fmt::format("{} in the profile {}, computed by {}", whose,
                                  origin.first, fmt::join(programs, " and ")));
  }
  std::stable_sort(
      parts.begin(), parts.end(),
      [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string line;
  for (const auto& [count, text] : parts) {
    line += (line.empty() ? "" : "; ") + text;
  }
  return line + ".\n";
}

}  // namespace

int verify_command(Session& session, const VerifyRequest& request) {
  const bool is_summary = request.names.empty() && request.only.empty();
  const std::vector<StudyVerdicts> all =
      verdicts_of_run(session, is_summary && !request.json ? Recipes::kLeftOut
                                                           : Recipes::kAdded);
  check_names(request.names, all);
  const std::vector<StudyVerdicts> selected = selected_verdicts(all, request);
  if (request.json) {
    session.output() << verdicts_to_json(selected);
  } else if (request.markdown) {
    session.output() << claims_overview_markdown(all, claim_titles()) << '\n'
                     << origin_of_run(session);
  } else if (is_summary) {
    session.output() << claims_overview_text(all, claim_titles(),
                                             request.width);
    for (const StudyVerdicts& study : all) {
      if (study.cells.complete()) continue;
      session.output() << fmt::format("INCOMPLETE: {}: {}\n", study.study,
                                      study.cells.what_is_missing());
    }
    session.output() << "`zipml verify C1` or a study's name tells the "
                        "verdicts, with the command for each\n";
  } else {
    session.output() << verdicts_to_text(
        selected, request.width,
        request.color ? TerminalColor::kOn : TerminalColor::kOff);
  }
  const bool any_refuted = std::any_of(
      selected.begin(), selected.end(), [](const StudyVerdicts& study) {
        return !none_is_refuted(study.verdicts);
      });
  const std::vector<StudyVerdicts>& told = is_summary ? all : selected;
  const bool complete = std::all_of(
      told.begin(), told.end(),
      [](const StudyVerdicts& study) { return study.cells.complete(); });
  return (request.strict && any_refuted) || !complete ? kExitFailure : kExitOk;
}

}  // namespace zipml
