#include "experiments/cpu_speed/variants.h"

#include <array>
#include <stdexcept>

#include "core/kernels/packed_kernels.h"

namespace zipml::cpu_speed {
namespace {

using enum Work;
constexpr SampleCode kPair = SampleCode::kOrderedPair;
constexpr SampleCode kOne = SampleCode::kSingle;

constexpr auto kVariants = std::to_array<Variant>({
    {"read", "read only", kRead},
    {"float_plain", "float32, plain loops", kPlain},
    {"float_eigen", "float32, Eigen", kEigen},
    {"float_openblas", "float32, OpenBLAS", kOpenBlas},
    {"float_1", "float32, batch 1", kTrain},
    {"float_16", "float32, batch 16", kTrain, false, 32, kOne, 16},
    {"float_64", "float32, batch 64", kTrain, false, 32, kOne, 64},
    {"pair_8", "8 bits, both draws", kTrain, false, 8, kPair, 128},
    {"pair_4", "4 bits, both draws", kTrain, false, 4, kPair, 256},
    {"pair_2", "2 bits, both draws", kTrain, false, 2, kPair, 512},
    {"single_8", "8 bits, one draw less diagonal", kTrain, false, 8, kOne, 128},
    {"single_4", "4 bits, one draw less diagonal", kTrain, false, 4, kOne, 256},
    {"single_2", "2 bits, one draw less diagonal", kTrain, false, 2, kOne, 512},
    {"single_1", "1 bit, one draw less diagonal", kTrain, false, 1, kOne, 512},
    {"pair_4_1", "4 bits, both draws, batch 1", kTrain, false, 4, kPair, 1},
    {"dots_8", "dot alone, 8 bits", kDots, false, 8, kOne, 256},
    {"dots_4", "dot alone, 4 bits", kDots, false, 4, kOne, 256},
    {"quantize_8", "quantizer, two draws, 8 bits", kQuantize, false, 8, kPair},
    {"quantize_4", "quantizer, two draws, 4 bits", kQuantize, false, 4, kPair},
    {"read_all", "read only", kRead, true},
    {"float_workers", "float32, batch 16, a model a core", kWorkers, true, 32,
     kOne, 16},
    {"float_synchronous", "float32, synchronous batch 256", kTrain, true, 32,
     kOne, 256},
    {"float_hogwild", "float32, Hogwild!, batch 1", kHogwild, true},
    {"float_hogwild_16", "float32, Hogwild!, batch 16", kHogwild, true, 32,
     kOne, 16},
    {"pair_8_workers", "8 bits, both draws, a model a core", kWorkers, true, 8,
     kPair, 128},
    {"pair_4_workers", "4 bits, both draws, a model a core", kWorkers, true, 4,
     kPair, 256},
    {"pair_2_workers", "2 bits, both draws, a model a core", kWorkers, true, 2,
     kPair, 512},
    {"single_4_workers", "4 bits, one draw less diagonal, a model a core",
     kWorkers, true, 4, kOne, 256},
    {"pair_4_synchronous", "4 bits, both draws, synchronous batch 256", kTrain,
     true, 4, kPair, 256},
    {"pair_4_hogwild", "4 bits, both draws, Hogwild!, batch 64", kHogwild, true,
     4, kPair, 64},
});

constexpr auto kGoals = std::to_array<Goal>({
    {"pair_8", 3.6, .88},
    {"pair_4", 7.0, .83},
    {"pair_2", 10.5, .65},
    {"single_4", 7.0, 0},
    {"pair_4_1", 3, 0},
    {"dots_8", 0, .94},
    {"dots_4", 0, .88},
    {"quantize_4", 0, .60},
    {"float_16", 0, .92},
    {"pair_8_workers", 3.6, 0},
    {"pair_4_workers", 7.3, 0},
    {"pair_2_workers", 12, 0},
    {"single_4_workers", 7.3, 0},
    {"pair_4_synchronous", 6.2, 0},
});

}  // namespace

bool Variant::is_float_training() const {
  return !is_packed() && work != Work::kRead && work != Work::kQuantize;
}

std::span<const Variant> variants() { return kVariants; }

const Variant& variant(const std::string& name) {
  for (const Variant& own : kVariants) {
    if (own.name == name) return own;
  }
  throw std::out_of_range("no variant " + name);
}

int intervals_of(SampleCode code, int bits) {
  const int states = 1 << bits;
  switch (code) {
    case SampleCode::kSingle:
      return states - 1;
    case SampleCode::kOrderedPair:
      return (states - 1) / 3;
    case SampleCode::kDrawCount:
      return (states - 1) / 2;
  }
  return 0;
}

double bytes_read(const Variant& variant, double rows, std::size_t features) {
  if (!variant.is_packed() || variant.work == Work::kQuantize) {
    return rows * static_cast<double>(features) * 4;
  }
  return rows * static_cast<double>(packed_blocks(features, variant.bits) *
                                    kPackedBlock);
}

std::span<const Goal> goals() { return kGoals; }

}  // namespace zipml::cpu_speed
