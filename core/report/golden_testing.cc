#include "core/report/golden_testing.h"

#include <catch.h>

#include <cstdlib>
#include <filesystem>

#include "core/base/file.h"

namespace zipml {

void check_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path =
      std::filesystem::path(ZIPML_GOLDEN_FOLDER) / name;
  if (std::getenv("ZIPML_APPROVE") != nullptr) {
    write_file_atomically(path, text);
  }
  INFO("golden file " << name);
  REQUIRE(std::filesystem::exists(path));
  CHECK(read_file(path) == text);
}

}  // namespace zipml
