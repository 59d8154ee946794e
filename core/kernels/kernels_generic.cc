// The kernels for any CPU.
#define ZIPML_KERNEL_TARGET generic
#define ZIPML_KERNEL_BYTES 16
#include "core/kernels/kernels_body.h"
