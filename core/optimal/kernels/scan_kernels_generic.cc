// The scan of transitions for any CPU.
#define ZIPML_KERNEL_TARGET generic
#define ZIPML_KERNEL_BYTES 16
#include "core/optimal/kernels/scan_kernels_body.h"
