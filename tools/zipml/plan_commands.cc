// plan and status: what there is and what a run would do; nothing is run.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "core/harness/run/cell_words.h"
#include "core/harness/run/progress.h"
#include "core/harness/value_json.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/cost_book.h"
#include "tools/zipml/json_output.h"
#include "tools/zipml/planned_study.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

// A study with its plan, unless something stands in the way of one.
struct StudyPlan {
  PlannedStudy planned;
  Plan plan = {};
  ExpectedCost expected = {};
};

// Learns from the cells that are there, too.
std::vector<StudyPlan> plans_of(const Session& session,
                                std::vector<PlannedStudy> studies,
                                Selection selection, CostBook& costs) {
  std::vector<StudyPlan> plans;
  for (PlannedStudy& planned : studies) {
    StudyPlan own{.planned = std::move(planned)};
    if (is_complete(own.planned)) {
      const CellStore store(session.cells(own.planned.study->experiment));
      own.plan = make_plan(own.planned.cells, store, selection);
      store.keep_index();
      costs.learn(own.plan);
    }
    plans.push_back(std::move(own));
  }
  for (StudyPlan& own : plans) own.expected = costs.of(own.plan);
  return plans;
}

// What has changed in cells that would run; studies of one experiment share
// their store.
void name_all_changes(const Session& session, std::vector<StudyPlan>& studies) {
  std::map<std::string, std::vector<StudyPlan*>> by_experiment;
  for (StudyPlan& own : studies) {
    by_experiment[own.planned.study->experiment].push_back(&own);
  }
  for (const auto& [experiment, group] : by_experiment) {
    std::vector<Plan> plans;
    for (StudyPlan* own : group) plans.push_back(std::move(own->plan));
    name_changes(plans, CellStore(session.cells(experiment)));
    for (std::size_t i = 0; i < group.size(); ++i) {
      group[i]->plan = std::move(plans[i]);
    }
  }
}

std::vector<CellNode> nodes_of(const Plan& plan) {
  std::vector<CellNode> nodes;
  for (const PlannedCell& cell : plan.cells) nodes.push_back(cell.node);
  return nodes;
}

// What is wrong with a study, or what it lacks.
std::vector<std::string> obstacles_of(const PlannedStudy& planned) {
  std::vector<std::string> texts;
  for (const auto* list : {&planned.mistakes, &planned.missing}) {
    for (const Diagnostic& diagnostic : *list) {
      texts.push_back(diagnostic.text());
    }
  }
  return texts;
}

void tell_obstacles(const Session& session, const PlannedStudy& planned) {
  for (const std::string& text : obstacles_of(planned)) {
    session.output() << planned.study->name << ": "
                     << (planned.mistakes.empty() ? "" : "cannot run: ") << text
                     << '\n';
  }
}

// Cells of one plan that differ in their repetition alone, in the plan's order.
struct CellLine {
  Action action = Action::kRun;
  std::string words;
  std::string reason;
  std::size_t cells = 0;
};

std::vector<CellLine> lines_of(const Plan& plan) {
  const CellWords words(nodes_of(plan));
  std::vector<CellLine> lines;
  std::map<std::tuple<Action, std::string, std::string>, std::size_t> places;
  for (const PlannedCell& cell : plan.cells) {
    std::string own = words.of(*cell.node.cell);
    const auto [place, is_new] =
        places.try_emplace({cell.action, own, cell.reason}, lines.size());
    if (is_new) lines.push_back({cell.action, std::move(own), cell.reason, 0});
    ++lines[place->second].cells;
  }
  return lines;
}

// The head of a study and its totals.
std::string head_of(const StudyPlan& own, int jobs) {
  const Study& study = *own.planned.study;
  const std::size_t to_run = own.plan.count(Action::kRun);
  std::string text =
      fmt::format("{}: {} cells of {} grid point{}, {} to run", study.name,
                  own.plan.cells.size(), study.points.size(),
                  study.points.size() == 1 ? "" : "s", to_run);
  if (to_run > 0) text += ": " + expected_text(own.expected, jobs);
  return text;
}

