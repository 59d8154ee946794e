// Products of matrices with the same bits on every CPU.
#pragma once

namespace zipml {

// Eigen sums a product of matrices in blocks that fit the caches of the CPU it
// finds, so that the last bits of a long sum hang on the machine (and a small
// difference of large ones on more than these). From here on it takes blocks
// for caches of 32 KiB, 512 KiB and 8 MiB, whatever there is. For the whole
// program; to be called before threads are at work.
void fix_product_blocking();

}  // namespace zipml
