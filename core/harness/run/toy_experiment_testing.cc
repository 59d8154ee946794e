#include "core/harness/run/toy_experiment_testing.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/harness/run/collect.h"
#include "core/harness/value_json.h"

namespace zipml {
namespace {

// How far a sum is, as bytes: the rows of its epochs so far.
std::string bytes_of(const std::vector<Record>& rows) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Record& row : rows) list.push_back(to_json(row));
  return list.dump();
}

std::vector<Record> rows_from(const std::string& bytes) {
  std::vector<Record> rows;
  if (bytes.empty()) return rows;
  for (const auto& row : nlohmann::ordered_json::parse(bytes)) {
    rows.push_back(record_from_json(row));
  }
  return rows;
}

// "sums": a row a combining cell: its key, status, reason and sum.
class ToyPoint final : public PlannedPoint {
 public:
  ToyPoint(const ToyExperiment& toy, const Settings& settings)
      : PlannedPoint(toy.info(), settings) {
    const auto count = static_cast<int>(parameters().integer("count"));
    const auto tune = std::make_shared<const Cell>(toy_cell("tune", 0, 0));
    for (int index = 0; index < count; ++index) {
      Cell combine = toy_cell("combine", index, 0);
      for (int i = 0; i < repetitions(); ++i) {
        Cell train = toy_cell("train", index, i);
        train.prerequisites.push_back(tune);
        train.exclusive = toy.is_exclusive(ToyExperiment::key(train));
        combine.prerequisites.push_back(std::make_shared<const Cell>(train));
      }
      add(std::move(combine));
    }
  }

  Findings analyse(const Results& results) const override {
    Table table{.id = "sums", .title = "Sums"};
    for (const auto& cell : cells()) {
      const CellResult& result = results.of(cell);
      const Value* sum = result.values.find("sum");
      table.rows.push_back({ToyExperiment::key(*cell),
                            std::string(status_name(result.status)),
                            result.reason, sum ? *sum : Value()});
    }
    Findings findings;
    findings.tables.push_back(std::move(table));
    return findings;
  }

 private:
  Cell toy_cell(std::string task, int index, int repetition) const {
    return new_cell(std::move(task),
                    {{"index", index}, {"scale", parameters().number("scale")}},
                    repetition);
  }
};

}  // namespace

ToyExperiment::ToyExperiment() {
  info_.name = "toy";
  info_.title = "Sums of sines";
}

std::unique_ptr<const PlannedPoint> ToyExperiment::plan(
    const Settings& settings) const {
  return std::make_unique<ToyPoint>(*this, settings);
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
  if (keeps_checkpoints) result.rows = rows_from(context.checkpoint());
  if (!result.rows.empty()) sum = result.rows.back().number("sum");
  const auto index = static_cast<double>(cell.parameters.integer("index"));
  for (auto epoch = static_cast<int>(result.rows.size()); epoch < 3; ++epoch) {
    before_epoch(key(cell), epoch);
    sum += std::sin(index + 0.1 * cell.repetition + epoch);
    result.rows.push_back({{"epoch", epoch}, {"sum", sum}});
    if (!keeps_checkpoints) continue;
    context.keep_checkpoint(bytes_of(result.rows));
    if (context.should_stop()) return result;
  }
  result.values.set("sum", sum);
  return result;
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
  const auto point = experiment.plan(settings);
  const Findings findings =
      point->analyse(collect_results(point->cells(), store).results);
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
  const Plan plan =
      make_plan(experiment.plan(settings)->cells(), store, selection);
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

std::size_t count_checkpoints(const std::filesystem::path& folder) {
  std::size_t count = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".checkpoint") ++count;
  }
  return count;
}

}  // namespace zipml
