// The same quantities measured with what training uses.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>

#include "core/quantize/vector_codec.h"
#include "core/sgd/estimators/double_sampling.h"
#include "core/sgd/estimators/symmetrised.h"
#include "experiments/variance_bounds/quantity.h"

namespace zipml::variance_bounds {
namespace {

std::vector<float> narrow(const Eigen::VectorXd& v) {
  const Eigen::VectorXf floats = v.cast<float>();
  return {floats.begin(), floats.end()};
}

Eigen::VectorXd widen(const std::vector<float>& v) {
  return Eigen::Map<const Eigen::VectorXf>(v.data(),
                                           static_cast<Eigen::Index>(v.size()))
      .cast<double>();
}

LevelGrid grid_of(const Eigen::VectorXd& scales, int intervals) {
  std::vector<ValueRange> ranges;
  for (const double scale : scales) ranges.push_back({-scale, scale});
  return LevelGrid::uniform(ranges, intervals);
}

std::unique_ptr<VectorCodec> row_codec(const Instance& instance) {
  return make_vector_codec("row_l2", instance.bits, instance.convention);
}

// Draws of one vector.
class VectorSampler {
 public:
  VectorSampler(const Instance& instance, const StreamKey& key)
      : value_(narrow(instance.sample(0))),
        drawn_(value_.size()),
        scaling_(instance.scaling),
        codec_(row_codec(instance)),
        grid_(grid_of(instance.sample_scales(0), instance.intervals())),
        hash_(key) {}

  Eigen::VectorXd draw(std::uint64_t number) {
    if (scaling_ == SampleScaling::kRow) {
      codec_->send(value_, hash_, number, drawn_);
    } else {
      Quantizer(grid_, Rounding::kStochastic)
          .draw(value_.data(), hash_, number, drawn_.data());
    }
    return widen(drawn_);
  }

 private:
  std::vector<float> value_, drawn_;
  SampleScaling scaling_;
  std::unique_ptr<VectorCodec> codec_;
  LevelGrid grid_;
  CounterHash hash_;
};

// Zero is a level for even N, up to the rounding of its float.
double count_nonzeros(const Eigen::VectorXd& drawn,
                      const Eigen::VectorXd& steps) {
  double count = 0;
  for (Eigen::Index i = 0; i < drawn.size(); ++i) {
    if (std::abs(drawn(i)) > 1e-3 * steps(i)) ++count;
  }
  return count;
}

RunningStatistics measure_vector(Quantity quantity, const Instance& instance,
                                 std::int64_t draws, const StreamKey& key) {
  VectorSampler sampler(instance, key);
  const Eigen::VectorXd a = instance.sample(0);
  const Eigen::VectorXd steps =
      2 * instance.sample_scales(0) / instance.intervals();
  RunningStatistics result;
  for (std::int64_t i = 0; i < draws; ++i) {
    const Eigen::VectorXd q = sampler.draw(static_cast<std::uint64_t>(i));
    result.add(quantity == Quantity::kProjection     ? instance.model.dot(q)
               : quantity == Quantity::kNonzeros     ? count_nonzeros(q, steps)
               : quantity == Quantity::kSecondMoment ? q.squaredNorm()
                                                     : (q - a).squaredNorm());
  }
  return result;
}

// Draws of the gradient of one sample, as the training loop makes them: which
// of sample, model and gradient is quantized depends on the quantity.
class GradientSampler {
 public:
  GradientSampler(Quantity quantity, const Instance& instance, Eigen::Index k,
                  StreamKey key)
      : sample_(narrow(instance.sample(k))),
        model_(narrow(instance.model)),
        first_(sample_),
        second_(sample_),
        sent_model_(model_),
        gradient_(sample_.size()),
        label_(static_cast<float>(instance.labels(k))),
        loss_(make_least_squares_loss()),
        estimator_(quantity == Quantity::kSymmetrised
                       ? make_symmetrised_estimator()
                       : make_double_sampling_estimator()),
        codec_(row_codec(instance)) {
    const bool all = is_end_to_end(quantity);
    quantizes_model_ = all || quantity == Quantity::kModelMoment;
    quantizes_gradient_ = all || quantity == Quantity::kGradientMoment;
    if (all || (!quantizes_model_ && !quantizes_gradient_)) {
      grid_ = grid_of(instance.sample_scales(k), instance.intervals());
    }
    // A stream of its own for each sample and channel.
    key.step = key.step * static_cast<std::uint64_t>(instance.samples.rows()) +
               static_cast<std::uint64_t>(k);
    for (const Purpose purpose :
         {Purpose::kSampleQuantization, Purpose::kModelQuantization,
          Purpose::kGradientQuantization}) {
      key.purpose = purpose;
      hashes_.emplace_back(key);
    }
  }

