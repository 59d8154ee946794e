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
ChunkSums chunk_sums(const T* x, std::size_t count, double origin) {
  const Doubles center = {origin, origin, origin, origin};
  Doubles first_a = {};
  Doubles first_b = {};
  Doubles second_a = {};
  Doubles second_b = {};
  Mask ascending = {-1, -1, -1, -1};
  std::size_t i = 0;
  for (; i + 8 < count; i += 8) {
    Doubles a;
    Doubles b;
    Doubles next_a;
    Doubles next_b;
    load(x + i, a);
    load(x + i + 4, b);
    load(x + i + 1, next_a);
    load(x + i + 5, next_b);
    ascending &= (a <= next_a) & (b <= next_b);
    a -= center;
    b -= center;
    first_a += a;
    first_b += b;
    second_a += a * a;
    second_b += b * b;
  }
  const Doubles first = first_a + first_b;
  const Doubles second = second_a + second_b;
  ChunkSums sums;
  sums.moment = (first[0] + first[2]) + (first[1] + first[3]);
  sums.second_moment = (second[0] + second[2]) + (second[1] + second[3]);
  sums.ascending =
      (ascending[0] & ascending[1] & ascending[2] & ascending[3]) != 0;
  for (; i < count; ++i) {
    const double about = static_cast<double>(x[i]) - origin;
    sums.moment += about;
    sums.second_moment += about * about;
    if (i + 1 < count) sums.ascending = sums.ascending && x[i] <= x[i + 1];
  }
  return sums;
}

constexpr SortedKernels kKernels = {chunk_sums<double>, chunk_sums<float>};
