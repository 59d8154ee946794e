// A run in parts, for several machines: a shard, or a task of an array job.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/harness/run/parts.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/planned_study.h"

namespace zipml {

// "2/8". UserError unless 1 <= 2 <= 8.
RunPart shard_from_text(const std::string& text);

// The ids of the part's cells; nothing when it is all of them. UserError: the
// file of tasks cannot be read or has not so many.
std::optional<std::set<std::string>> ids_of(const RunPart& part,
                                            std::span<const Plan> plans);

// Writes the folder of an array job for Slurm: tasks.txt, the ids of one task's
// cells a line, packed by the time that they are expected to take; job.sh,
// which runs the task SLURM_ARRAY_TASK_ID in parts/ID beside it. Says how even
// the tasks are and how to go on. UserError: nothing is left to run, or the
// folder has a job already.
int emit_slurm(Session& session, const RunRequest& request,
               std::span<const PlannedStudy> studies);

}  // namespace zipml
