// The main of every test program: Catch2's, on the kernels' target that
// ZIPML_TARGET names (core/kernels/target.h); without it on the widest.
#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include <cstdlib>
#include <iostream>

#include "core/base/error.h"
#include "core/kernels/target.h"

int main(int count, char** arguments) {
  const char* target = std::getenv("ZIPML_TARGET");
  if (target != nullptr && *target != '\0') {
    try {
      zipml::force_target(target);
    } catch (const zipml::UserError& error) {
      std::cerr << error.what() << '\n';
      return 2;
    }
  }
  return Catch::Session().run(count, arguments);
}
