#include "core/harness/config/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <optional>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/harness/config/config_reader.h"
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

// The experiment that the file or, without one, the request names.
const ExperimentInfo* choose_experiment(const StudyRequest& request,
                                        const JsonNode* root, Known known,
                                        Mistakes& mistakes) {
  const JsonMember* member =
      root == nullptr ? nullptr : root->find("experiment");
  if (member == nullptr) {
    if (request.experiment.empty()) {
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
    ConfigReader reader(parameters, request.profile, folder, mistakes);
    reader.read(*root, values, sweep);
  }
  const Record sets = read_sets(request.sets, parameters, mistakes);
  const auto axes = read_sweeps(request.sweeps, parameters, mistakes);
  apply_overrides(sets, axes, values, sweep, mistakes);
  study.overrides = override_texts(request);
  const JsonMember* sweep_member =
      root == nullptr ? nullptr : root->find("sweep");
  const Position place =
      sweep_member == nullptr ? Position{} : sweep_member->position;
  const std::string pointer = sweep_member == nullptr ? "--sweep" : "/sweep";
  if (count_points(sweep) > kMostPoints) {
    mistakes.add(place, pointer,
                 fmt::format("more than {} grid points", kMostPoints));
  }
  mistakes.throw_if_any();
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
