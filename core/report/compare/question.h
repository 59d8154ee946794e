// What a study was asked (its study.json), and how two questions differ.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/harness/config/config.h"

namespace zipml {

struct StudyQuestion {
  std::string experiment = {};
  int version = 1;       // of the experiment, ...
  Record numerics = {};  // ... and of the libraries that it uses
  std::string profile = {};
  Record files = {};  // of one's own: their SHA-256 by their names
  std::vector<GridPoint> points = {};
};

// Of what to_json(const Study&) writes, also by older versions of it;
// std::exception of the JSON library when the text is something else.
StudyQuestion question_from_json(const nlohmann::ordered_json& study);

struct QuestionDifference {
  // The same seeds, repetitions and pooled seeds: the same random numbers.
  bool same_draws = true;
  // The same parameters and files, seeds apart. A parameter that only one
  // version of the program has decides nothing.
  bool same_parameters = true;
  // What differs, versions too: "sgd.epochs 20 | 100".
  std::vector<std::string> parts = {};

  // Then a number that differs was computed by other code, of other data or on
  // another machine.
  bool same_question() const { return same_draws && same_parameters; }
};

QuestionDifference difference_of(const StudyQuestion& first,
                                 const StudyQuestion& second);

// The full names of its parameters, and the last part of those with a dot; not
// the seed.
std::set<std::string> parameter_names(const StudyQuestion& question);

// The parameters, "seed" among them, that have one value at all points.
Record fixed_parameters(const StudyQuestion& question);

}  // namespace zipml