void tell_cells(const Session& session, const Plan& plan) {
  // Kept cells are one line a reason: what is done needs no names.
  std::map<std::string, std::size_t> kept;
  for (const CellLine& line : lines_of(plan)) {
    if (line.action == Action::kSkip) {
      kept[line.reason] += line.cells;
      continue;
    }
    session.output() << fmt::format("  run {:>4}  {}: {}\n", line.cells,
                                    line.words, line.reason);
  }
  for (const auto& [reason, cells] : kept) {
    session.output() << fmt::format("  keep {:>3}  {}\n", cells, reason);
  }
}

Json cell_json(const PlannedCell& cell, const CellWords& words,
               const CostBook& costs) {
  const Cell& own = *cell.node.cell;
  Json json = {{"id", cell.node.id},
               {"words", words.with_repetition(own)},
               {"task", own.task},
               {"parameters", to_json(own.parameters)},
               {"seed", own.seed},
               {"repetition", own.repetition},
               {"runs_alone", own.exclusive},
               {"action", cell.action == Action::kRun ? "run" : "keep"},
               {"reason", cell.reason},
               {"expected_seconds", nullptr},
               {"expected_memory", nullptr}};
  if (cell.action != Action::kRun) return json;
  if (const std::optional<CellCost> cost = costs.of(own)) {
    json["expected_seconds"] = cost->seconds;
    json["expected_memory"] = cost->peak_memory;
  }
  return json;
}

Json expected_json(const ExpectedCost& cost, int jobs) {
  return {{"to_run", cost.cells},
          {"of_unknown_cost", cost.unknown},
          {"cell_seconds", cost.seconds},
          {"seconds", cost.elapsed(jobs)},
          {"jobs", jobs},
          {"memory", cost.peak_memory}};
}

// Of all studies: each cell once, whoever wants it.
struct Totals {
  std::size_t cells = 0;
  std::size_t shared = 0;  // wanted by more than one study
  ExpectedCost expected = {};
};

Totals totals_of(const std::vector<StudyPlan>& plans, const CostBook& costs) {
  Totals totals;
  std::map<std::string, int> wanted;
  Plan all;
  for (const StudyPlan& own : plans) {
    for (const PlannedCell& cell : own.plan.cells) {
      const int uses = ++wanted[cell.node.id];
      if (uses == 1) all.cells.push_back(cell);
      if (uses == 2) ++totals.shared;
    }
  }
  totals.cells = wanted.size();
  totals.expected = costs.of(all);
  return totals;
}

void print_plan_json(const Session& session,
                     const std::vector<StudyPlan>& plans, const CostBook& costs,
                     int jobs) {
  Json studies = Json::array();
  for (const StudyPlan& own : plans) {
    const CellWords words(nodes_of(own.plan));
    Json cells = Json::array();
    for (const PlannedCell& cell : own.plan.cells) {
      cells.push_back(cell_json(cell, words, costs));
    }
    studies.push_back({{"name", own.planned.study->name},
                       {"experiment", own.planned.study->experiment},
                       {"grid_points", own.planned.study->points.size()},
                       {"obstacles", obstacles_of(own.planned)},
                       {"expected", expected_json(own.expected, jobs)},
                       {"cells", std::move(cells)}});
  }
  const Totals totals = totals_of(plans, costs);
  print_json(session, "plan",
             {{"run", session.run_name()},
              {"profile", profile_name(session.profile())},
              {"studies", std::move(studies)},
              {"total",
               {{"cells", totals.cells},
                {"shared", totals.shared},
                {"expected", expected_json(totals.expected, jobs)}}}});
}

}  // namespace

