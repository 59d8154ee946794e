# zipml_build_info(TARGET): adds build_info() (core/harness/build_info.h) to
# TARGET. The file that defines it is made anew on every build, by this file as
# a script, and written only when it changes: a new commit recompiles one small
# file and a build without changes none.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  function(zipml_build_info target)
    set(output "${CMAKE_CURRENT_BINARY_DIR}/build_info.cc")
    string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
    # -ffp-contract=off is of zipml_flags.
    string(STRIP
           "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}} -ffp-contract=off"
           flags)
    add_custom_target(
      ${target}_build_info
      COMMAND
        "${CMAKE_COMMAND}" "-DSOURCE=${PROJECT_SOURCE_DIR}" "-DOUTPUT=${output}"
        "-DVERSION=${PROJECT_VERSION}"
        "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
        "-DFLAGS=${flags}" "-DBUILD_TYPE=${CMAKE_BUILD_TYPE}" -P
        "${CMAKE_CURRENT_FUNCTION_LIST_FILE}"
      BYPRODUCTS "${output}"
      COMMENT "Looking at git for the version"
      VERBATIM)
    target_sources(${target} PRIVATE "${output}")
    add_dependencies(${target} ${target}_build_info)
  endfunction()
  return()
endif()

cmake_minimum_required(VERSION 3.25)

# git with the arguments, in SOURCE; `result` is empty when it fails.
function(git result)
  execute_process(
    COMMAND "${GIT_EXECUTABLE}" ${ARGN}
    WORKING_DIRECTORY "${SOURCE}"
    OUTPUT_VARIABLE output
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
    RESULT_VARIABLE code)
  if(code EQUAL 0)
    set(${result} "${output}" PARENT_SCOPE)
    set(${result}_known TRUE PARENT_SCOPE)
  else()
    set(${result} "" PARENT_SCOPE)
    set(${result}_known FALSE PARENT_SCOPE)
  endif()
endfunction()

set(commit "unknown")
set(state "unknown")
find_package(Git QUIET)
if(GIT_FOUND)
  # `git status` must not take the index's lock from a git that runs beside it.
  set(ENV{GIT_OPTIONAL_LOCKS} 0)
  git(top rev-parse --show-toplevel)
  file(REAL_PATH "${SOURCE}" source)
  # An archive that was unpacked inside some other repository is not of it.
  if(top STREQUAL source)
    git(head rev-parse --verify HEAD)
    git(changes status --porcelain --untracked-files=no)
    if(head_known)
      set(commit "${head}")
    endif()
    if(head_known AND changes_known)
      if(changes STREQUAL "")
        set(state "clean")
      else()
        set(state "dirty")
      endif()
    endif()
  endif()
endif()

foreach(text IN ITEMS VERSION COMPILER FLAGS BUILD_TYPE)
  string(REPLACE "\\" "\\\\" ${text} "${${text}}")
  string(REPLACE "\"" "\\\"" ${text} "${${text}}")
endforeach()
# Leaves the file alone when nothing has changed.
configure_file("${CMAKE_CURRENT_LIST_DIR}/build_info.cc.in" "${OUTPUT}" @ONLY)
