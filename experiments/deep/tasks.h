// What deep computes: each task in the file of its name.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml::deep {

inline constexpr const char* kTrainTask = "train";

// The pictures that cells share: read once, the last set is kept. Thread-safe.
class Pictures {
 public:
  explicit Pictures(std::shared_ptr<DataLibrary> library)
      : library_(std::move(library)) {}

  // As DataLibrary::locate.
  DataSource locate(const std::string& name) const {
    return library_->locate(name);
  }
  // The set of this name with this content. UserError when it is not there any
  // more, or has changed.
  std::shared_ptr<const ImageSet> get(const std::string& name,
                                      const std::string& checksum);

 private:
  std::shared_ptr<DataLibrary> library_;
  std::mutex mutex_;
  std::shared_ptr<const ImageSet> last_;
};

// A run. Rows: iteration, loss, mean_loss, test_loss, test_accuracy (LogRow).
// Values: train_loss (mean over the last kLossWindow batches), test_loss,
// test_accuracy, all at the end of the first stage; late_test_loss,
// late_test_accuracy at the end of the second; weight_error (of its own
// quantizer at the end, relative_weight_error, mean over layers); library,
// instruction_set (NetworkEngine); layers (their names) and, of each layer
// L, largest.L (max |w|), histogram.L (counts of weights in kHistogramBins bins
// from -largest to largest); of each quantizer Q of kMeasured, on the weights
// at the end, errors.Q (a layer each) and levels.Q.L. Skipped where there is no
// libtorch.
CellResult run_train(const Cell& cell, Pictures& pictures,
                     const RunContext& context);

inline constexpr int kHistogramBins = 80;

}  // namespace zipml::deep
