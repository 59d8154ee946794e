// What is timed: ways to run through the same rows once.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/quantize/sample_code.h"

namespace zipml::cpu_speed {

enum class Work {
  kRead,      // reads the floats and does nothing with them
  kPlain,     // SGD by plain loops, batches of 1
  kEigen,     // the same by Eigen
  kOpenBlas,  // by OpenBLAS
  kTrain,     // the trainer; several threads share each batch
  kWorkers,   // the trainer, a thread on its own part with its own model
  kHogwild,   // one model without locks
  kDots,      // predictions alone
  kQuantize,  // floats to packed codes
};

struct Variant {
  const char* name = "";   // in results
  const char* label = "";  // for people
  Work work = Work::kTrain;
  bool is_parallel = false;  // on all threads of the study
  int bits = 32;             // of a stored value, all draws together
  SampleCode code = SampleCode::kSingle;
  int batch = 1;

  bool is_packed() const { return bits < 32; }
  // One of those that the best float32 is chosen among.
  bool is_float_training() const;
};

// In the order of the tables.
std::span<const Variant> variants();
// std::out_of_range for an unknown name.
const Variant& variant(const std::string& name);

// Intervals of the levels that a code of so many bits holds.
int intervals_of(SampleCode code, int bits);

// Bytes of the samples that a pass reads: rows x features floats, or packed
// rows with their padding (the floats, for the quantizer).
double bytes_read(const Variant& variant, double rows, std::size_t features);

// What is wanted (shared goals of the project for 1 GiB of float32 and 1024
// features): at least so many times as fast as the best float32 of the same
// rounds, and such a share of the read bandwidth. 0: no such goal.
struct Goal {
  const char* variant = "";
  double ratio = 0;
  double use = 0;
};
std::span<const Goal> goals();

}  // namespace zipml::cpu_speed
