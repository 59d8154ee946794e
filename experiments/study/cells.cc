#include "experiments/study/cells.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "core/base/error.h"
#include "experiments/linear/optimum.h"
#include "experiments/linear/parameters.h"
#include "experiments/linear/precision_mode.h"

namespace zipml::study {
namespace {

bool is_for_task(const std::string& loss, Task task) {
  return loss == "least_squares" || task == Task::kClassification;
}

bool quantizes_samples(const std::string& mode) {
  return mode == "sample" || mode == "end_to_end";
}

// "least squares"
std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

int bits_that_hold(int levels) {
  return std::bit_width(static_cast<unsigned>(levels - 1));
}

// What a method's estimator is made of: its usual values, the loss that is
// trained and the parameters estimator.*.
EstimatorParameters estimator_of(const TrainingMethod& method,
                                 const std::string& loss,
                                 const Record& parameters) {
  EstimatorParameters all = method.parameters;
  for (const std::string& name : all.names()) {
    const Value* own = parameters.find("estimator." + name);
    if (name == "loss") {
      all.set(name, loss);
    } else if (own == nullptr) {
      continue;
    } else if (own->is_integer()) {
      all.set(name, narrow<int>(own->integer(), "estimator." + name));
    } else if (own->is_number()) {
      all.set(name, own->number());
    } else {
      all.set(name, own->text());
    }
  }
  return all;
}

}  // namespace

std::string variant_label(const Variant& variant) {
  if (variant.is_full()) return "32-bit";
  const std::string mode = precision_mode_label(variant.mode);
  if (variant.levels == 0) return mode;
  std::string label = method_label(variant.method);
  if (variant.mode != "sample") label += ", " + mode;
  if (variant.placement != "uniform") {
    label += fmt::format(", {} levels", in_words(variant.placement));
  }
  return label;
}

std::string width_label(const Variant& variant, bool by_levels) {
  return by_levels && variant.levels > 0
             ? fmt::format("{} levels", variant.levels)
             : fmt::format("{} bits", variant.bits);
}

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems),
      methods_(distinct_texts(settings, "method")),
      modes_(distinct_texts(settings, "mode")),
      placements_(distinct_texts(settings, "quantization.placement")) {
  for (const int levels : ascending_integers(settings, "levels")) {
    widths_.push_back({bits_that_hold(levels), levels});
  }
  if (widths_.empty()) {
    for (const int bits : ascending_integers(settings, "bits")) {
      widths_.push_back({bits, 0});
    }
  }
  const std::vector<std::string> losses = distinct_texts(settings, "loss");
  check_losses(losses);
  check_methods(losses);
  check_scaling();
  for (const std::string& loss : losses) {
    std::vector<std::string> others;
    for (const ProblemSpec& problem : this->problems()) {
      if (!is_for_task(loss, problem.task)) others.push_back(problem.title());
    }
    if (others.empty()) continue;
    left_out_.push_back(fmt::format("{} needs two classes: not on {}.", loss,
                                    fmt::join(others, ", ")));
  }
  for (const ProblemSpec& problem : this->problems()) {
    for (const std::string& loss : losses) {
      if (!is_for_task(loss, problem.task)) continue;
      sets_.push_back(new_set(problem, loss));
    }
  }
}

void Cells::check_losses(const std::vector<std::string>& losses) const {
  std::vector<Diagnostic> mistakes;
  for (const ProblemSpec& problem : problems()) {
    const bool any =
        std::any_of(losses.begin(), losses.end(), [&](const std::string& loss) {
          return is_for_task(loss, problem.task);
        });
    if (any) continue;
    mistakes.push_back({.pointer = "loss",
                        .message = fmt::format(
                            "{} has numbers as labels; {} needs two classes",
                            problem.title(), fmt::join(losses, " and ")),
                        .hint = "least_squares is for both"});
  }
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
}

void Cells::check_methods(const std::vector<std::string>& losses) const {
  std::vector<Diagnostic> mistakes;
  for (const std::string& name : methods_) {
    const TrainingMethod& method = training_method(name);
    const bool any = std::any_of(
        losses.begin(), losses.end(),
        [&](const std::string& loss) { return is_for_loss(method, loss); });
    if (any) continue;
    mistakes.push_back(
        {.pointer = "method",
         .message =
             fmt::format("{} is not for {}", name, fmt::join(losses, " or ")),
         .hint =
             fmt::format("it is for {}", fmt::join(method.losses, " and "))});
  }
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
}

