# Installs the build that ran CTest, builds the example against it as a user
# would, and checks what it prints.
#   cmake -D BUILD=... -D SOURCE=... -D FOLDER=... -P example_test.cmake
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output
                  ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nfailed with ${status}:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${FOLDER}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${FOLDER}/installed")
run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${FOLDER}/build"
    "-DCMAKE_PREFIX_PATH=${FOLDER}/installed" -DCMAKE_BUILD_TYPE=Release
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
run("${CMAKE_COMMAND}" --build "${FOLDER}/build")
run("${FOLDER}/build/choose_levels")
# By hand: with levels at 0, 2, 7 and 10 only 1 (four times, 1 * 1) and 8
# (2 * 1) lie off the levels: 6 over 10 points. Uniform levels 0, 10/3, 20/3, 10
# cost 4 * 7/3 + 8/3 + 2 * 1 + 8/3 = 50/3.
foreach(line "levels: 0 2 7 10\n" "variance: 0.6, of uniform levels 1.66667\n"
        "features: 2, levels a feature: 3, first sample: 0 7\n")
  string(FIND "${output}" "${line}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "expected\n${line}in the example's\n${output}")
  endif()
endforeach()
file(REMOVE_RECURSE "${FOLDER}")
