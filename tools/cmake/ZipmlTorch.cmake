# libtorch for core/deep alone, as the target zipml_torch: Debian's libtorch-dev,
# or a newer one by -DCMAKE_PREFIX_PATH=FOLDER. No part of the installed package.
if(ZIPML_DEEP)
  find_package(Torch QUIET)
  if(NOT TORCH_FOUND)
    message(
      FATAL_ERROR
        "libtorch was not found. Install Debian's libtorch-dev, say where "
        "another one is (-DCMAKE_PREFIX_PATH=FOLDER), or build without deep "
        "learning (-DZIPML_DEEP=OFF).")
  endif()
  set(ZIPML_TORCH_VERSION "${Torch_VERSION}")
  add_library(zipml_torch INTERFACE)
  target_link_libraries(zipml_torch INTERFACE ${TORCH_LIBRARIES})
endif()
