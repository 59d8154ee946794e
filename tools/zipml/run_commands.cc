// run: whole, or a part of it.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/harness/run/interrupt.h"
#include "core/harness/run/run_lock.h"
#include "core/report/claim_overview.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/data_fetcher.h"
#include "tools/zipml/download_display.h"
#include "tools/zipml/lines_in_order.h"
#include "tools/zipml/part_of_run.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/run_page.h"
#include "tools/zipml/study_files.h"
#include "tools/zipml/study_queue.h"
#include "tools/zipml/study_run.h"

namespace zipml {
namespace {

// Tells of studies that cannot run, whose data is of no use or not to be had;
// what is wrong with several is told once.
class Refusals {
 public:
  explicit Refusals(const Session& session) : session_(session) {}

  void add(const PlannedStudy& planned) {
    const std::string& name = planned.study->name;
    const auto [known, is_new] = told_.try_emplace(messages_of(planned), name);
    if (!is_new) {
      session_.remark(
          fmt::format("{}: cannot run, as {}", name, known->second));
      return;
    }
    for (const Diagnostic& mistake : planned.mistakes) {
      session_.remark(name + ": cannot run: " + mistake.text());
    }
  }

  bool any() const { return !told_.empty(); }

 private:
  // Without their places: each config has its own.
  static std::vector<std::string> messages_of(const PlannedStudy& planned) {
    std::vector<std::string> messages;
    for (const Diagnostic& mistake : planned.mistakes) {
      messages.push_back(mistake.message);
    }
    return messages;
  }

  const Session& session_;
  std::map<std::vector<std::string>, std::string> told_;  // the first study
};

// Makes the page; several studies end with what became of each claim.
void tell_where_to_look(const Session& session, std::size_t studies) {
  const std::string page = write_report_if_changed(session).string();
  if (studies > 1) {
    session.output() << '\n'
                     << claims_overview_text(
                            verdicts_of_run(session, Recipes::kLeftOut),
                            claim_titles(), session.options().width)
                     << "\nWhat a claim says: `zipml describe C1`, or " << page
                     << "#C1; its verdicts: `zipml verify C1`\n";
  }
  session.output() << "report: " << page << '\n';
}

// Of parts of a run all cells must be known, and so all data. Empty when it was
// interrupted; UserError with the mistakes of all.
std::vector<PlannedStudy> all_with_their_data(StudyQueue queue,
                                              std::size_t count) {
  std::vector<PlannedStudy> all(count);
  std::vector<Diagnostic> mistakes;
  std::size_t there = 0;
  while (std::optional<QueuedStudy> next = queue.next()) {
    add_distinct(mistakes, next->planned.mistakes);
    all[next->place] = std::move(next->planned);
    ++there;
  }
  if (there < count) return {};
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
  return all;
}

}  // namespace

int run_command(Session& session, const RunRequest& request,
                const World& world) {
  const std::vector<Study> studies = studies_of(session, request.selected);
  // Whatever can be known beforehand, before the first cell runs.
  if (!request.replace) {
    for (const Study& study : studies) check_may_replace(session, study);
  }
  check_folders(session, studies);
  // A download is for nothing when something else is wrong, so all is planned
  // without the network first.
  std::vector<PlannedStudy> all = plan_studies(session, studies);
  const InterruptGuard interrupt;
  DownloadDisplay downloads = download_display(session, world);
  DataFetcher fetcher(
      session.data(), downloads,
      [&session](const std::string& line) { session.remark(line); },
      interrupt.flag());
  const auto end_interrupted = [&] {
    fetcher.stop();
    tell_interrupted(session, downloads);
    return 128 + interrupt.signal();
  };
  if (request.emit || !request.part.is_all()) {
    all = all_with_their_data(
        StudyQueue(session, std::move(all), fetcher, interrupt.flag()),
        studies.size());
    downloads.clear();
    if (interrupt.flag().load()) return end_interrupted();
  }
  if (request.emit) return emit_slurm(session, request, all);
  const RunLock lock(session.results(), waiting_words(session),
                     [&] { return interrupt.flag().load(); });
  if (!lock.is_held()) return end_interrupted();
  // The program that had the lock may have left another study here.
  if (!request.replace) {
    for (const Study& study : studies) check_may_replace(session, study);
  }
  mark_run(session);
  StudyRun runner(session, request, world, interrupt, downloads, all);
  StudyQueue queue(session, std::move(all), fetcher, interrupt.flag());
  LinesInOrder results(session.output(), studies.size());
  Refusals refusals(session);
  bool any_run = false;
  while (const std::optional<QueuedStudy> next = queue.next()) {
    downloads.clear();
    if (!next->planned.mistakes.empty()) {
      refusals.add(next->planned);
      if (request.fail_fast) return kExitUserError;
      results.put(next->place, "");
      continue;
    }
    std::ostringstream result;
    const StudyEnd end = runner.run(*next, result);
    results.put(next->place, result.str());
    any_run = true;
    if (end == StudyEnd::kStopped) return kExitFailure;
    if (end == StudyEnd::kInterrupted) break;
  }
  if (interrupt.flag().load()) {
    results.put_rest();
    return end_interrupted();
  }
  if (any_run && request.part.is_all()) {
    tell_where_to_look(session, studies.size());
  }
  if (refusals.any()) return kExitUserError;
  return runner.exit_status();
}

}  // namespace zipml
