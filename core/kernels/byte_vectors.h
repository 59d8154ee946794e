// Vectors of bytes of a target's width, and what the packed kernels do with
// them. Included by packed_kernels_body.h, in the target's namespace; one of
// three versions.
//
//   Bytes, Ints        kVectorBytes bytes; a fourth as many 32-bit integers
//   load_bytes, ...    unaligned moves
//   lookup             table[low nibble] of each byte
//   third              (c + 1) / 3 of each byte
//   Products           sums of products of codes and signed bytes, of four
//                      neighbouring bytes each: add() takes codes of at most
//                      `most`, up to products_limit(most) times before
//                      flush(); add_any() takes any code, leaves out
//                      kCodeBias times the sum of the signed bytes, and may
//                      be called once before flush()
#pragma once

#if ZIPML_KERNEL_BYTES == 64 && defined(__AVX512VNNI__) && \
    defined(__AVX512VBMI__) && defined(__AVX512BW__)
#include "core/kernels/byte_vectors_avx512vnni.h"
#elif ZIPML_KERNEL_BYTES == 32 && defined(__AVX2__)
#include "core/kernels/byte_vectors_avx2.h"
#else
#include "core/kernels/byte_vectors_generic.h"
#endif
