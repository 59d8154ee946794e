// The kernels of sorted data for x86-64 with AVX2.
#define ZIPML_KERNEL_TARGET avx2
#define ZIPML_KERNEL_BYTES 32
#include "core/optimal/kernels/sorted_kernels_body.h"
