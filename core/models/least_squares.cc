#include "core/models/least_squares.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "core/models/row_blocks.h"

namespace zipml {
namespace {

Eigen::VectorXd solve(const Eigen::MatrixXd& matrix,
                      const Eigen::VectorXd& right) {
  return matrix.completeOrthogonalDecomposition().solve(right);
}

}  // namespace

LeastSquaresProblem::LeastSquaresProblem(const FeatureMatrix& features,
                                         const Eigen::VectorXf& labels,
                                         Eigen::Index rows) {
  assert(rows > 0 && rows <= features.rows() && rows <= labels.size());
  const Eigen::Index n = features.cols();
  const auto count = static_cast<double>(rows);
  second_moment_ = Eigen::MatrixXd::Zero(n, n);
  cross_moment_ = Eigen::VectorXd::Zero(n);
  for_row_blocks(rows, [&](Eigen::Index start, Eigen::Index size) {
    const Eigen::MatrixXd block =
        features.middleRows(start, size).cast<double>();
    second_moment_.selfadjointView<Eigen::Lower>().rankUpdate(
        block.transpose());
    cross_moment_.noalias() +=
        block.transpose() * labels.segment(start, size).cast<double>();
  });
  second_moment_.triangularView<Eigen::StrictlyUpper>() =
      second_moment_.transpose();
  second_moment_ /= count;
  cross_moment_ /= count;

  optimum_ = solve(second_moment_, cross_moment_);
  // From the residuals themselves: b^2 - c^T x would cancel.
  double squares = 0;
  for_row_blocks(rows, [&](Eigen::Index start, Eigen::Index size) {
    squares += (features.middleRows(start, size).cast<double>() * optimum_ -
                labels.segment(start, size).cast<double>())
                   .squaredNorm();
  });
  minimum_ = squares / (2 * count);
}

double LeastSquaresProblem::excess(const Eigen::VectorXd& x) const {
  const Eigen::VectorXd away = x - optimum_;
  return away.dot(second_moment_ * away) / 2;
}

double LeastSquaresProblem::excess(std::span<const float> x) const {
  return excess(Eigen::Map<const Eigen::VectorXf>(
                    x.data(), static_cast<Eigen::Index>(x.size()))
                    .cast<double>());
}

Eigen::VectorXd LeastSquaresProblem::ridge_point(
    const Eigen::VectorXd& diagonal) const {
  Eigen::MatrixXd matrix = second_moment_;
  matrix.diagonal() += diagonal;
  return solve(matrix, cross_moment_);
}

LeastSquaresProblem LeastSquaresProblem::with_ridge(double ridge) const {
  LeastSquaresProblem problem = *this;
  const Eigen::VectorXd diagonal =
      Eigen::VectorXd::Constant(optimum_.size(), ridge);
  problem.second_moment_.diagonal() += diagonal;
  problem.optimum_ = ridge_point(diagonal);
  problem.minimum_ = minimum_ + excess(problem.optimum_) +
                     ridge / 2 * problem.optimum_.squaredNorm();
  return problem;
}

Eigen::VectorXd instrumental_variable_point(const FeatureMatrix& first,
                                            const FeatureMatrix& second,
                                            const Eigen::VectorXf& labels,
                                            Symmetry symmetry) {
  const Eigen::MatrixXd a1 = first.cast<double>();
  const Eigen::MatrixXd a2 = second.cast<double>();
  const Eigen::VectorXd b = labels.cast<double>();
  Eigen::MatrixXd matrix = a1.transpose() * a2;
  Eigen::VectorXd right = a1.transpose() * b;
  if (symmetry == Symmetry::kSymmetrised) {
    matrix += matrix.transpose().eval();
    right += a2.transpose() * b;
  }
  return solve(matrix, right);
}

std::optional<Eigen::VectorXd> errors_in_variables_point(
    const FeatureMatrix& drawn, const Eigen::VectorXf& labels,
    const Eigen::VectorXd& variances) {
  const auto rows = static_cast<double>(drawn.rows());
  const Eigen::MatrixXd q = drawn.cast<double>();
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(q.cols(), q.cols());
  matrix.selfadjointView<Eigen::Lower>().rankUpdate(q.transpose(), 1 / rows);
  const double scale = matrix.trace();
  matrix.diagonal() -= variances;
  const Eigen::VectorXd right = q.transpose() * labels.cast<double>() / rows;
  // Reads the lower triangle.
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(matrix);
  const Eigen::VectorXd& values = eigen.eigenvalues();
  const Eigen::VectorXd along = eigen.eigenvectors().transpose() * right;
  // Sums of K products, and n steps of the decomposition.
  const double rounded = std::numeric_limits<double>::epsilon() *
                         (rows + static_cast<double>(q.cols()));
  const double zero = rounded * scale;
  Eigen::VectorXd ratios = Eigen::VectorXd::Zero(q.cols());
  for (Eigen::Index i = 0; i < q.cols(); ++i) {
    if (values(i) < -zero) return std::nullopt;
    if (values(i) > zero) {
      ratios(i) = along(i) / values(i);
    } else if (std::abs(along(i)) > rounded * right.norm()) {
      return std::nullopt;
    }
  }
  return eigen.eigenvectors() * ratios;
}

}  // namespace zipml
