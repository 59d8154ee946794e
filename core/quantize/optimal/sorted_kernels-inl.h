// Body of the kernels; included once for each instruction set, within its own
// namespace, after <cstring> and sorted_kernels.h. GCC's vectors are lowered
// to what the target has.

using Doubles __attribute__((vector_size(32))) = double;
using Floats __attribute__((vector_size(16))) = float;
using Mask __attribute__((vector_size(32))) = long long;

inline void load(const double* from, Doubles& to) {
  std::memcpy(&to, from, sizeof to);
}
inline void load(const float* from, Doubles& to) {
  Floats narrow;
  std::memcpy(&narrow, from, sizeof narrow);
  to = __builtin_convertvector(narrow, Doubles);
}

template <typename T>
ChunkSums chunk_sums(const T* x, std::size_t count, std::size_t readable,
                     double origin) {
  const Doubles center = {origin, origin, origin, origin};
  // Four sums of four: enough to hide the latency of an addition.
  Doubles first[4] = {};
  Doubles second[4] = {};
  Mask ascending = {-1, -1, -1, -1};
  std::size_t i = 0;
  for (; i + 16 <= count && i + 16 < readable; i += 16) {
    for (std::size_t k = 0; k < 4; ++k) {
      Doubles here;
      Doubles next;
      load(x + i + 4 * k, here);
      load(x + i + 4 * k + 1, next);
      ascending &= here <= next;
      here -= center;
      first[k] += here;
      second[k] += here * here;
    }
  }
  const Doubles all_first = (first[0] + first[1]) + (first[2] + first[3]);
  const Doubles all_second = (second[0] + second[1]) + (second[2] + second[3]);
  ChunkSums sums;
  sums.moment = (all_first[0] + all_first[2]) + (all_first[1] + all_first[3]);
  sums.second_moment =
      (all_second[0] + all_second[2]) + (all_second[1] + all_second[3]);
  sums.ascending =
      (ascending[0] & ascending[1] & ascending[2] & ascending[3]) != 0;
  for (; i < count; ++i) {
    const double about = static_cast<double>(x[i]) - origin;
    sums.moment += about;
    sums.second_moment += about * about;
    if (i + 1 < readable) sums.ascending = sums.ascending && x[i] <= x[i + 1];
  }
  return sums;
}

constexpr SortedKernels kKernels = {chunk_sums<double>, chunk_sums<float>};
