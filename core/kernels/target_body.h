// What the bodies of all families of kernels start with.
//
// A unit of one target defines, before it includes a body,
//   ZIPML_KERNEL_TARGET  the target's name and namespace: generic, avx2, ...
//   ZIPML_KERNEL_BYTES   the width of its vector registers.
// A body is written with the compilers' vector types, which become whatever the
// target has, and all that it defines but its table is in an unnamed namespace
// within the target's. It calls nothing from the standard library and no inline
// function of a header: one that its unit emitted with wide instructions could
// be the one that the linker keeps for everybody.
#pragma once

#define ZIPML_INLINE inline __attribute__((always_inline))

#define ZIPML_TEXT_OF(word) #word
#define ZIPML_TEXT(word) ZIPML_TEXT_OF(word)
// "generic", "avx2", ...
#define ZIPML_KERNEL_NAME ZIPML_TEXT(ZIPML_KERNEL_TARGET)