void Cells::check_scaling() const {
  const std::string& scaling = parameters().text("quantization.scaling");
  if (!scaling.starts_with("row_")) return;
  const bool fits = parameters().text("quantization.draws") == "fresh" &&
                    placements_ == std::vector<std::string>{"uniform"} &&
                    !by_levels();
  if (fits) return;
  fail_at("quantization.scaling",
          fmt::format("{} goes with fresh draws, uniform levels and bits only",
                      scaling));
}

Cells::Set Cells::new_set(const ProblemSpec& problem, const std::string& loss) {
  Set set{.problem = problem, .loss = loss, .title = problem.title()};
  const bool has_classes = problem.task == Task::kClassification;
  const bool one_loss = parameters().texts("loss").size() == 1;
  if (has_classes && !one_loss) set.title += ", " + in_words(loss);
  TrainingSpec full = full_precision(problem);
  full.model = model_spec(settings(), loss);
  set.full.cells = add_training(full);
  add_search(full, set.title);
  for (const std::string& mode : modes_) {
    if (!quantizes_samples(mode)) {
      add_low(set, full, mode, "32-bit", "");
      continue;
    }
    for (const std::string& method : methods_) {
      if (!is_for_loss(training_method(method), loss)) {
        const std::string words =
            fmt::format("{} is not for {}: left out.", method, loss);
        if (std::find(left_out_.begin(), left_out_.end(), words) ==
            left_out_.end()) {
          left_out_.push_back(words);
        }
        continue;
      }
      for (const std::string& placement : placements_) {
        add_low(set, full, mode, method, placement);
      }
    }
  }
  set.optimum = add_optimum(set);
  return set;
}

void Cells::add_low(Set& set, const TrainingSpec& full, const std::string& mode,
                    const std::string& method, const std::string& placement) {
  std::vector<int> bits_done;
  for (const Width& width : widths_) {
    Variant variant{.mode = mode,
                    .method = method,
                    .placement = placement,
                    .bits = width.bits};
    const TrainingSpec spec = spec_of(full, variant, width);
    if (quantizes_samples(mode)) {
      variant.levels =
          spec.quantization.row_norm
              ? interval_count(width.bits, spec.quantization.convention) + 1
              : spec.quantization.intervals() + 1;
    } else if (std::find(bits_done.begin(), bits_done.end(), width.bits) !=
               bits_done.end()) {
      continue;  // 3 and 4 levels are the same to a channel
    }
    bits_done.push_back(width.bits);
    set.low.push_back({variant, add_training(spec)});
    if (spec.sgd.tuned == Tuned::kItself) {
      add_search(spec,
                 fmt::format("{}, {}, {}", set.title, variant_label(variant),
                             width_label(variant, by_levels())));
    }
  }
}

TrainingSpec Cells::spec_of(const TrainingSpec& full, const Variant& variant,
                            const Width& width) const {
  Settings own = settings();
  // One of the list.
  own.parameters.set("quantization.placement", variant.placement);
  TrainingSpec spec =
      with_mode(full, own, variant.mode, variant.method, width.bits);
  spec.sgd.tuned = tuned_from_name(parameters().text("sgd.tuned"));
  if (!quantizes_samples(variant.mode)) return spec;
  spec.quantization.level_count = width.levels;
  spec.estimator = estimator_of(training_method(variant.method),
                                spec.model.loss, parameters());
  return spec;
}

void Cells::add_search(const TrainingSpec& spec, const std::string& title) {
  if (spec.sgd.alpha == 0) searches_.push_back({title, add_step_search(spec)});
}

std::shared_ptr<const Cell> Cells::add_optimum(const Set& set) {
  const ModelSpec model = model_spec(settings(), set.loss);
  const std::int64_t iterations = parameters().integer("optimum.iterations");
  const bool is_l2 = model.regularizer == "l2";
  const double ridge = model.ridge + (is_l2 ? model.strength : 0);
  const bool is_ridge = is_l2 || model.regularizer == "none";
  if (set.loss == "least_squares" || !is_ridge || ridge == 0 ||
      iterations == 0) {
    return nullptr;
  }
  return add(new_cell(
      kOptimumTask, optimum_parameters(set.problem, set.loss, ridge,
                                       parameters().number("optimum.tolerance"),
                                       iterations)));
}

}  // namespace zipml::study
