#include "experiments/cpu_speed/contestant.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>

#include "core/base/huge_memory.h"
#include "core/base/thread_team.h"
#include "core/kernels/kernels.h"
#include "core/kernels/packed_kernels.h"
#include "core/models/objective.h"
#include "core/sgd/estimators/debiased_single.h"
#include "core/sgd/estimators/double_sampling.h"
#include "core/sgd/estimators/single_sample.h"
#include "core/sgd/hogwild.h"
#include "core/sgd/trainer.h"
#include "experiments/cpu_speed/baselines.h"

namespace zipml::cpu_speed {
namespace {

// The fastest integers; their rounding is told by checked_difference().
constexpr IntegerArithmetic kArithmetic = {.model_bytes = 1,
                                           .residual_bytes = 1};

// One packed draw goes with the mean diagonal of its rounding: for values that
// are uniform between levels `step` apart, step^2 / 6.
std::unique_ptr<GradientEstimator> estimator_of(const Variant& variant,
                                                std::size_t features) {
  if (!variant.is_packed()) return make_single_sample_estimator();
  if (variant.code == SampleCode::kOrderedPair) {
    return make_double_sampling_estimator();
  }
  const auto step =
      2 / static_cast<float>(intervals_of(variant.code, variant.bits));
  return make_debiased_single_estimator(
      std::vector<float>(features, step * step / 6));
}

std::unique_ptr<SampleStore> store_of(const Variant& variant,
                                      SharedRows& rows) {
  if (!variant.is_packed()) return make_full_precision_store(rows.features());
  return make_stored_store(rows.plane(variant.code, variant.bits), {});
}

// Half of what is stable for these rows, E a a^T = I / 3, in batches: 2 / (1/3
// + c^2 n / (3 batch)). c = E q^2 / E a^2 = 1 + step^2 / 2 is what stochastic
// rounding to levels `step` apart adds to a factor of a product.
double step_of(const Variant& variant, std::size_t features) {
  double more = 1;
  if (variant.is_packed()) {
    const double step = 2.0 / intervals_of(variant.code, variant.bits);
    more += step * step / 2;
  }
  return 3 / (1 + more * more * static_cast<double>(features) / variant.batch);
}

class Reading : public Contestant {
 public:
  Reading(const SharedRows& rows, int threads)
      : rows_(rows), team_(threads), seen_(static_cast<std::size_t>(threads)) {}
  void run() override {
    team_.run([&](int thread) {
      const ThreadPart part =
          thread_part(static_cast<std::size_t>(rows_.features().size()), thread,
                      team_.size(), 16);
      seen_[static_cast<std::size_t>(thread)] = kernels().bits_of_all(
          rows_.features().data() + part.begin, part.end - part.begin);
    });
  }

 private:
  const SharedRows& rows_;
  ThreadTeam team_;
  std::vector<std::uint32_t> seen_;  // so that reading is not left out
};

class Baseline : public Contestant {
 public:
  Baseline(const Variant& variant, const SharedRows& rows, BaselineEpoch epoch)
      : rows_(rows),
        epoch_(epoch),
        step_(static_cast<float>(step_of(variant, rows.columns()))),
        model_(rows.columns(), 0.0f) {}
  void run() override {
    epoch_(rows_.features(), rows_.labels(), step_, model_);
  }
  std::vector<float> model() const override { return model_; }

 private:
  const SharedRows& rows_;
  BaselineEpoch epoch_;
  float step_;
  std::vector<float> model_;
};

// One pass of the trainer over some rows.
class Trainee {
 public:
  Trainee(const Variant& variant, SharedRows& rows, int threads,
          std::uint64_t repetition, const RowRange& range)
      : store_(store_of(variant, rows)),
        estimator_(estimator_of(variant, rows.columns())),
        loss_(make_least_squares_loss()),
        problem_{.samples = store_.get(),
                 .labels = rows.labels(),
                 .features = rows.columns(),
                 .loss = loss_.get(),
                 .estimator = estimator_.get()},
        options_{.epochs = 1,
                 .batch_size = variant.batch,
                 .step_size = {StepSchedule::kConstant,
                               step_of(variant, rows.columns())},
                 .order = SampleOrder::kSequential,
                 .rows = range,
                 .repetition = repetition,
                 .start = std::vector<float>(rows.columns(), 0.0f),
                 .threads = threads,
                 .arithmetic = kArithmetic} {}

