#include "core/deep/logged_run.h"

#include <cmath>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace zipml {
namespace {

// The losses of batches since the last row.
struct Since {
  double sum = 0;
  std::int64_t count = 0;
};

// What is kept: the number of rows, the rows, Since, the training's state.
template <typename T>
void append_value(const T& value, std::string& to) {
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// False when there are too few bytes.
template <typename T>
bool take_value(std::string_view& from, T& value) {
  if (from.size() < sizeof value) return false;
  std::memcpy(&value, from.data(), sizeof value);
  from.remove_prefix(sizeof value);
  return true;
}

class Run {
 public:
  Run(const DeepRecipe& recipe, const LogSchedule& schedule,
      std::int64_t test_rows, DeepTraining& training, const RunHooks& hooks)
      : recipe_(recipe),
        schedule_(schedule),
        test_rows_(test_rows),
        training_(training),
        hooks_(hooks) {
    restore(hooks.kept());
  }

  LoggedRun run() {
    const std::int64_t last = recipe_.iterations();
    while (training_.iteration() < last) {
      if (hooks_.should_stop()) {
        hooks_.keep(kept());
        return {RunEnd::kStopped, rows_};
      }
      const bool logged =
          is_due(schedule_.log_every) || is_due(schedule_.test_every);
      LogRow row = begin_row();
      row.loss = training_.step().loss;
      if (logged || !std::isfinite(row.loss)) rows_.push_back(row);
      if (!std::isfinite(row.loss)) return {RunEnd::kDiverged, rows_};
      if (logged) since_ = {};
      since_.sum += row.loss;
      ++since_.count;
      if (training_.iteration() % schedule_.keep_every == 0) {
        hooks_.keep(kept());
      }
    }
    LogRow row = begin_row();
    row.loss = training_.score_next_batch().loss;
    rows_.push_back(row);
    return {RunEnd::kFinished, rows_};
  }

 private:
  bool is_due(std::int64_t every) const {
    const std::int64_t iteration = training_.iteration();
    if (iteration % every == 0) return true;
    std::int64_t end = 0;
    for (const LearningStage& stage : recipe_.stages) {
      end += stage.iterations;
      if (iteration == end) return true;
    }
    return false;
  }

  // What is known before the next batch.
  LogRow begin_row() {
    LogRow row{.iteration = training_.iteration()};
    if (since_.count > 0) {
      row.mean_loss = since_.sum / static_cast<double>(since_.count);
    }
    if (is_due(schedule_.test_every)) {
      const BatchScore score = training_.test();
      row.test_loss = score.loss;
      row.test_accuracy =
          static_cast<double>(score.correct) / static_cast<double>(test_rows_);
    }
    return row;
  }

  std::string kept() const {
    std::string bytes;
    append_value(rows_.size(), bytes);
    for (const LogRow& row : rows_) append_value(row, bytes);
    append_value(since_, bytes);
    return bytes + training_.state();
  }

  void restore(std::string_view bytes) {
    std::size_t count = 0;
    if (!take_value(bytes, count)) return;
    if (count > bytes.size() / sizeof(LogRow)) return;
    std::vector<LogRow> rows(count);
    for (LogRow& row : rows) take_value(bytes, row);
    Since since;
    if (!take_value(bytes, since) || !training_.restore(bytes)) return;
    rows_ = std::move(rows);
    since_ = since;
  }

  const DeepRecipe& recipe_;
  const LogSchedule& schedule_;
  std::int64_t test_rows_;
  DeepTraining& training_;
  const RunHooks& hooks_;
  std::vector<LogRow> rows_;
  Since since_;
};

}  // namespace

LoggedRun run_training(const DeepRecipe& recipe, const LogSchedule& schedule,
                       std::int64_t test_rows, DeepTraining& training,
                       const RunHooks& hooks) {
  return Run(recipe, schedule, test_rows, training, hooks).run();
}

}  // namespace zipml
