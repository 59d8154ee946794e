// The sample in full precision where random projections leave its side open.
#include "core/sgd/estimators/jl_refetch.h"

#include <algorithm>
#include <cassert>

#include "core/sgd/refetch.h"

namespace zipml {
namespace {

class JlRefetch : public GradientEstimator {
 public:
  JlRefetch(const FeatureMatrix& rows, const SketchSpec& spec,
            const StreamKey& key)
      : channel_(static_cast<std::size_t>(rows.cols()), spec, key),
        row_sketches_(static_cast<std::size_t>(rows.rows()) * spec.dimension),
        model_sketch_(spec.dimension) {
    for (Eigen::Index row = 0; row < rows.rows(); ++row) {
      channel_.send(rows.row(row).data(),
                    {row_sketches_.data() + offset(row), spec.dimension});
    }
  }
  std::string_view name() const override { return "jl_refetch"; }
  int draws() const override { return 1; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                [[maybe_unused]] const Loss& loss, float weight,
                std::span<float> gradient) const override {
    assert(loss.name() == "hinge");
    double bits = channel_.message_bits();
    if (!std::equal(model.begin(), model.end(), sent_model_.begin(),
                    sent_model_.end())) {
      sent_model_.assign(model.begin(), model.end());
      channel_.send(model.data(), model_sketch_);
      bits += channel_.message_bits();
    }
    const double margin = SketchChannel::margin(
        {row_sketches_.data() + offset(visit.row), model_sketch_.size()},
        model_sketch_, visit.label);
    VisitCost cost = add_hinge_gradient(channel_.side(margin), visit, model,
                                        weight, gradient);
    cost.bits = bits;
    return cost;
  }

 private:
  std::size_t offset(Eigen::Index row) const {
    return static_cast<std::size_t>(row) * channel_.spec().dimension;
  }

  SketchChannel channel_;
  std::vector<float> row_sketches_;
  // What the gradient device holds: the last model that was sketched, and what
  // arrived of it.
  mutable std::vector<float> sent_model_;
  mutable std::vector<float> model_sketch_;
};

}  // namespace

std::unique_ptr<GradientEstimator> make_jl_refetch_estimator(
    const FeatureMatrix& rows, const SketchSpec& spec, const StreamKey& key) {
  return std::make_unique<JlRefetch>(rows, spec, key);
}

}  // namespace zipml
