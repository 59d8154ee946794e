// Reads the "tables" and "figures" of a config.
#pragma once

#include "core/harness/findings/chosen_outputs.h"
#include "core/json/mistakes.h"
#include "core/json/tree.h"

namespace zipml {

// Of the root of a config, where they are there:
//
//   "tables": [{
//     "id": "by_batch",       // names the files
//     "from": "results",      // a table of the experiment, or one before this
//     "title": "T", "caption": "C",
//     "columns": ["sgd.batch_size", "bits", "final_loss"],  // default: all
//     "where": {"data": "cadata", "bits": [2, 4]},  // rows that have these
//     "pool": ["seed"],       // rows that differ in it become one
//     "sort": ["bits", "-final_loss"]  // "-": from the largest on
//   }],
//   "figures": [{
//     "id": "loss", "from": "results", "title": "T", "caption": "C",
//     "x": "sgd.batch_size",  // a column of numbers
//     "y": "final_loss",      // or a list: a line each
//     "lines": ["method", "bits"], "panels": ["data"],
//     "where": {}, "pool": [],
//     "log_x": true, "log_y": true, "y_min": 0, "y_max": 10,
//     "bands": false          // no intervals
//   }],
//   "own_figures": false
//
// A lone text stands for a list of one. What was good of it is returned, all
// mistakes go to `mistakes`: unknown keys, wrong types, what is required ("id",
// "from", "x", "y") and not there, an id that is no name of a file or stands
// twice, ends of an axis that it cannot have. Whether there are such tables and
// columns is for check_chosen.
ChosenOutputs read_outputs(const JsonNode& root, Mistakes& mistakes);

}  // namespace zipml
