#include "core/sgd/trainer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/name_table.h"
#include "core/kernels/kernels.h"
#include "core/sgd/batch_gradient.h"

namespace zipml {
namespace {

constexpr std::array<Named<SampleOrder>, 3> kOrders = {{
    {"shuffled", SampleOrder::kShuffled},
    {"with_replacement", SampleOrder::kWithReplacement},
    {"sequential", SampleOrder::kSequential},
}};

bool is_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return std::isfinite(value); });
}

// The rows that one epoch visits, in order.
class Visits {
 public:
  Visits(SampleOrder order, const RowRange& range, StreamKey key)
      : order_(order), key_(key), first_(range.first), rows_(range.count) {
    std::iota(rows_.begin(), rows_.end(),
              static_cast<std::uint32_t>(range.first));
  }
  std::span<const std::uint32_t> of_epoch(int epoch) {
    key_.step = static_cast<std::uint64_t>(epoch);
    RandomStream stream(key_);
    if (order_ == SampleOrder::kShuffled) {
      // Fisher-Yates over last epoch's order.
      for (std::size_t left = rows_.size(); left > 1; --left) {
        std::swap(rows_[left - 1], rows_[stream.index(left)]);
      }
    } else if (order_ == SampleOrder::kWithReplacement) {
      for (std::uint32_t& row : rows_) {
        row = static_cast<std::uint32_t>(first_ + stream.index(rows_.size()));
      }
    }
    return rows_;
  }

 private:
  SampleOrder order_;
  StreamKey key_;
  std::size_t first_;
  std::vector<std::uint32_t> rows_;
};

// State of one run.
class Run {
 public:
  Run(const TrainingProblem& problem, const TrainingOptions& options)
      : problem_(problem),
        options_(options),
        model_(options.start.empty()
                   ? std::vector<float>(problem.features * problem.outputs)
                   : options.start),
        received_model_(model_.size()),
        gradient_(model_.size()),
        ridge_gradient_(model_.size()),
        draws_(static_cast<std::size_t>(problem.estimator->draws())),
        visits_(options.order,
                options.rows.count > 0
                    ? options.rows
                    : RowRange{0, problem.labels.size() / problem.outputs},
                key(Purpose::kSampleOrder, 0)),
        batch_gradient_(
            make_batch_gradient({.samples = problem.samples,
                                 .labels = problem.labels,
                                 .outputs = problem.outputs,
                                 .loss = problem.loss,
                                 .estimator = problem.estimator,
                                 .key = key(Purpose::kResidualQuantization, 0),
                                 .threads = options.threads,
                                 .arithmetic = options.arithmetic})) {
    assert(model_.size() == problem.features * problem.outputs);
    assert(problem.outputs == 1 || batch_gradient_ != nullptr);
    assert(problem.samples->draws() >= problem.estimator->draws());
    assert(options.batch_size >= 1);
    assert((options.rows.first + options.rows.count) * problem.outputs <=
           problem.labels.size());
  }

  void epoch(int epoch) {
    const auto step = static_cast<std::uint64_t>(epoch);
    model_hash_ = CounterHash(key(Purpose::kModelQuantization, step));
    gradient_hash_ = CounterHash(key(Purpose::kGradientQuantization, step));
    ridge_hash_ = CounterHash(key(Purpose::kRidgeQuantization, step));
    problem_.samples->begin_epoch(epoch);
    if (batch_gradient_ != nullptr) batch_gradient_->begin_epoch(epoch);
    const std::span<const std::uint32_t> rows = visits_.of_epoch(epoch);
    const auto batch = static_cast<std::size_t>(options_.batch_size);
    std::uint64_t message = 0;
    for (std::size_t start = 0; start < rows.size(); start += batch) {
      const std::size_t size = std::min(batch, rows.size() - start);
      const std::size_t end = start + size;
      update(epoch,
             {.rows = rows.subspan(start, size),
              .next = rows.subspan(end, std::min(batch, rows.size() - end)),
              .first_visit = start},
             message++);
      if (averages(epoch)) add_to_average();
    }
    const auto features = static_cast<double>(problem_.features);
    bits_.samples += static_cast<double>(rows.size()) * features *
                     problem_.samples->bits_per_value();
  }

  EpochState state(int epoch) const { return {epoch, model_, bits_}; }
  bool diverged() const { return !is_finite(model_); }

  TrainingResult result(TrainingStatus status, int epochs) && {
    std::vector<double> average = std::move(average_);
    for (double& value : average) value /= static_cast<double>(averaged_);
    return {status, epochs, std::move(model_), std::move(average), bits_};
  }

 private:
  StreamKey key(Purpose purpose, std::uint64_t step) const {
    return {options_.seed, purpose, options_.repetition, step};
  }

