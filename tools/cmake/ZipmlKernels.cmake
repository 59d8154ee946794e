# The instruction sets that kernels are compiled for; core/kernels/target.h says
# which of them a CPU runs.

# Optimised in every kind of build. Vector types wider than the target's
# registers are meant: every function that takes them is inlined, so no calling
# convention is touched.
set(ZIPML_KERNEL_FLAGS -O3 -Wno-psabi)
set(ZIPML_KERNEL_FLAGS_generic "")
set(ZIPML_KERNEL_FLAGS_avx2 "")
set(ZIPML_KERNEL_FLAGS_avx512 "")
set(ZIPML_KERNEL_FLAGS_avx512vnni "")
# Elsewhere these units are compiled all the same, as generic ones that nobody
# chooses, so that no list of versions depends on the machine.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  set(ZIPML_KERNEL_FLAGS_avx2 -mavx2)
  set(ZIPML_KERNEL_FLAGS_avx512 -mavx512f -mavx512bw -mavx512dq -mavx512vl)
  set(ZIPML_KERNEL_FLAGS_avx512vnni ${ZIPML_KERNEL_FLAGS_avx512} -mavx512vnni
                                    -mavx512vbmi)
  # GCC 12 takes the undefined operands in its own AVX-512 header for mistakes.
  list(APPEND ZIPML_KERNEL_FLAGS_avx512vnni -Wno-uninitialized
                                           -Wno-maybe-uninitialized)
endif()

# zipml_kernel_family(LIBRARY FAMILY TARGETS ...)
# Adds to the library zipml_LIBRARY one unit a target, FAMILY_TARGET.cc, with
# that target's flags: never part of a unity build, whose other parts would get
# the flags too.
function(zipml_kernel_family library family)
  cmake_parse_arguments(ARG "" "" "TARGETS" ${ARGN})
  foreach(target IN LISTS ARG_TARGETS)
    if(NOT DEFINED ZIPML_KERNEL_FLAGS_${target})
      message(FATAL_ERROR "${family}: unknown kernel target '${target}'")
    endif()
    set(source ${family}_${target}.cc)
    set(flags ${ZIPML_KERNEL_FLAGS} ${ZIPML_KERNEL_FLAGS_${target}})
    target_sources(zipml_${library} PRIVATE ${source})
    set_source_files_properties(
      ${source} PROPERTIES COMPILE_OPTIONS "${flags}"
                           SKIP_UNITY_BUILD_INCLUSION ON)
  endforeach()
endfunction()
