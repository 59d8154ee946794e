#include "experiments/cpu_speed/baselines.h"

#ifdef ZIPML_OPENBLAS
#include <cblas.h>
#endif

namespace zipml::cpu_speed {

void plain_epoch(const FeatureMatrix& features, std::span<const float> labels,
                 float step, std::vector<float>& model) {
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const float* row = features.row(static_cast<Eigen::Index>(k)).data();
    float prediction = 0;
    for (std::size_t j = 0; j < model.size(); ++j) {
      prediction += row[j] * model[j];
    }
    const float scale = -step * (prediction - labels[k]);
    for (std::size_t j = 0; j < model.size(); ++j) model[j] += scale * row[j];
  }
}

void eigen_epoch(const FeatureMatrix& features, std::span<const float> labels,
                 float step, std::vector<float>& model) {
  Eigen::Map<Eigen::RowVectorXf> x(model.data(), features.cols());
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const auto row = features.row(static_cast<Eigen::Index>(k));
    x -= step * (row.dot(x) - labels[k]) * row;
  }
}

#ifdef ZIPML_OPENBLAS
BaselineEpoch openblas_epoch() {
  return [](const FeatureMatrix& features, std::span<const float> labels,
            float step, std::vector<float>& model) {
    openblas_set_num_threads(1);
    const auto n = static_cast<int>(features.cols());
    for (std::size_t k = 0; k < labels.size(); ++k) {
      const float* row = features.row(static_cast<Eigen::Index>(k)).data();
      const float residual = cblas_sdot(n, row, 1, model.data(), 1) - labels[k];
      cblas_saxpy(n, -step * residual, row, 1, model.data(), 1);
    }
  };
}
#else
BaselineEpoch openblas_epoch() { return nullptr; }
#endif

}  // namespace zipml::cpu_speed
