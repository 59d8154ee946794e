#include "tools/zipml/study_queue.h"

#include <algorithm>
#include <utility>

namespace zipml {
namespace {

bool measures_time(const PlannedStudy& planned) {
  return std::any_of(planned.cells.begin(), planned.cells.end(),
                     [](const auto& cell) { return cell->exclusive; });
}

}  // namespace

StudyQueue::StudyQueue(const Session& session,
                       std::vector<PlannedStudy> planned, DataFetcher& fetcher,
                       const std::atomic<bool>& interrupt)
    : session_(session), fetcher_(fetcher), interrupt_(interrupt) {
  for (PlannedStudy& study : planned) {
    want_missing(study);
    left_.push_back({left_.size(), std::move(study)});
  }
}

void StudyQueue::want_missing(const PlannedStudy& planned) {
  for (const std::string& set : planned.missing_sets) fetcher_.want(set);
}

// Plans it again where the data that it lacked is settled; what else it then
// turns out to lack is fetched too.
bool StudyQueue::is_ready(PlannedStudy& planned) {
  if (planned.missing.empty()) return true;
  const auto& sets = planned.missing_sets;
  const bool settled = std::all_of(
      sets.begin(), sets.end(),
      [&](const std::string& set) { return fetcher_.is_settled(set); });
  if (!settled || interrupt_.load()) return false;
  planned = plan_study(session_, *planned.study);
  const bool gone = std::any_of(
      planned.missing_sets.begin(), planned.missing_sets.end(),
      [&](const std::string& set) { return fetcher_.is_settled(set); });
  if (gone) {
    // It was here a moment ago: to wait for it again would be for ever.
    add_distinct(planned.mistakes, planned.missing);
    return true;
  }
  want_missing(planned);
  return planned.missing.empty();
}

std::optional<QueuedStudy> StudyQueue::next() {
  while (!left_.empty() && !interrupt_.load()) {
    const bool quiet = fetcher_.all_settled();
    auto chosen = left_.end();
    for (auto study = left_.begin(); study != left_.end(); ++study) {
      if (!is_ready(study->planned)) continue;
      const bool disturbed = !quiet && measures_time(study->planned);
      if (chosen == left_.end() || !disturbed) chosen = study;
      if (!disturbed) break;
    }
    if (chosen != left_.end()) {
      QueuedStudy study = std::move(*chosen);
      left_.erase(chosen);
      return study;
    }
    fetcher_.wait();
  }
  return std::nullopt;
}

}  // namespace zipml
