// Every file that was ever worth keeping, read again in every build.
#include <catch.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "core/base/file.h"
#include "core/base/memory.h"
#include "tools/fuzz/targets.h"

using namespace zipml;
namespace fs = std::filesystem;

TEST_CASE("the files of the corpus are read, or refused in words", "[unit]") {
  const fs::path corpus = ZIPML_FUZZ_CORPUS;
  for (const fuzz::Target& target : fuzz::targets()) {
    int files = 0;
    for (const auto& entry : fs::directory_iterator(corpus / target.name)) {
      CAPTURE(entry.path().string());
      CHECK_NOTHROW(target.run(read_file(entry.path())));
      ++files;
    }
    CAPTURE(target.name);
    CHECK(files >= 3);
  }
}

TEST_CASE("a folder of the corpus is that of a target", "[unit]") {
  std::set<std::string> names;
  for (const fuzz::Target& target : fuzz::targets()) {
    names.insert(std::string(target.name));
  }
  for (const auto& entry : fs::directory_iterator(ZIPML_FUZZ_CORPUS)) {
    CHECK(names.count(entry.path().filename().string()) == 1);
  }
}
