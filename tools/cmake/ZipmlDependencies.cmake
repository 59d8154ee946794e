# Every dependency, found once. All are Debian packages (tools/setup).
# This file is installed too: zipmlConfig.cmake includes it.
find_package(Eigen3 3.4 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(TBB REQUIRED)
find_package(LibArchive REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)

find_path(ZIPML_RANDOM123_INCLUDE Random123/philox.h REQUIRED)
if(NOT TARGET zipml_random123)
  add_library(zipml_random123 INTERFACE IMPORTED)
  target_include_directories(zipml_random123 SYSTEM
                             INTERFACE "${ZIPML_RANDOM123_INCLUDE}")
endif()
find_path(ZIPML_MUSTACHE_INCLUDE kainjow/mustache.hpp REQUIRED)
if(NOT TARGET zipml_mustache)
  add_library(zipml_mustache INTERFACE IMPORTED)
  target_include_directories(zipml_mustache SYSTEM
                             INTERFACE "${ZIPML_MUSTACHE_INCLUDE}")
endif()
