#include "core/harness/config/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <optional>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/harness/config/config_reader.h"
#include "core/harness/config/outputs_reader.h"
#include "core/harness/config/parameter_set.h"
#include "core/json/mistakes.h"
#include "core/json/tree.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;
using Known = std::span<const ExperimentInfo* const>;

const ExperimentInfo* find_experiment(Known known, const std::string& name) {
  const auto found =
      std::find_if(known.begin(), known.end(),
                   [&](const auto* info) { return info->name == name; });
  return found == known.end() ? nullptr : *found;
}

void unknown_experiment(Position position, const std::string& pointer,
                        const std::string& name, Known known,
                        Mistakes& mistakes) {
  std::vector<std::string> names;
  for (const ExperimentInfo* info : known) names.push_back(info->name);
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "`zipml list` shows all";
  mistakes.add(position, pointer,
               fmt::format("unknown experiment \"{}\"", name), std::move(hint));
}

// "experimant": the member that was meant to be "experiment"; nullptr if none.
const JsonMember* misspelt_experiment(const JsonNode& root) {
  for (const JsonMember& member : root.members) {
    if (!nearest_name(member.key, {"experiment"}).empty()) return &member;
  }
  return nullptr;
}

// With it the rest can be checked, and the reader of the keys tells of the
// slip.
const ExperimentInfo* meant_experiment(const JsonMember& slip, Known known,
                                       Mistakes& mistakes) {
  const JsonNode& node = slip.value;
  const ExperimentInfo* info =
      node.is_text() ? find_experiment(known, node.text) : nullptr;
  if (info != nullptr) return info;
  mistakes.add(slip.position, child_pointer("", slip.key), "unknown key",
               did_you_mean(slip.key, {"experiment"}));
  return nullptr;
}

// The experiment that the file or, without one, the request names.
const ExperimentInfo* choose_experiment(const StudyRequest& request,
                                        const JsonNode* root, Known known,
                                        Mistakes& mistakes) {
  const JsonMember* member =
      root == nullptr ? nullptr : root->find("experiment");
  if (member == nullptr) {
    if (request.experiment.empty()) {
      const JsonMember* slip =
          root == nullptr ? nullptr : misspelt_experiment(*root);
      if (slip != nullptr) return meant_experiment(*slip, known, mistakes);
      mistakes.add(root == nullptr ? Position{} : root->position, "",
                   "no \"experiment\" is named");
      return nullptr;
    }
    const ExperimentInfo* info = find_experiment(known, request.experiment);
    if (info == nullptr) {
      unknown_experiment({}, "", request.experiment, known, mistakes);
    }
    return info;
  }
  const JsonNode& node = member->value;
  if (!node.is_text()) {
    mistakes.add(node.position, "/experiment",
                 "expected an experiment's name, found " + found_text(node));
    return nullptr;
  }
  const ExperimentInfo* info = find_experiment(known, node.text);
  if (info == nullptr) {
    unknown_experiment(node.position, "/experiment", node.text, known,
                       mistakes);
  } else if (!request.experiment.empty() && request.experiment != node.text) {
    mistakes.add(node.position, "/experiment",
                 fmt::format("this is a study of \"{}\", not of \"{}\"",
                             node.text, request.experiment));
  }
  return info;
}

Settings settings_of(Profile profile, const Record& values,
                     const Record& coordinates) {
  Settings settings;
  settings.profile = profile;
  for (const auto& [name, fixed] : values) {
    const Value* swept = coordinates.find(name);
    const Value& value = swept == nullptr ? fixed : *swept;
    if (name == "seed") {
      settings.seed = static_cast<std::uint64_t>(value.integer());
    } else if (name == "repetitions") {
      settings.repetitions = static_cast<int>(value.integer());
    } else if (name == "pooled_seeds") {
      settings.pooled_seeds = static_cast<int>(value.integer());
    } else {
      settings.parameters.set(name, value);
    }
  }
  return settings;
}

// Whether a seed would count at two points that differ in their seed alone.
bool seeds_overlap(const std::vector<GridPoint>& points) {
  const auto apart = [](std::uint64_t a, std::uint64_t b) {
    return a < b ? b - a : a - b;
  };
  for (const GridPoint& one : points) {
    for (const GridPoint& other : points) {
      const std::uint64_t distance =
          apart(one.settings.seed, other.settings.seed);
      if (distance > 0 &&
          distance < static_cast<std::uint64_t>(one.settings.pooled_seeds)) {
        return true;
      }
    }
  }
  return false;
}

