// The kernels of sorted data for any CPU.
#define ZIPML_KERNEL_TARGET generic
#define ZIPML_KERNEL_BYTES 16
#include "core/optimal/kernels/sorted_kernels_body.h"
