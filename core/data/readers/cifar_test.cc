#include "core/data/readers/cifar.h"

#include <catch.h>

#include <vector>

#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

// The same as bytes and as doubles.
std::string cifar_problem(std::string_view content) {
  const std::string of_bytes = problem_with(content, [](const auto& file) {
    read_cifar10_images({&file, 1});
  });
  CHECK(problem_with(content, [](const auto& file) {
          read_cifar10({&file, 1});
        }) == of_bytes);
  return of_bytes;
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

TEST_CASE("CIFAR-10 as bytes, plain and packed", "[unit]") {
  const Files files;
  // The files differ in size.
  const std::vector<std::filesystem::path> paths = {
      files.write("a", cifar_record(7, 1)),
      files.write("b.xz", packed(cifar_record(0, 2) + cifar_record(8, 3),
                                 Packing::kXz)),
      files.write("c.gz", packed(cifar_record(2, 4), Packing::kGzip))};
  const ImageSet images = read_cifar10_images(paths);
  CHECK(images.shape == ImageShape{.channels = 3, .height = 32, .width = 32});
  CHECK(images.shape.size() == 3072);
  CHECK(images.rows() == 4);
  CHECK(images.train_rows == 4);
  CHECK(images.labels == std::vector<std::uint8_t>{7, 0, 8, 2});
  CHECK(images.classes == 9);
  REQUIRE(images.pixels.size() == 4 * 3072);
  // The same values as doubles.
  const Dataset data = read_cifar10(paths);
  REQUIRE(data.rows() == 4);
  REQUIRE(data.feature_count() == 3072);
  CHECK(data.labels == Eigen::Vector4d(7, 0, 8, 2));
  CHECK(data.task == Task::kClassification);
  CHECK(data.train_rows == 4);
  bool good = true;
  for (int i = 0; i < 4; ++i) {
    REQUIRE(images.image(i).size() == 3072);
    for (int k = 0; k < 3072; ++k) {
      const int expected = (1 + i + 7 * k) % 256;
      good &= images.image(i)[static_cast<std::size_t>(k)] == expected;
      good &= data.features(i, k) == expected;
    }
  }
  CHECK(good);
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
