// Studies: what to run, from a config file, the command line and defaults.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/harness/config/override.h"
#include "core/harness/config/own_files.h"
#include "core/harness/config/parameter_place.h"
#include "core/harness/config/sweep.h"
#include "core/harness/experiment.h"
#include "core/harness/findings/chosen_outputs.h"
#include "core/harness/parameter.h"
#include "core/harness/value.h"

namespace zipml {

// What the user asked for.
struct StudyRequest {
  // The config; empty for a study of `experiment` with its defaults.
  std::filesystem::path file = {};
  // With a file it may be empty, or must be the file's.
  std::string experiment = {};
  Profile profile = Profile::kQuick;
  std::vector<Override> sets = {};        // --set NAME=VALUE, each name once
  std::vector<Override> sweeps = {};      // --sweep NAME=AXIS, likewise
  std::size_t most_points = kMostPoints;  // of the grid, at most kMostPoints
};

struct GridPoint {
  Settings settings = {};
  // The swept parameters only, in the order of the axes; files by their names.
  Record coordinates = {};
};

struct Study {
  std::string name = {};        // safe as the name of a folder
  std::string experiment = {};  // a known one's name
  std::string title = {};
  int version = 1;                  // of the experiment, ...
  Record numerics = {};             // ... and of the libraries that it uses
  std::filesystem::path file = {};  // empty when there is none
  // What the command line has set or swept, "bits=1,2", by name.
  std::vector<std::string> overrides = {};
  Profile profile = Profile::kQuick;
  std::vector<GridPoint> points = {};  // at least one
  OwnFiles files = {};                 // that its parameters name
  ParameterPlaces places = {};         // of what the config has decided
  // Tables and figures that the config asks for; no part of any cell.
  ChosenOutputs outputs = {};
};

// The names of the swept parameters.
std::vector<std::string> swept_names(const Study& study);

// A mistake that planning has found in the settings of a study, with the place
// in its config: where that gives the parameter that the mistake is at
// (`pointer`); else its file alone, or the study's name when there is none.
// One in another file stays as it is, unless it is a parameter's that the
// config gives and no line's of that file: then it begins with the file's name.
Diagnostic with_place(Diagnostic mistake, const Study& study);

// Reads the file, if any, and resolves it with the overrides and the defaults
// of the profile. A config is JSON with comments:
//
//   {
//     "$schema": "schema/naive_bias.json",  // for editors; ignored
//     "experiment": "naive_bias",
//     "name": "my_study",        // default: the experiment's
//     "title": "Naive rounding", // default: the experiment's
//     "seed": 1, "repetitions": 5,
//     "sgd": {"step_size": 0.1}, // the parameter "sgd.step_size"
//     "epochs": {"quick": 5, "paper": 100},  // by profile, else the default
//     "sweep": {
//       "product": {"sgd.batch_size": [1, 16],
//                   "bits": {"from": 1, "to": 8, "step": 1}},
//       "zip": {"data": ["a", "b"], "sgd.rate": [1, 2]},
//       "exclude": [{"sgd.batch_size": 16, "bits": 1}]
//     },
//     "tables": [{"id": "by_batch", "from": "results",
//                 "columns": ["sgd.batch_size", "loss"]}],
//     "figures": [{"id": "loss", "from": "results", "x": "sgd.batch_size",
//                  "y": "loss", "lines": "bits", "pool": "seed"}],
//     "own_figures": false       // of the experiment: default true
//   }
//
// outputs_reader.h has all that a table or a figure may say.
// An axis replaces the parameter's value; --set replaces value and axis,
// --sweep likewise (both for one parameter is a mistake). Paths in the file
// are relative to its folder, in overrides to the working folder.
//
// UserError with every mistake, in the order of the file and then of the
// command line.
Study load_study(const StudyRequest& request,
                 std::span<const ExperimentInfo* const> known);

// The same of a config whose content is `text`; request.file, which may be
// empty, serves only for messages and relative paths.
Study study_from_text(const StudyRequest& request, std::string_view text,
                      std::span<const ExperimentInfo* const> known);

}  // namespace zipml