std::vector<std::string> override_texts(const StudyRequest& request) {
  std::vector<std::string> texts;
  for (const Override& set : request.sets) {
    texts.push_back(set.name + "=" + without_folders(set.text));
  }
  for (const Override& sweep : request.sweeps) {
    texts.push_back("sweep " + sweep.name + "=" + without_folders(sweep.text));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

// An exclusion of a config that leaves out nothing is a slip; unless the
// command line has changed what it is about. `overridden` are parameters.
void check_exclusions(const JsonMember& member, const Sweep& sweep,
                      const Record& values,
                      const std::vector<std::string>& overridden,
                      Mistakes& mistakes) {
  for (const std::size_t index : idle_exclusions(sweep, values)) {
    const Record& pattern = sweep.exclude[index];
    const bool is_changed = std::any_of(
        pattern.begin(), pattern.end(),
        [&](const auto& field) { return is_among(field.first, overridden); });
    if (is_changed) continue;
    const JsonNode& list = member.value.find("exclude")->value;
    mistakes.add(list.items[index].position,
                 fmt::format("/sweep/exclude/{}", index),
                 "no grid point is like this: it excludes nothing");
  }
}

// `root` is null without a file.
Study resolve(const StudyRequest& request, const JsonNode* root, Known known,
              Mistakes& mistakes) {
  const ExperimentInfo* info =
      choose_experiment(request, root, known, mistakes);
  Study study{.name = info == nullptr ? "" : info->name,
              .experiment = info == nullptr ? "" : info->name,
              .title = info == nullptr ? "" : info->title,
              .version = info == nullptr ? 1 : info->version,
              .numerics = info == nullptr ? Record() : info->numerics,
              .file = request.file,
              .profile = request.profile};
  if (root != nullptr) {
    read_study_names(*root, study.name, study.title, mistakes);
    if (const JsonMember* name = root->find("name")) {
      study.places["name"] = {name->value.position, "/name"};
    }
  }
  if (info == nullptr) mistakes.throw_if_any();
  assert(info != nullptr);

  const ParameterSet parameters(*info);
  Record values;
  for (const Parameter& parameter : parameters.all()) {
    values.set(parameter.name, parameter.defaults.of(request.profile));
  }
  Sweep sweep;
  if (root != nullptr) {
    const fs::path folder = request.file.parent_path();
    ConfigReader reader(parameters, request.profile, folder, study.places,
                        mistakes);
    reader.read(*root, values, sweep);
    study.outputs = read_outputs(*root, mistakes);
  }
  const Record sets = read_sets(request.sets, parameters, mistakes);
  const auto axes = read_sweeps(request.sweeps, parameters, mistakes);
  apply_overrides(sets, axes, values, sweep, mistakes);
  std::vector<std::string> overridden;
  for (const auto& [name, value] : sets) overridden.push_back(name);
  for (const SweepAxis& axis : axes) overridden.push_back(axis.parameter);
  for (const std::string& name : overridden) study.places.erase(name);
  study.overrides = override_texts(request);
  const JsonMember* sweep_member =
      root == nullptr ? nullptr : root->find("sweep");
  const Position place =
      sweep_member == nullptr ? Position{} : sweep_member->position;
  const std::string pointer = sweep_member == nullptr ? "--sweep" : "/sweep";
  if (count_points(sweep) > request.most_points) {
    mistakes.add(place, pointer,
                 fmt::format("more than {} grid points", request.most_points));
  }
  mistakes.throw_if_any();
  if (sweep_member != nullptr) {
    check_exclusions(*sweep_member, sweep, values, overridden, mistakes);
  }
  study.files = own_files(parameters, values, sweep);
  for (const Record& coordinates : grid(sweep, values)) {
    study.points.push_back({settings_of(request.profile, values, coordinates),
                            with_names(coordinates, study.files)});
  }
  if (seeds_overlap(study.points)) {
    mistakes.add(place, pointer,
                 "seeds of grid points overlap: pooled_seeds takes seed, "
                 "seed + 1, ... at each");
  }
  if (study.points.empty()) {
    mistakes.add(place, pointer, "\"exclude\" leaves no grid point");
  }
  mistakes.throw_if_any();
  return study;
}

}  // namespace

Diagnostic with_place(Diagnostic mistake, const Study& study) {
  const auto place = study.places.find(mistake.pointer);
  const bool has_place = place != study.places.end();
  if (!mistake.file.empty()) {
    if (!has_place || mistake.position.line > 0) return mistake;
    mistake.message = mistake.file + ": " + mistake.message;
  }
  mistake.file = study.file.empty() ? study.name : study.file.generic_string();
  if (!has_place) return mistake;
  mistake.position = place->second.position;
  mistake.pointer = place->second.pointer;
  return mistake;
}

std::vector<std::string> swept_names(const Study& study) {
  std::vector<std::string> names;
  for (const auto& [name, value] : study.points.front().coordinates) {
    names.push_back(name);
  }
  return names;
}

Study load_study(const StudyRequest& request, Known known) {
  if (!request.file.empty()) {
    return study_from_text(request, read_file(request.file), known);
  }
  Mistakes mistakes("");
  return resolve(request, nullptr, known, mistakes);
}

Study study_from_text(const StudyRequest& request, std::string_view text,
                      Known known) {
  const std::string file =
      request.file.empty() ? "config" : request.file.generic_string();
  Mistakes mistakes(file);
  const auto root = parse_json(text, file, mistakes.list());
  if (root && !root->is_object()) {
    mistakes.add(root->position, "",
                 "expected an object, found " + found_text(*root));
  }
  if (!root || !root->is_object()) mistakes.throw_if_any();
  return resolve(request, &*root, known, mistakes);
}

}  // namespace zipml