  void run() {
    ++options_.seed;  // dithers of their own
    options_.start =
        train(problem_, options_, [](const EpochState&) { return true; }).model;
  }
  const std::vector<float>& model() const { return options_.start; }

 private:
  std::unique_ptr<SampleStore> store_;
  std::unique_ptr<GradientEstimator> estimator_;
  std::unique_ptr<Loss> loss_;
  TrainingProblem problem_;
  TrainingOptions options_;
};

class Training : public Contestant {
 public:
  Training(const Variant& variant, SharedRows& rows, int threads)
      : trainee_(variant, rows, threads, 0, {}) {}
  void run() override { trainee_.run(); }
  std::vector<float> model() const override { return trainee_.model(); }

 private:
  Trainee trainee_;
};

class Workers : public Contestant {
 public:
  Workers(const Variant& variant, SharedRows& rows, int threads)
      : team_(threads) {
    for (int thread = 0; thread < threads; ++thread) {
      const ThreadPart part = thread_part(rows.rows(), thread, threads);
      workers_.emplace_back(variant, rows, 1,
                            static_cast<std::uint64_t>(thread),
                            RowRange{part.begin, part.end - part.begin});
    }
  }
  void run() override {
    team_.run(
        [&](int thread) { workers_[static_cast<std::size_t>(thread)].run(); });
  }
  std::vector<float> model() const override {
    std::vector<float> mean(workers_.front().model().size(), 0.0f);
    const auto share = 1 / static_cast<float>(workers_.size());
    for (const Trainee& worker : workers_) {
      for (std::size_t j = 0; j < mean.size(); ++j) {
        mean[j] += share * worker.model()[j];
      }
    }
    return mean;
  }

 private:
  ThreadTeam team_;
  std::vector<Trainee> workers_;
};

// Starts from 0 at every pass, as train_hogwild() does.
class Hogwild : public Contestant {
 public:
  Hogwild(const Variant& variant, SharedRows& rows, int threads)
      : variant_(variant),
        rows_(rows),
        store_(store_of(variant, rows)),
        estimator_(estimator_of(variant, rows.columns())),
        loss_(make_least_squares_loss()),
        options_{.threads = threads,
                 .epochs = 1,
                 .step_size =
                     static_cast<float>(step_of(variant, rows.columns()) / 2),
                 .batch_size = variant.batch} {}
  void run() override {
    const auto watch = [](int, std::span<const float>) { return true; };
    if (variant_.batch == 1) {
      model_ = train_hogwild(rows_.features(), rows_.labels(), options_, watch);
    } else {
      model_ = train_hogwild_batches({.samples = store_.get(),
                                      .labels = rows_.labels(),
                                      .loss = loss_.get(),
                                      .estimator = estimator_.get(),
                                      .arithmetic = kArithmetic},
                                     rows_.columns(), options_, watch);
    }
  }
  std::vector<float> model() const override { return model_; }