int plan_command(Session& session, const RunRequest& request) {
  const std::vector<Study> studies = studies_of(session, request.selected);
  CostBook costs(session);
  std::vector<StudyPlan> plans = plans_of(
      session, plan_studies(session, studies), selection_of(request), costs);
  name_all_changes(session, plans);
  if (request.json) {
    print_plan_json(session, plans, costs, request.jobs);
    return kExitOk;
  }
  // Of every study the cells would be thousands of lines.
  const bool tells_cells = !request.selected.names.empty();
  for (const StudyPlan& own : plans) {
    if (!is_complete(own.planned)) {
      tell_obstacles(session, own.planned);
      continue;
    }
    session.output() << head_of(own, request.jobs) << '\n';
    if (tells_cells) tell_cells(session, own.plan);
  }
  if (plans.size() > 1) {
    const Totals totals = totals_of(plans, costs);
    session.output() << fmt::format("all: {} cells, {} to run", totals.cells,
                                    totals.expected.cells);
    if (totals.shared > 0) {
      session.output() << fmt::format(", {} for more than one study",
                                      totals.shared);
    }
    if (totals.expected.cells > 0) {
      session.output() << ": " << expected_text(totals.expected, request.jobs);
    }
    session.output() << '\n';
  }
  if (!tells_cells) {
    session.output() << "`zipml plan NAME` tells the cells of a study\n";
  }
  return kExitOk;
}

namespace {

// How many cells are in which state.
std::map<std::string, std::size_t> states_of(const Plan& plan) {
  std::map<std::string, std::size_t> counts;
  for (const PlannedCell& cell : plan.cells) {
    if (cell.action == Action::kSkip) {
      ++counts[std::string(status_name(cell.status))];
      continue;
    }
    const bool has_failed = cell.stored.status == Status::kFailed ||
                            cell.stored.status == Status::kTimeout;
    const bool is_damaged = cell.stored.file == CellSummary::File::kDamaged;
    ++counts[has_failed   ? std::string(status_name(cell.stored.status))
             : is_damaged ? "damaged"
                          : "to run"];
  }
  return counts;
}

}  // namespace

int status_command(Session& session, const RunRequest& request) {
  std::vector<PlannedStudy> studies;
  const std::vector<Study> all = studies_of(session, request.selected);
  for (const Study& study : all) studies.push_back(plan_study(session, study));
  CostBook costs(session);
  const std::vector<StudyPlan> plans =
      plans_of(session, std::move(studies), Selection::kUnfinished, costs);
  bool all_done = true;
  bool any_mistaken = false;
  Json list = Json::array();
  for (const StudyPlan& own : plans) {
    const PlannedStudy& planned = own.planned;
    any_mistaken = any_mistaken || !planned.mistakes.empty();
    const bool is_done =
        is_complete(planned) && own.plan.count(Action::kRun) == 0;
    all_done = all_done && is_done;
    const auto states = states_of(own.plan);
    list.push_back({{"name", planned.study->name},
                    {"done", is_done},
                    {"obstacles", obstacles_of(planned)},
                    {"cells", own.plan.cells.size()},
                    {"states", states},
                    {"expected", expected_json(own.expected, request.jobs)}});
    if (request.json) continue;
    if (!is_complete(planned)) {
      tell_obstacles(session, planned);
      continue;
    }
    session.output() << fmt::format("{}: {} cells", planned.study->name,
                                    own.plan.cells.size());
    for (const auto& [state, count] : states) {
      session.output() << fmt::format(", {} {}", count, state);
    }
    if (own.expected.cells > 0) {
      session.output() << "; " << expected_text(own.expected, request.jobs);
    }
    session.output() << '\n';
  }
  if (request.json) {
    print_json(session, "status",
               {{"run", session.run_name()},
                {"profile", profile_name(session.profile())},
                {"done", all_done},
                {"studies", std::move(list)}});
  }
  if (any_mistaken) return kExitUserError;
  return all_done ? kExitOk : kExitFailure;
}

}  // namespace zipml
