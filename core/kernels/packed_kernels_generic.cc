// The packed kernels for any CPU.
#define ZIPML_KERNEL_TARGET generic
#define ZIPML_KERNEL_BYTES 16
#include "core/kernels/packed_kernels_body.h"