 private:
  const Variant& variant_;
  const SharedRows& rows_;
  std::unique_ptr<SampleStore> store_;
  std::unique_ptr<GradientEstimator> estimator_;
  std::unique_ptr<Loss> loss_;
  HogwildOptions options_;
  std::vector<float> model_;
};

class Dots : public Contestant {
 public:
  Dots(const Variant& variant, SharedRows& rows)
      : plane_(rows.plane(variant.code, variant.bits)),
        view_(variant.bits == 8 ? CodeView::kWhole8 : CodeView::kWhole4),
        batch_(static_cast<std::size_t>(variant.batch)),
        image_(plane_.row_bytes() * static_cast<std::size_t>(8 / variant.bits),
               1),
        sums_(batch_) {
    for (std::size_t k = 0; k < plane_.rows(); ++k) {
      pointers_.push_back(plane_.row(k));
    }
  }
  void run() override {
    const auto image_sum = static_cast<std::int64_t>(image_.size());
    for (std::size_t start = 0; start < pointers_.size(); start += batch_) {
      const std::size_t count = std::min(batch_, pointers_.size() - start);
      const std::size_t end = start + count;
      // Twice as many as are taken: half of the next ones are fetched here.
      packed_kernels().dots(
          view_, nullptr,
          {.rows = pointers_.data() + start,
           .count = count,
           .blocks = plane_.blocks(),
           .next = pointers_.data() + end,
           .next_count = std::min(2 * batch_, pointers_.size() - end)},
          {image_.data(), nullptr}, image_sum, sums_.data());
    }
  }

 private:
  const PackedPlane& plane_;
  CodeView view_;
  std::size_t batch_;
  std::vector<std::int8_t> image_;
  std::vector<std::int64_t> sums_;
  std::vector<const std::uint8_t*> pointers_;
};

// Into one batch's memory, so that what is read decides.
class Quantizing : public Contestant {
 public:
  Quantizing(const Variant& variant, SharedRows& rows)
      : rows_(rows),
        packer_({rows.plane(variant.code, variant.bits).grid(),
                 Rounding::kStochastic},
                variant.code, CounterHash({.seed = 1})),
        packed_(packer_.row_bytes()) {}
  void run() override {
    for (std::size_t k = 0; k < rows_.rows(); ++k) {
      packer_.pack(rows_.features().row(static_cast<Eigen::Index>(k)).data(), k,
                   packed_.data());
    }
  }

