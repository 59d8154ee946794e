// The packed kernels' source (target_body.h: how it becomes one version a
// target), in two parts.
#pragma once

#include "core/kernels/packed_products_body.h"
#include "core/kernels/packed_rounding_body.h"

namespace zipml {
namespace ZIPML_KERNEL_TARGET {

extern const PackedKernels kPackedKernels = {
    ZIPML_KERNEL_NAME, dots,           gradient, largest, image,
    round_residuals,   scale_gradient, pack};

}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
