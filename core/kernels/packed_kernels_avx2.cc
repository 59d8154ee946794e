// The packed kernels for x86-64 with AVX2.
#define ZIPML_KERNEL_TARGET avx2
#define ZIPML_KERNEL_BYTES 32
#include "core/kernels/packed_kernels_body.h"
