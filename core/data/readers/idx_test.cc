#include "core/data/readers/idx.h"

#include <catch.h>

#include <vector>

#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

// Of 1 x 2 pixels each.
std::string images(std::uint32_t count, const std::string& pixels) {
  return idx_images(count, 1, 2, pixels);
}
std::string labels(std::uint32_t count, const std::string& bytes) {
  return idx_labels(count, bytes);
}

// The message with the folder's path left out; the same as bytes and as
// doubles.
std::string idx_problem(const std::string& image_bytes,
                        const std::string& label_bytes) {
  const Files files;
  const IdxPair pair = {files.write("images", image_bytes),
                        files.write("labels", label_bytes)};
  std::string message = message_of([&] { read_idx({&pair, 1}); });
  CHECK(message_of([&] { read_idx_images({&pair, 1}); }) == message);
  const std::string folder = files.path().string() + "/";
  for (std::size_t at = message.find(folder); at != std::string::npos;
       at = message.find(folder)) {
    message.erase(at, folder.size());
  }
  return message;
}

}  // namespace

TEST_CASE("IDX images and labels, plain and packed", "[unit]") {
  const Files files;
  const std::vector<IdxPair> pairs = {
      {files.write("a", images(2, "\x01\x02\xff\x03")),
       files.write("b", packed(labels(2, "\x09\x05"), Packing::kGzip))},
      {files.write("c", images(1, "\x07\x08")),
       files.write("d", labels(1, "\x01"))}};
  const Dataset data = read_idx(pairs);
  DataMatrix expected(3, 2);
  expected << 1, 2, 255, 3, 7, 8;
  CHECK(data.features == expected);
  CHECK(data.labels == Eigen::Vector3d(9, 5, 1));
  CHECK(data.train_rows == 2);
  CHECK(data.task == Task::kClassification);
}

TEST_CASE("IDX images as bytes, plain and packed", "[unit]") {
  const Files files;
  const std::string first = "\x01\x02\xff\x03\x04\x05\x06\x80\x08\x09\x0a\x0b";
  const std::vector<IdxPair> pairs = {
      {files.write("a.xz", packed(idx_images(2, 2, 3, first), Packing::kXz)),
       files.write("b", idx_labels(2, "\x04\xc8"))},
      {files.write("c", idx_images(1, 2, 3, "abcdef")),
       files.write("d.gz", packed(idx_labels(1, "\x07"), Packing::kGzip))}};
  const ImageSet set = read_idx_images(pairs);
  CHECK(set.shape == ImageShape{.channels = 1, .height = 2, .width = 3});
  CHECK(set.rows() == 3);
  CHECK(set.train_rows == 2);
  CHECK(set.labels == std::vector<std::uint8_t>{4, 200, 7});
  CHECK(set.classes == 201);
  const std::string pixels(set.pixels.begin(), set.pixels.end());
  CHECK(pixels == first + "abcdef");
  const auto last = set.image(2);
  CHECK(std::string(last.begin(), last.end()) == "abcdef");
  // The same values as doubles.
  DataMatrix expected(3, 6);
  expected << 1, 2, 255, 3, 4, 5, 6, 128, 8, 9, 10, 11, 'a', 'b', 'c', 'd', 'e',
      'f';
  const Dataset data = read_idx(pairs);
  CHECK(data.features == expected);
  CHECK(data.labels == Eigen::Vector3d(4, 200, 7));
  CHECK(data.train_rows == 2);
}

TEST_CASE("IDX images of one set are of one shape", "[unit]") {
  const Files files;
  const auto label = files.write("labels", labels(1, "\x01"));
  const auto second = files.write("second", idx_images(1, 2, 1, "ab"));
  const std::vector<IdxPair> pairs = {
      {files.write("first", images(1, "ab")), label}, {second, label}};
  CHECK(message_of([&] { read_idx_images(pairs); }) ==
        second.string() + ": images of 2 x 1; 1 x 2 was expected");
}

TEST_CASE("bad IDX gives one line", "[unit]") {
  const std::string good = images(1, "ab");
  const std::string label = labels(1, "\x01");
  CHECK(idx_problem(label, label) ==
        "images: ends after 9 bytes; the header of an IDX file of images has "
        "16");
  CHECK(idx_problem(good, good) ==
        "labels: magic number 0x00000803; 0x00000801 was expected (IDX file "
        "of labels)");
  CHECK(idx_problem(images(1, "a"), label) ==
        "images: 1 bytes of images follow the header; its counts say 1 x 1 x "
        "2");
  CHECK(idx_problem(good + "c", label) ==
        "images: 3 bytes of images follow the header; its counts say 1 x 1 x "
        "2");
  CHECK(idx_problem(good, labels(2, "\x01\x02")) ==
        "labels: 2 labels for the 1 images of images");
  CHECK(idx_problem("", label) ==
        "images: is empty; an IDX file of images was expected");
  CHECK(idx_problem(images(0, ""), label) ==
        "images: has no images: its counts say 0 x 1 x 2");
  // Counts whose product is beyond 64 bits.
  const std::string huge =
      word(0x803) + word(0xffffffff) + word(0xffffffff) + word(0xffffffff);
  CHECK(idx_problem(huge, label) ==
        "images: 0 bytes of images follow the header; its counts say "
        "4294967295 x 4294967295 x 4294967295");
}
