#include "core/sgd/hogwild.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cassert>
#include <memory>
#include <thread>

#include "core/base/thread_team.h"
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

// One model that other threads may be updating: a data race, on purpose. The
// kernels are units of their own that are called through a table, so the
// compiler can assume nothing of their accesses here and knows of no threads
// there; what is left is loads and stores of vectors, of which no CPU tears an
// aligned float. ThreadSanitizer is to find the races that are not meant: with
// it, value by value, by relaxed atomics, several times slower.
#ifdef ZIPML_WITHOUT_RACES
std::vector<float> seen(std::vector<float>& model) {
  std::vector<float> values(model.size());
  for (std::size_t j = 0; j < model.size(); ++j) {
    values[j] = std::atomic_ref(model[j]).load(std::memory_order_relaxed);
  }
  return values;
}
void add(float scale, const float* values, std::vector<float>& model) {
  for (std::size_t j = 0; j < model.size(); ++j) {
    const std::atomic_ref value(model[j]);
    value.store(value.load(std::memory_order_relaxed) + scale * values[j],
                std::memory_order_relaxed);
  }
}
#else
const std::vector<float>& seen(std::vector<float>& model) { return model; }
void add(float scale, const float* values, std::vector<float>& model) {
  kernels().add_scaled(scale, values, model.data(), model.size());
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
    const float* row = features.row(k).data();
    const float residual =
        kernels().dot(row, seen(model).data(), model.size()) -
        labels[static_cast<std::size_t>(k)];
    add(-options.step_size * residual, row, model);
  }
}

// One thread's batches, with memory of its own.
class BatchPart {
 public:
  BatchPart(BatchIngredients from, std::size_t features,
            const HogwildOptions& options, int thread)
      : options_(options), gradient_(features) {
    from.threads = 1;
    // Threads differ in their dithers.
    from.key.repetition = static_cast<std::uint64_t>(thread);
    compute_ = make_batch_gradient(from);
    assert(compute_ != nullptr);
    const ThreadPart part =
        thread_part(from.labels.size(), thread, options.threads);
    for (std::size_t k = part.begin; k < part.end; ++k) {
      rows_.push_back(static_cast<std::uint32_t>(k));
    }
  }

  void run(int epoch, std::vector<float>& model) {
    compute_->begin_epoch(epoch);
    const std::span<const std::uint32_t> rows = rows_;
    const auto size = static_cast<std::size_t>(options_.batch_size);
    for (std::size_t start = 0; start < rows.size(); start += size) {
      const std::size_t end = std::min(start + size, rows.size());
      compute_->compute(
          {.rows = rows.subspan(start, end - start),
           .next = rows.subspan(end, std::min(size, rows.size() - end)),
           .first_visit = start},
          seen(model), gradient_);
      add(-options_.step_size, gradient_.data(), model);
    }
  }

 private:
  const HogwildOptions& options_;
  std::unique_ptr<BatchGradient> compute_;
  std::vector<std::uint32_t> rows_;
  std::vector<float> gradient_;
};

// Threads that run through their parts, epoch by epoch; part(thread, epoch,
// model) is what one does in an epoch.
template <typename Part>
std::vector<float> run_threads(
    std::size_t features, const HogwildOptions& options, const Part& part,
    const std::function<bool(int epoch, std::span<const float> model)>&
        observe) {
  assert(options.threads >= 1);
  std::vector<float> model(features, 0.0f);
  bool goes_on = observe(0, model) && options.epochs > 0;
  if (!goes_on) return model;

  // Two meetings an epoch: one begins it, one ends it. `goes_on` is written
  // between the end and the next beginning, when no other thread reads it.
  std::barrier meeting(options.threads);
  const auto work = [&](int thread) {
    for (int epoch = 1;; ++epoch) {
      meeting.arrive_and_wait();
      if (!goes_on) return;
      part(thread, epoch, model);
      meeting.arrive_and_wait();
    }
  };
  std::vector<std::jthread> others;
  for (int thread = 1; thread < options.threads; ++thread) {
    others.emplace_back(work, thread);
  }
  for (int epoch = 1; goes_on; ++epoch) {
    meeting.arrive_and_wait();
    part(0, epoch, model);
    meeting.arrive_and_wait();
    goes_on = observe(epoch, model) && epoch < options.epochs;
  }
  meeting.arrive_and_wait();  // lets the others see that it is over
  return model;
}

}  // namespace

std::vector<float> train_hogwild(
    const FeatureMatrix& features, std::span<const float> labels,
    const HogwildOptions& options,
    const std::function<bool(int epoch, std::span<const float> model)>&
        observe) {
  assert(static_cast<Eigen::Index>(labels.size()) <= features.rows());
  return run_threads(
      static_cast<std::size_t>(features.cols()), options,
      [&](int thread, int, std::vector<float>& model) {
        run_part(features, labels, options, thread, model);
      },
      observe);
}

std::vector<float> train_hogwild_batches(
    const BatchIngredients& from, std::size_t features,
    const HogwildOptions& options,
    const std::function<bool(int epoch, std::span<const float> model)>&
        observe) {
  std::vector<BatchPart> parts;
  for (int thread = 0; thread < options.threads; ++thread) {
    parts.emplace_back(from, features, options, thread);
  }
  return run_threads(
      features, options,
      [&](int thread, int epoch, std::vector<float>& model) {
        parts[static_cast<std::size_t>(thread)].run(epoch, model);
      },
      observe);
}

}  // namespace zipml