  // The model travels to the gradient device, the batch's samples too, and
  // the gradient comes back.
  void update(int epoch, const BatchVisit& batch, std::uint64_t message) {
    const std::size_t n = model_.size();
    std::span<const float> model = model_;
    if (problem_.model_channel != nullptr) {
      problem_.model_channel->send(model_, model_hash_, message,
                                   received_model_);
      model = received_model_;
    }
    if (batch_gradient_ != nullptr) {
      batch_gradient_->compute(batch, model, gradient_);
    } else {
      std::fill(gradient_.begin(), gradient_.end(), 0.0f);
      const float weight = 1 / static_cast<float>(batch.rows.size());
      for (std::size_t i = 0; i < batch.rows.size(); ++i) {
        add(batch.rows[i], batch.first_visit + i, model, weight);
      }
    }
    if (problem_.ridge != 0) add_ridge(model, message);
    if (problem_.gradient_channel != nullptr) {
      problem_.gradient_channel->send(gradient_, gradient_hash_, message,
                                      gradient_);
    }
    ++updates_;
    const double step = options_.step_size.at(epoch, updates_);
    kernels().add_scaled(static_cast<float>(-step), gradient_.data(),
                         model_.data(), n);
    if (problem_.regularizer != nullptr) {
      problem_.regularizer->prox(step, model_);
    }
    bits_.model += message_bits(problem_.model_channel);
    bits_.gradient += message_bits(problem_.gradient_channel);
  }

  void add(std::uint32_t row, std::uint64_t visit, std::span<const float> model,
           float weight) {
    problem_.samples->fetch(row, visit, draws_);
    const VisitCost cost = problem_.estimator->add(
        {.row = row,
         .draws = draws_,
         .label = problem_.labels[row],
         .full = problem_.full_samples == nullptr
                     ? nullptr
                     : problem_.full_samples->row(row).data()},
        model, *problem_.loss, weight, gradient_);
    bits_.samples += cost.bits;
    if (cost.refetched) {
      bits_.samples += 32 * static_cast<double>(problem_.features);
      ++bits_.refetched;
    }
  }

  void add_ridge(std::span<const float> model, std::uint64_t message) {
    const auto ridge = static_cast<float>(problem_.ridge);
    if (problem_.ridge_codec == nullptr) {
      kernels().add_scaled(ridge, model.data(), gradient_.data(), model.size());
      return;
    }
    for (std::size_t i = 0; i < model.size(); ++i) {
      ridge_gradient_[i] = ridge * model[i];
    }
    problem_.ridge_codec->send(ridge_gradient_, ridge_hash_, message,
                               ridge_gradient_);
    kernels().add_scaled(1, ridge_gradient_.data(), gradient_.data(),
                         model.size());
  }

  double message_bits(const VectorCodec* codec) const {
    const std::size_t n = model_.size();
    return static_cast<double>(codec == nullptr ? 32 * n
                                                : codec->message_bits(n));
  }

  bool averages(int epoch) const {
    return options_.average_after_epoch.has_value() &&
           epoch > *options_.average_after_epoch;
  }
  void add_to_average() {
    average_.resize(model_.size());
    for (std::size_t i = 0; i < model_.size(); ++i) {
      average_[i] += double{model_[i]};
    }
    ++averaged_;
  }

  const TrainingProblem& problem_;
  const TrainingOptions& options_;
  std::vector<float> model_;
  std::vector<float> received_model_;
  std::vector<float> gradient_;
  std::vector<float> ridge_gradient_;
  std::vector<const float*> draws_;
  Visits visits_;
  std::unique_ptr<BatchGradient> batch_gradient_;  // null: row after row
  CounterHash model_hash_, gradient_hash_, ridge_hash_;
  std::int64_t updates_ = 0;
  ChannelBits bits_;
  std::vector<double> average_;
  std::int64_t averaged_ = 0;
};

}  // namespace

std::string sample_order_name(SampleOrder order) {
  return name_in(kOrders, order);
}

SampleOrder sample_order_from_name(const std::string& name) {
  return value_in(kOrders, name, "sample order");
}

std::vector<std::string> sample_order_names() { return names_in(kOrders); }

TrainingResult train(const TrainingProblem& problem,
                     const TrainingOptions& options,
                     const std::function<bool(const EpochState&)>& observe) {
  Run run(problem, options);
  if (!observe(run.state(0))) {
    return std::move(run).result(TrainingStatus::kStopped, 0);
  }
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    run.epoch(epoch);
    if (run.diverged()) {
      return std::move(run).result(TrainingStatus::kDiverged, epoch);
    }
    if (!observe(run.state(epoch))) {
      return std::move(run).result(TrainingStatus::kStopped, epoch);
    }
  }
  return std::move(run).result(TrainingStatus::kFinished, options.epochs);
}

}  // namespace zipml
