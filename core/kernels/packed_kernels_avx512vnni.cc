// The packed kernels for x86-64 with AVX-512, VNNI and VBMI.
#define ZIPML_KERNEL_TARGET avx512vnni
#define ZIPML_KERNEL_BYTES 64
#include "core/kernels/packed_kernels_body.h"
