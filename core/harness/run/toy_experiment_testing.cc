#include "core/harness/run/toy_experiment_testing.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/harness/run/collect.h"
#include "core/harness/value_json.h"

namespace zipml {
namespace {

Cell toy_cell(const Settings& settings, std::string task, int index,
              int repetition) {
  return {.experiment = "toy",
          .version = 1,
          .task = std::move(task),
          .parameters = {{"index", index},
                         {"scale", settings.parameters.number("scale")}},
          .seed = settings.seed,
          .repetition = repetition,
          .prerequisites = {}};
}

}  // namespace

ToyExperiment::ToyExperiment() {
  info_.name = "toy";
  info_.title = "Sums of sines";
}

std::vector<Cell> ToyExperiment::plan(const Settings& settings) const {
  const auto count = static_cast<int>(settings.parameters.integer("count"));
  const auto tune =
      std::make_shared<const Cell>(toy_cell(settings, "tune", 0, 0));
  std::vector<Cell> cells;
  for (int index = 0; index < count; ++index) {
    Cell combine = toy_cell(settings, "combine", index, 0);
    for (int i = 0; i < settings.repetitions; ++i) {
      Cell train = toy_cell(settings, "train", index, i);
      train.prerequisites.push_back(tune);
      train.exclusive = is_exclusive(key(train));
      combine.prerequisites.push_back(std::make_shared<const Cell>(train));
    }
    cells.push_back(std::move(combine));
  }
  return cells;
}

std::string ToyExperiment::key(const Cell& cell) {
  return cell.task + " " + std::to_string(cell.parameters.integer("index")) +
         " " + std::to_string(cell.repetition);
}

CellResult ToyExperiment::run(const Cell& cell,
                              std::span<const CellResult> prerequisites,
                              const RunContext& context) const {
  {
    const std::lock_guard lock(mutex_);
    log_.push_back(key(cell));
  }
  before_each();
  const auto replaced = instead.find(key(cell));
  if (replaced != instead.end()) return replaced->second(context);

  double sum = cell.parameters.number("scale");
  for (const CellResult& result : prerequisites) {
    sum += result.values.number("sum") / 3;
  }
  CellResult result;
  const auto index = static_cast<double>(cell.parameters.integer("index"));
  for (int epoch = 0; epoch < 3; ++epoch) {
    sum += std::sin(index + 0.1 * cell.repetition + epoch);
    result.rows.push_back({{"epoch", epoch}, {"sum", sum}});
  }
  result.values.set("sum", sum);
  return result;
}

Findings ToyExperiment::analyse(const Settings& settings,
                                const Results& results) const {
  Table table{
      .id = "sums", .title = "Sums", .caption = "", .columns = {}, .rows = {}};
  for (const Cell& cell : plan(settings)) {
    const CellResult& result = results.of(cell);
    const Value* sum = result.values.find("sum");
    table.rows.push_back({key(cell), std::string(status_name(result.status)),
                          result.reason, sum ? *sum : Value()});
  }
  Findings findings;
  findings.tables.push_back(std::move(table));
  return findings;
}

std::vector<std::string> ToyExperiment::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

Settings toy_settings(int count, int repetitions, double scale) {
  Settings settings;
  settings.parameters = {{"count", count}, {"scale", scale}};
  settings.repetitions = repetitions;
  return settings;
}

std::string toy_table(const ToyExperiment& experiment, const Settings& settings,
                      const CellStore& store) {
  const Collected collected = collect_results(experiment.plan(settings), store);
  const Findings findings = experiment.analyse(settings, collected.results);
  std::string text;
  for (const std::vector<Value>& row : findings.tables.at(0).rows) {
    text += to_json(Value(row)).dump() + "\n";
  }
  return text;
}

RunSummary run_toy(const ToyExperiment& experiment, const Settings& settings,
                   const CellStore& store, RunOptions options,
                   Selection selection) {
  if (!options.clock) options.clock = [] { return 0.0; };
  SilentProgress silent;
  const Plan plan = make_plan(experiment, {settings}, store, selection);
  return run_plan(experiment, plan, store, options, silent);
}

std::map<std::string, std::string> stored_files(
    const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".json") continue;
    files[entry.path().filename().string()] = read_file(entry.path());
  }
  return files;
}

}  // namespace zipml
