#include "core/harness/config/config.h"

#include "core/harness/config/config_reader.h"
#include "core/harness/config/example_experiment_testing.h"
#include "tools/fuzz/check.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {
namespace {

struct ReadStudy {
  Study study = {};
};

bool same(const ReadStudy& first, const ReadStudy& second) {
  const Study& a = first.study;
  const Study& b = second.study;
  if (a.name != b.name || a.title != b.title ||
      a.points.size() != b.points.size() ||
      a.outputs.tables.size() != b.outputs.tables.size() ||
      a.outputs.figures.size() != b.outputs.figures.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.points.size(); ++i) {
    if (a.points[i].coordinates != b.points[i].coordinates) return false;
    if (a.points[i].settings.parameters != b.points[i].settings.parameters) {
      return false;
    }
  }
  return true;
}

// A config of a line may ask for many points, which takes as long as it says.
constexpr std::size_t kMostPointsHere = 1000;

}  // namespace

void read_config(std::string_view bytes) {
  const std::string text(bytes);
  const auto read = read_checked(bytes, [&] {
    return ReadStudy{example_study(
        text, {.file = "configs/fuzz.json", .most_points = kMostPointsHere})};
  });
  if (!read) return;
  const Study& study = read->study;
  require(!study.points.empty(), "a study has points");
  require(!study.name.empty() && study.name.find('/') == std::string::npos &&
              study.name != "." && study.name != "..",
          "a study's name is one of a folder");
  for (const ChosenTable& table : study.outputs.tables) {
    require(is_safe_name(table.id.text), "a table's id is one of a file");
  }
  for (const ChosenFigure& figure : study.outputs.figures) {
    require(is_safe_name(figure.id.text), "a figure's id is one of a file");
    require(!figure.y.empty(), "a figure shows something");
  }
}

}  // namespace zipml::fuzz
