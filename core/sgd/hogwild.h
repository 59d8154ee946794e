// CPU baselines of stochastic gradient descent: one thread, and Hogwild!.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/sgd/batch_gradient.h"

namespace zipml {

struct HogwildOptions {
  int threads = 1;
  int epochs = 10;
  float step_size = 1e-3f;  // constant
  int batch_size = 1;       // of train_hogwild_batches
};

// Least squares in float32, one sample an update, from x = 0:
//   x <- x - step_size (a_k . x - b_k) a_k.
// Thread t of T runs through the t-th part of the rows in storage order, as the
// paper's FPGA runs through all of them; the threads meet after each epoch.
//
// Hogwild! (Niu et al., NIPS 2011): all threads read and write one model
// without a lock, each row by the same vector kernels as one thread alone. By
// the letter of C++ that is a data race, as in every Hogwild!; hogwild.cc says
// why it does no harm, and ThreadSanitizer gets relaxed atomics instead. An
// update that another thread makes between the read and the write is lost, and
// a dot product may see half of an update. The result depends on the threads'
// timing: it is NOT deterministic and must not be stored as if it were. With
// one thread it is plain SGD by the kernels, the same to the bit in every run.
//
// `observe` is called by the calling thread with the model before the first
// epoch (0) and after each, while the others wait; it may stop the run by
// returning false. So the time from one call's return to the next call is an
// epoch's. Returns the last model. `labels` has one value a row; threads >= 1.
std::vector<float> train_hogwild(
    const FeatureMatrix& features, std::span<const float> labels,
    const HogwildOptions& options,
    const std::function<bool(int epoch, std::span<const float> model)>&
        observe);

// The same in mini-batches, of whatever make_batch_gradient computes at once:
// full precision or packed codes. Each thread takes the mean gradient of its
// next batch at the model as it then is, and subtracts step_size times it from
// the model as it is by then. In low precision it is the integers' image of the
// model that a thread takes, once a batch. `from.threads` does not count;
// `features`: values of a row.
std::vector<float> train_hogwild_batches(
    const BatchIngredients& from, std::size_t features,
    const HogwildOptions& options,
    const std::function<bool(int epoch, std::span<const float> model)>&
        observe);

}  // namespace zipml
