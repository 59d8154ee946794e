// The kernels of the bins for x86-64 with AVX2.
#define ZIPML_KERNEL_TARGET avx2
#define ZIPML_KERNEL_BYTES 32
#include "core/optimal/kernels/bin_kernels_body.h"
