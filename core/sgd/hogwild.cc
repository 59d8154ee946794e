#include "core/sgd/hogwild.h"

#include <atomic>
#include <barrier>
#include <cassert>
#include <thread>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

#if defined(__SANITIZE_THREAD__)
#define ZIPML_WITHOUT_RACES
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ZIPML_WITHOUT_RACES
#endif
#endif

#ifdef ZIPML_WITHOUT_RACES
// ThreadSanitizer is to find the races that are not meant: feature by feature,
// by relaxed atomics, several times slower.
void update(const float* row, float label, float step_size,
            std::vector<float>& model) {
  const std::size_t n = model.size();
  std::vector<float> seen(n);
  for (std::size_t j = 0; j < n; ++j) {
    seen[j] = std::atomic_ref(model[j]).load(std::memory_order_relaxed);
  }
  const float residual = kernels().dot(row, seen.data(), n) - label;
  const float scale = -step_size * residual;
  for (std::size_t j = 0; j < n; ++j) {
    const std::atomic_ref value(model[j]);
    value.store(value.load(std::memory_order_relaxed) + scale * row[j],
                std::memory_order_relaxed);
  }
}
#else
// One row's update of a model that other threads may be updating: a data race,
// on purpose. The kernels are units of their own that are called through a
// table, so the compiler can assume nothing of their accesses here and knows of
// no threads there; what is left is loads and stores of vectors, of which no
// CPU tears an aligned float.
void update(const float* row, float label, float step_size,
            std::vector<float>& model) {
  const std::size_t n = model.size();
  const float residual = kernels().dot(row, model.data(), n) - label;
  kernels().add_scaled(-step_size * residual, row, model.data(), n);
}
#endif

// The rows of one thread: [rows t / T, rows (t + 1) / T).
void run_part(const FeatureMatrix& features, std::span<const float> labels,
              const HogwildOptions& options, int thread,
              std::vector<float>& model) {
  const auto rows = static_cast<Eigen::Index>(labels.size());
  const Eigen::Index begin = rows * thread / options.threads;
  const Eigen::Index end = rows * (thread + 1) / options.threads;
  for (Eigen::Index k = begin; k < end; ++k) {
    update(features.row(k).data(), labels[static_cast<std::size_t>(k)],
           options.step_size, model);
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
    while (true) {
      meeting.arrive_and_wait();
      if (!goes_on) return;
      run_part(features, labels, options, thread, model);
      meeting.arrive_and_wait();
    }
  };
  std::vector<std::jthread> others;
  for (int thread = 1; thread < options.threads; ++thread) {
    others.emplace_back(work, thread);
  }
  for (int epoch = 1; goes_on; ++epoch) {
    meeting.arrive_and_wait();
    run_part(features, labels, options, 0, model);
    meeting.arrive_and_wait();
    goes_on = observe(epoch, model) && epoch < options.epochs;
  }
  meeting.arrive_and_wait();  // lets the others see that it is over
  return model;
}

}  // namespace zipml