 private:
  const SharedRows& rows_;
  RowPacker packer_;
  std::vector<std::uint8_t> packed_;
};

std::vector<float> first_gradient(SampleStore& store,
                                  const GradientEstimator& estimator,
                                  const Loss& loss,
                                  const std::vector<float>& labels,
                                  const std::vector<float>& model,
                                  const std::vector<std::uint32_t>& first,
                                  const IntegerArithmetic& arithmetic) {
  const auto batch = make_batch_gradient({.samples = &store,
                                          .labels = labels,
                                          .loss = &loss,
                                          .estimator = &estimator,
                                          .arithmetic = arithmetic});
  std::vector<float> gradient(model.size());
  batch->begin_epoch(1);
  batch->compute({.rows = first, .next = {}}, model, gradient);
  return gradient;
}

}  // namespace

SharedRows::SharedRows(std::size_t rows, std::size_t features,
                       std::uint64_t seed, int threads)
    : features_(static_cast<Eigen::Index>(rows),
                static_cast<Eigen::Index>(features)),
      labels_(rows),
      seed_(seed),
      threads_(threads) {
  prefer_huge_pages(features_.data(), rows * features * sizeof(float));
  RandomStream stream({.seed = seed, .purpose = Purpose::kDataGeneration});
  std::vector<float> truth(features);
  double length = 0;
  for (float& value : truth) {
    value = static_cast<float>(stream.normal());
    length += double{value} * double{value};
  }
  const CounterHash hash(
      {.seed = seed, .purpose = Purpose::kDataGeneration, .step = 1});
  ThreadTeam team(threads);
  team.run([&](int thread) {
    const ThreadPart part = thread_part(rows, thread, threads);
    for (std::size_t k = part.begin; k < part.end; ++k) {
      float* row = features_.row(static_cast<Eigen::Index>(k)).data();
      const std::uint64_t first = k * (features + 12);
      double label = 0;
      for (std::size_t j = 0; j < features; ++j) {
        row[j] = static_cast<float>(hash(first + j) >> 40) * 0x1p-23f - 1;
        label += double{row[j]} * double{truth[j]};
      }
      // The sum of twelve uniforms is as good as normal here.
      double noise = -6;
      for (std::size_t i = 0; i < 12; ++i) {
        noise +=
            static_cast<double>(hash(first + features + i) >> 11) * 0x1p-53;
      }
      labels_[k] = static_cast<float>(label / std::sqrt(length) + 0.1 * noise);
    }
  });
}

const PackedPlane& SharedRows::plane(SampleCode code, int bits) {
  auto& plane = planes_[{code, bits}];
  if (plane == nullptr) {
    auto& grid = grids_[{code, bits}];
    grid = std::make_unique<LevelGrid>(LevelGrid::uniform(
        std::vector<ValueRange>(columns(), {-1, 1}), intervals_of(code, bits)));
    plane = std::make_unique<PackedPlane>(
        Quantizer(*grid, Rounding::kStochastic), code, features_.data(), rows(),
        CounterHash({.seed = seed_, .purpose = Purpose::kSampleQuantization}),
        threads_);
  }
  return *plane;
}

double SharedRows::half_mse(const std::vector<float>& model) const {
  return mean_loss(features_, labels_, *make_least_squares_loss(), model,
                   threads_);
}

std::unique_ptr<Contestant> make_contestant(const Variant& variant,
                                            SharedRows& rows, int all_threads) {
  const int threads = variant.is_parallel ? all_threads : 1;
  switch (variant.work) {
    case Work::kRead:
      return std::make_unique<Reading>(rows, threads);
    case Work::kPlain:
      return std::make_unique<Baseline>(variant, rows, plain_epoch);
    case Work::kEigen:
      return std::make_unique<Baseline>(variant, rows, eigen_epoch);
    case Work::kOpenBlas:
      if (openblas_epoch() == nullptr) return nullptr;
      return std::make_unique<Baseline>(variant, rows, openblas_epoch());
    case Work::kTrain:
      return std::make_unique<Training>(variant, rows, threads);
    case Work::kWorkers:
      return std::make_unique<Workers>(variant, rows, threads);
    case Work::kHogwild:
      return std::make_unique<Hogwild>(variant, rows, threads);
    case Work::kDots:
      return std::make_unique<Dots>(variant, rows);
    case Work::kQuantize:
      return std::make_unique<Quantizing>(variant, rows);
  }
  return nullptr;
}

double checked_difference(const Variant& variant, SharedRows& rows) {
  if (!variant.is_packed() || variant.work == Work::kDots ||
      variant.work == Work::kQuantize) {
    return 0;
  }
  const auto store = store_of(variant, rows);
  const auto estimator = estimator_of(variant, rows.columns());
  const auto loss = make_least_squares_loss();
  std::vector<std::uint32_t> first(std::min<std::size_t>(rows.rows(), 64));
  std::iota(first.begin(), first.end(), 0u);
  RandomStream stream({.seed = 1, .purpose = Purpose::kMonteCarlo});
  std::vector<float> model(rows.columns());
  for (float& value : model) value = static_cast<float>(stream.normal());

  const auto gradient = [&] {
    return first_gradient(*store, *estimator, *loss, rows.labels(), model,
                          first, kArithmetic);
  };
  const std::vector<float> fast = gradient();
  {
    const ForcedTarget generic(Target::kGeneric);
    if (gradient() != fast) {
      throw std::logic_error(std::string(variant.name) +
                             " differs from the generic target");
    }
  }
  std::vector<float> plain(model.size(), 0.0f);
  std::vector<const float*> draws(static_cast<std::size_t>(estimator->draws()));
  store->begin_epoch(1);
  for (const std::uint32_t row : first) {
    store->fetch(row, 0, draws);
    estimator->add({.row = row, .draws = draws, .label = rows.labels()[row]},
                   model, *loss, 1 / static_cast<float>(first.size()), plain);
  }
  double difference = 0, size = 0;
  for (std::size_t j = 0; j < plain.size(); ++j) {
    difference += std::pow(double{fast[j]} - double{plain[j]}, 2);
    size += std::pow(double{plain[j]}, 2);
  }
  return std::sqrt(difference / size);
}

}  // namespace zipml::cpu_speed
