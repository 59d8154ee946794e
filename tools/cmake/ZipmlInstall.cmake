# `cmake --install`: the zipml program, and the core as a library:
#   find_package(zipml REQUIRED)
#   target_link_libraries(mine PRIVATE zipml::quantize)
include(CMakePackageConfigHelpers)

get_property(libraries GLOBAL PROPERTY ZIPML_LIBRARIES)
install(TARGETS ${libraries} zipml_flags EXPORT zipmlTargets
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT zipmlTargets NAMESPACE zipml::
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/zipml")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/core"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zipml"
        FILES_MATCHING PATTERN "*.h"
        PATTERN "*_testing.h" EXCLUDE)

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/tools/cmake/zipmlConfig.cmake.in" zipmlConfig.cmake
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/zipml")
write_basic_package_version_file(zipmlConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/zipmlConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/zipmlConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/tools/cmake/ZipmlDependencies.cmake"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/zipml")
