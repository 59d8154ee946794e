// Body of the kernels; included once for each instruction set, within its own
// namespace, after <cstring> and sorted_kernels.h and after kVectorBytes, the
// width of the target's vectors, was defined.

constexpr std::size_t kLanes = kVectorBytes / sizeof(double);
using Doubles __attribute__((vector_size(kVectorBytes))) = double;
using Floats __attribute__((vector_size(kVectorBytes / 2))) = float;
using Mask __attribute__((vector_size(kVectorBytes))) = long long;

inline void load(const double* from, Doubles& to) {
  std::memcpy(&to, from, sizeof to);
}
inline void load(const float* from, Doubles& to) {
  Floats narrow;
  std::memcpy(&narrow, from, sizeof narrow);
  to = __builtin_convertvector(narrow, Doubles);
}

// Sixteen partial sums into one, in an order that no target's width changes.
inline double reduce(const Doubles* parts) {
  double lanes[16];
  std::memcpy(lanes, parts, sizeof lanes);
  double sums[4];
  for (std::size_t m = 0; m < 4; ++m) {
    sums[m] = (lanes[m] + lanes[4 + m]) + (lanes[8 + m] + lanes[12 + m]);
  }
  return (sums[0] + sums[2]) + (sums[1] + sums[3]);
}

template <typename T>
ChunkSums chunk_sums(const T* x, std::size_t count, std::size_t readable,
                     double origin) {
  constexpr std::size_t kParts = 16 / kLanes;
  Doubles center;
  for (std::size_t k = 0; k < kLanes; ++k) center[k] = origin;
  // Sixteen sums: enough to hide the latency of an addition.
  Doubles first[kParts] = {};
  Doubles second[kParts] = {};
  Mask ascending = Doubles{} <= Doubles{};
  std::size_t i = 0;
  for (; i + 16 <= count && i + 16 < readable; i += 16) {
    for (std::size_t k = 0; k < kParts; ++k) {
      Doubles here;
      Doubles next;
      load(x + i + kLanes * k, here);
      load(x + i + kLanes * k + 1, next);
      ascending &= here <= next;
      here -= center;
      first[k] += here;
      second[k] += here * here;
    }
  }
  ChunkSums sums;
  sums.moment = reduce(first);
  sums.second_moment = reduce(second);
  for (std::size_t k = 0; k < kLanes; ++k) {
    sums.ascending = sums.ascending && ascending[k] != 0;
  }
  for (; i < count; ++i) {
    const double about = static_cast<double>(x[i]) - origin;
    sums.moment += about;
    sums.second_moment += about * about;
    if (i + 1 < readable) sums.ascending = sums.ascending && x[i] <= x[i + 1];
  }
  return sums;
}

constexpr SortedKernels kKernels = {chunk_sums<double>, chunk_sums<float>};