  Eigen::VectorXd draw(std::uint64_t number) {
    if (grid_) {
      Quantizer(*grid_, Rounding::kStochastic)
          .draw_pair(sample_.data(), hashes_[0], number, first_.data(),
                     second_.data());
    }
    if (quantizes_model_) codec_->send(model_, hashes_[1], number, sent_model_);
    std::fill(gradient_.begin(), gradient_.end(), 0.0f);
    const float* const draws[] = {first_.data(), second_.data()};
    estimator_->add({.draws = draws, .label = label_}, sent_model_, *loss_, 1,
                    gradient_);
    if (quantizes_gradient_) {
      codec_->send(gradient_, hashes_[2], number, gradient_);
    }
    return widen(gradient_);
  }

 private:
  std::vector<float> sample_, model_, first_, second_, sent_model_, gradient_;
  float label_;
  std::unique_ptr<Loss> loss_;
  std::unique_ptr<GradientEstimator> estimator_;
  std::unique_ptr<VectorCodec> codec_;
  bool quantizes_model_ = false;
  bool quantizes_gradient_ = false;
  std::optional<LevelGrid> grid_;
  std::vector<CounterHash> hashes_;  // sample, model, gradient
};

// What the gradients' squared distance is measured from.
Eigen::VectorXd center_of(Quantity quantity, const Instance& instance) {
  Eigen::VectorXd center = Eigen::VectorXd::Zero(instance.features());
  switch (quantity) {
    case Quantity::kDoubleSampling:
    case Quantity::kSymmetrised:
      center = instance.residual(0) * instance.sample(0);
      break;
    case Quantity::kDoubleSamplingNoise:
    case Quantity::kEndToEndNoise:
      for (Eigen::Index k = 0; k < instance.samples.rows(); ++k) {
        center += instance.residual(k) * instance.sample(k) /
                  static_cast<double>(instance.samples.rows());
      }
      break;
    default:
      break;
  }
  return center;
}

}  // namespace

RunningStatistics measure(Quantity quantity, const Instance& instance,
                          std::int64_t draws, const StreamKey& key) {
  switch (quantity) {
    case Quantity::kProjection:
    case Quantity::kTotalVariance:
    case Quantity::kNonzeros:
    case Quantity::kSecondMoment:
      return measure_vector(quantity, instance, draws, key);
    default:
      break;
  }
  const Eigen::VectorXd center = center_of(quantity, instance);
  const bool one_sample = quantity == Quantity::kDoubleSampling ||
                          quantity == Quantity::kSymmetrised;
  const Eigen::Index samples = one_sample ? 1 : instance.samples.rows();
  std::vector<GradientSampler> samplers;
  for (Eigen::Index k = 0; k < samples; ++k) {
    samplers.emplace_back(quantity, instance, k, key);
  }
  RunningStatistics result;
  for (std::int64_t i = 0; i < draws; ++i) {
    double mean = 0;
    for (GradientSampler& sampler : samplers) {
      mean +=
          (sampler.draw(static_cast<std::uint64_t>(i)) - center).squaredNorm() /
          static_cast<double>(samples);
    }
    result.add(mean);
  }
  return result;
}

}  // namespace zipml::variance_bounds
