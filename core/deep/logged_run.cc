#include "core/deep/logged_run.h"

#include <cmath>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

namespace zipml {
namespace {

struct Losses {
  double sum = 0;
  std::int64_t count = 0;

  void add(double loss) {
    sum += loss;
    ++count;
  }
  double mean() const {
    return count > 0 ? sum / static_cast<double>(count) : LogRow::kNotMeasured;
  }
};

// What is kept: this, what computed it, the number of rows, the rows, the
// losses, the training's state.
constexpr std::string_view kForm = "zipml network run 1\n";

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
      const bool in_window = is_in_window();
      row.loss = training_.step().loss;
      const bool diverged = !std::isfinite(row.loss) || !training_.is_finite();
      if (logged || diverged) rows_.push_back(row);
      if (diverged) return {RunEnd::kDiverged, rows_};
      if (logged) since_ = {};
      since_.add(row.loss);
      if (in_window) window_.add(row.loss);
      if (training_.iteration() % schedule_.keep_every == 0) {
        hooks_.keep(kept());
      }
    }
    LogRow row = begin_row();
    row.loss = training_.score_next_batch().loss;
    rows_.push_back(row);
    return {std::isfinite(row.loss) ? RunEnd::kFinished : RunEnd::kDiverged,
            rows_};
  }

 private:
  bool is_in_window() const {
    const std::int64_t iteration = training_.iteration();
    return iteration >= recipe_.stage_end(iteration) - kLossWindow;
  }
  bool ends_stage() const {
    const std::int64_t iteration = training_.iteration();
    return iteration > 0 && recipe_.stage_end(iteration - 1) == iteration;
  }
  bool is_due(std::int64_t every) const {
    return training_.iteration() % every == 0 || ends_stage();
  }

  // What is known before the next batch.
  LogRow begin_row() {
    LogRow row{.iteration = training_.iteration(), .mean_loss = since_.mean()};
    if (ends_stage()) {
      row.stage_loss = window_.mean();
      window_ = {};
    }
    if (is_due(schedule_.test_every)) {
      const BatchScore score = training_.test();
      row.test_loss = score.loss;
      row.test_accuracy =
          static_cast<double>(score.correct) / static_cast<double>(test_rows_);
    }
    return row;
  }

  std::string head() const {
    return std::string(kForm) + hooks_.computed_by + '\n';
  }

  std::string kept() const {
    std::string bytes = head();
    append_value(rows_.size(), bytes);
    for (const LogRow& row : rows_) append_value(row, bytes);
    append_value(since_, bytes);
    append_value(window_, bytes);
    return bytes + training_.state();
  }

  void restore(std::string_view bytes) {
    if (!bytes.starts_with(head())) return;
    bytes.remove_prefix(head().size());
    std::size_t count = 0;
    if (!take_value(bytes, count)) return;
    if (count > bytes.size() / sizeof(LogRow)) return;
    std::vector<LogRow> rows(count);
    for (LogRow& row : rows) take_value(bytes, row);
    Losses since, window;
    if (!take_value(bytes, since) || !take_value(bytes, window)) return;
    if (!training_.restore(bytes)) return;
    rows_ = std::move(rows);
    since_ = since;
    window_ = window;
  }

  const DeepRecipe& recipe_;
  const LogSchedule& schedule_;
  std::int64_t test_rows_;
  DeepTraining& training_;
  const RunHooks& hooks_;
  std::vector<LogRow> rows_;
  Losses since_;   // of the batches since the last row
  Losses window_;  // of the stage's last batches
};

}  // namespace

LoggedRun run_training(const DeepRecipe& recipe, const LogSchedule& schedule,
                       std::int64_t test_rows, DeepTraining& training,
                       const RunHooks& hooks) {
  return Run(recipe, schedule, test_rows, training, hooks).run();
}

}  // namespace zipml
