// The kernels for x86-64 with AVX-512 (F, BW, DQ, VL).
#define ZIPML_KERNEL_TARGET avx512
#define ZIPML_KERNEL_BYTES 64
#include "core/kernels/kernels_body.h"
