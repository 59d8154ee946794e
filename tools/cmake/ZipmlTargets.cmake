# The two kinds of target: zipml_library (a folder of core/ or experiments/)
# and zipml_test (its tests). Each folder has one of each. Kernels have more:
# ZipmlKernels.cmake.

# Warnings, and bit-for-bit the same arithmetic on every instruction set: no
# fused multiply-add that the source does not ask for.
add_library(zipml_flags INTERFACE)
target_compile_features(zipml_flags INTERFACE cxx_std_20)
target_compile_options(
  zipml_flags
  INTERFACE
    $<BUILD_INTERFACE:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion>
    # GCC 12 sees uninitialised strings in every std::variant that it moves, and
    # overlaps in joined strings, where there are none.
    $<BUILD_INTERFACE:$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-restrict>>
    $<BUILD_INTERFACE:-ffp-contract=off>
    $<$<BOOL:${ZIPML_WERROR}>:$<BUILD_INTERFACE:-Werror>>)

# zipml_unity(TARGET SOURCE ...): with ZIPML_UNITY, compiles the sources of each
# folder together, so that headers are read once a folder and not once a file. A
# file-local name therefore occurs once in a target. CMake leaves sources with
# flags of their own alone, as kernels must be: theirs are for one instruction
# set.
function(zipml_unity target)
  if(NOT ZIPML_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE
                                                            GROUP)
  # GCC takes a file that is included for a header, where a class must have no
  # member of a file-local type.
  target_compile_options(
    ${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  foreach(source IN LISTS ARGN)
    cmake_path(GET source PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${target}_${folder}" group)
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}")
  endforeach()
endfunction()

# zipml_precompile(TARGET HEADER ...): with ZIPML_UNITY, reads the headers once
# for all units of the target. Without, each file must include what it uses.
function(zipml_precompile target)
  if(ZIPML_UNITY)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# zipml_optimize(TARGET LEVEL): the target's optimisation in Release, for code in
# which a run spends no time: -O2 takes a fifth less to compile than -O3, -O1 a
# quarter. Arithmetic is the same to the bit at every level.
function(zipml_optimize target level)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:${level}>)
endfunction()

# zipml_library(NAME SOURCES ... [DEPENDS ...] [PRIVATE ...])
# Target zipml_NAME, alias zipml::NAME. DEPENDS are linked publicly, PRIVATE
# ones (heavy libraries that no header of ours shows) privately.
function(zipml_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_library(zipml_${name} STATIC ${ARG_SOURCES})
  add_library(zipml::${name} ALIAS zipml_${name})
  set_target_properties(zipml_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(
    zipml_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                         $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/zipml>)
  target_link_libraries(zipml_${name} PUBLIC ${ARG_DEPENDS}
                        PRIVATE zipml_flags ${ARG_PRIVATE})
  target_compile_features(zipml_${name} PUBLIC cxx_std_20)
  zipml_unity(zipml_${name} ${ARG_SOURCES})
  set_property(GLOBAL APPEND PROPERTY ZIPML_LIBRARIES zipml_${name})
endfunction()

# One CTest entry for each label: a test case carries its label as a Catch2 tag.
set(ZIPML_TEST_LABELS unit property golden cli slow)

# zipml_test(NAME LABELS ... SOURCES ... [DEPENDS ...])
# Executable NAME_test. LABELS lists the labels that its cases carry; a case
# with no label, or with one that is not listed, fails the entry NAME.labels.
function(zipml_test name)
  if(NOT ZIPML_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;LABELS;DEPENDS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_link_libraries(${name}_test PRIVATE ${ARG_DEPENDS} zipml_test_main
                                             zipml_flags)
  zipml_unity(${name}_test ${ARG_SOURCES})
  zipml_optimize(${name}_test -O1)
  set(unlisted "")
  foreach(label IN LISTS ARG_LABELS)
    if(NOT label IN_LIST ZIPML_TEST_LABELS)
      message(FATAL_ERROR "${name}: unknown test label '${label}'")
    endif()
    add_test(NAME ${name}.${label} COMMAND ${name}_test "[${label}]")
    # Read by ThreadSanitizer only (preset tsan).
    set(suppressions "${PROJECT_SOURCE_DIR}/tools/cmake/tsan_suppressions.txt")
    set_tests_properties(
      ${name}.${label}
      PROPERTIES LABELS ${label} TIMEOUT 900 ENVIRONMENT
                 "TSAN_OPTIONS=suppressions=${suppressions}")
    string(APPEND unlisted "~[${label}]")
  endforeach()
  add_test(NAME ${name}.labels COMMAND ${name}_test --list-tests ${unlisted})
  set_tests_properties(
    ${name}.labels
    PROPERTIES LABELS unit PASS_REGULAR_EXPRESSION
               "^(Matching|All available) test cases:\n(0 matching|0) test case")
endfunction()

# zipml_bench(NAME SOURCES ... [DEPENDS ...]): a Google Benchmark or plain
# program, built with -DZIPML_BENCHMARKS=ON, never run by CTest.
function(zipml_bench name)
  if(NOT ZIPML_BENCHMARKS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  find_package(benchmark REQUIRED)
  add_executable(${name}_bench ${ARG_SOURCES})
  target_link_libraries(${name}_bench PRIVATE ${ARG_DEPENDS}
                                              benchmark::benchmark zipml_flags)
endfunction()

# zipml_openblas(TARGET): OpenBLAS where it is installed (ZIPML_OPENBLAS is then
# defined), only to be timed beside our own kernels.
find_path(ZIPML_OPENBLAS_INCLUDE cblas.h PATH_SUFFIXES openblas
                                                       openblas-pthread)
find_library(ZIPML_OPENBLAS_LIBRARY openblas)
function(zipml_openblas target)
  if(ZIPML_OPENBLAS_INCLUDE AND ZIPML_OPENBLAS_LIBRARY)
    target_include_directories(${target} SYSTEM
                               PRIVATE "${ZIPML_OPENBLAS_INCLUDE}")
    target_link_libraries(${target} PRIVATE "${ZIPML_OPENBLAS_LIBRARY}")
    target_compile_definitions(${target} PRIVATE ZIPML_OPENBLAS)
  endif()
endfunction()

if(ZIPML_TESTS)
  find_package(Catch2 REQUIRED)
  # Catch2's main takes 23 s to compile in v2: one object for all the tests.
  add_library(zipml_test_main STATIC
              "${PROJECT_SOURCE_DIR}/tools/cmake/test_main.cc")
  target_include_directories(zipml_test_main
                             PUBLIC "${PROJECT_SOURCE_DIR}/tools/cmake")
  target_link_libraries(
    zipml_test_main
    PUBLIC Catch2::Catch2 zipml_flags
    PRIVATE zipml::kernels)
  zipml_optimize(zipml_test_main -O1)
endif()
