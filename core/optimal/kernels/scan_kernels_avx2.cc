// The scan of transitions for x86-64 with AVX2.
#define ZIPML_KERNEL_TARGET avx2
#define ZIPML_KERNEL_BYTES 32
#include "core/optimal/kernels/scan_kernels_body.h"
