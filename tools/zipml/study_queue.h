// In which order the studies of a run are run: none waits for the data of
// another one.
#pragma once

#include <atomic>
#include <cstddef>
#include <list>
#include <optional>
#include <vector>

#include "tools/zipml/data_fetcher.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/session.h"

namespace zipml {

// A study and its place in the command.
struct QueuedStudy {
  std::size_t place = 0;
  PlannedStudy planned = {};
};

// Gives out studies: those whose data is there, in the order of the command,
// and the others as soon as theirs is, or is known not to be had; while
// anything is being fetched, those that measure time after the rest.
class StudyQueue {
 public:
  // All planned without the network (PlannedStudy::missing). Begins to fetch
  // what they lack.
  StudyQueue(const Session& session, std::vector<PlannedStudy> planned,
             DataFetcher& fetcher, const std::atomic<bool>& interrupt);

  // The next one, which has mistakes when its data is of no use or not to be
  // had, and then cannot run. Waits where all that are left lack data. Nothing:
  // none is left, or `interrupt` is set.
  std::optional<QueuedStudy> next();

 private:
  void want_missing(const PlannedStudy& planned);
  bool is_ready(PlannedStudy& planned);

  const Session& session_;
  DataFetcher& fetcher_;
  const std::atomic<bool>& interrupt_;
  std::list<QueuedStudy> left_;
};

}  // namespace zipml
