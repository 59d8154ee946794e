#include "core/data/readers/cifar.h"

#include <catch.h>

#include <vector>

#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

std::string cifar_problem(std::string_view content) {
  return problem_with(content, [](const auto& file) {
    read_cifar10({&file, 1});
  });
}

}  // namespace

TEST_CASE("CIFAR-10 records in their order", "[unit]") {
  const Files files;
  std::string first(3073, '\0');
  first[0] = 7;
  first[1] = '\xff';
  first[3072] = 3;
  std::string second(3073, '\1');
  const std::vector<std::filesystem::path> paths = {
      files.write("a", first),
      files.write("b", packed(second, Packing::kGzip))};
  const Dataset data = read_cifar10(paths);
  REQUIRE(data.rows() == 2);
  REQUIRE(data.feature_count() == 3072);
  CHECK(data.labels == Eigen::Vector2d(7, 1));
  CHECK(data.features(0, 0) == 255);
  CHECK(data.features(0, 3071) == 3);
  CHECK(data.features.row(0).sum() == 258);
  CHECK(data.features.row(1).sum() == 3072);
}

TEST_CASE("bad CIFAR-10 gives one line", "[unit]") {
  CHECK(cifar_problem("") ==
        "FILE: is empty; records of 3073 bytes were expected");
  CHECK(cifar_problem(std::string(3073 + 10, '\0')) ==
        "FILE: 3083 bytes are no whole number of records of 3073; record 2 is "
        "cut off");
  std::string wrong(2 * 3073, '\0');
  wrong[3073] = 10;
  CHECK(cifar_problem(wrong) ==
        "FILE: record 2 (byte 3073): label 10; 0 to 9 was expected");
}
