// The kernels of the bins for any CPU.
#define ZIPML_KERNEL_TARGET generic
#define ZIPML_KERNEL_BYTES 16
#include "core/optimal/kernels/bin_kernels_body.h"
