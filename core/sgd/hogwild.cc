#include "core/sgd/hogwild.h"

#include <atomic>
#include <barrier>
#include <cassert>
#include <thread>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

// One row's update of a model that nobody else touches.
void update_alone(const float* row, float label, float step_size,
                  std::vector<float>& model) {
  const std::size_t n = model.size();
  const float residual = kernels().dot(row, model.data(), n) - label;
  kernels().add_scaled(-step_size * residual, row, model.data(), n);
}

// One row's update of a shared model; `seen` is the thread's own copy of it.
void update_shared(const float* row, float label, float step_size,
                   std::vector<float>& model, std::vector<float>& seen) {
  const std::size_t n = model.size();
  for (std::size_t j = 0; j < n; ++j) {
    seen[j] = std::atomic_ref(model[j]).load(std::memory_order_relaxed);
  }
  const float residual = kernels().dot(row, seen.data(), n) - label;
  const float scale = step_size * residual;
  for (std::size_t j = 0; j < n; ++j) {
    const std::atomic_ref value(model[j]);
    value.store(value.load(std::memory_order_relaxed) - scale * row[j],
                std::memory_order_relaxed);
  }
}

// The rows of one thread: [rows t / T, rows (t + 1) / T).
void run_part(const FeatureMatrix& features, std::span<const float> labels,
              const HogwildOptions& options, int thread,
              std::vector<float>& model, std::vector<float>& seen) {
  const auto rows = static_cast<Eigen::Index>(labels.size());
  const Eigen::Index begin = rows * thread / options.threads;
  const Eigen::Index end = rows * (thread + 1) / options.threads;
  for (Eigen::Index k = begin; k < end; ++k) {
    const float* row = features.row(k).data();
    const float label = labels[static_cast<std::size_t>(k)];
    if (options.threads == 1) {
      update_alone(row, label, options.step_size, model);
    } else {
      update_shared(row, label, options.step_size, model, seen);
    }
  }
}

}  // namespace

std::vector<float> train_hogwild(
    const FeatureMatrix& features, std::span<const float> labels,
    const HogwildOptions& options,
    const std::function<bool(int epoch, std::span<const float> model)>&
        observe) {
  assert(options.threads >= 1);
  assert(static_cast<Eigen::Index>(labels.size()) <= features.rows());
  const auto n = static_cast<std::size_t>(features.cols());
  std::vector<float> model(n, 0.0f);
  bool goes_on = observe(0, model) && options.epochs > 0;
  if (!goes_on) return model;

  // Two meetings an epoch: one begins it, one ends it. `goes_on` is written
  // between the end and the next beginning, when no other thread reads it.
  std::barrier meeting(options.threads);
  const auto work = [&](int thread) {
    std::vector<float> seen(n);
    while (true) {
      meeting.arrive_and_wait();
      if (!goes_on) return;
      run_part(features, labels, options, thread, model, seen);
      meeting.arrive_and_wait();
    }
  };
  std::vector<std::jthread> others;
  for (int thread = 1; thread < options.threads; ++thread) {
    others.emplace_back(work, thread);
  }
  std::vector<float> seen(n);
  for (int epoch = 1; goes_on; ++epoch) {
    meeting.arrive_and_wait();
    run_part(features, labels, options, 0, model, seen);
    meeting.arrive_and_wait();
    goes_on = observe(epoch, model) && epoch < options.epochs;
  }
  meeting.arrive_and_wait();  // lets the others see that it is over
  return model;
}

}  // namespace zipml
