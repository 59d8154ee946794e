// The readers of binary files: IDX, CIFAR-10 and R's data.
#include <catch.h>

#include <bit>
#include <cstdint>

#include "core/data/data_testing.h"
#include "core/data/readers/cifar.h"
#include "core/data/readers/idx.h"
#include "core/data/readers/rdata.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) {
    text += static_cast<char>(value >> (8 * i) & 0xff);
  }
  return text;
}
std::string word(std::uint32_t value) { return big_endian(value, 4); }

std::string images(std::uint32_t count, const std::string& pixels) {
  return word(0x803) + word(count) + word(1) + word(2) + pixels;
}
std::string labels(std::uint32_t count, const std::string& bytes) {
  return word(0x801) + word(count) + bytes;
}

// The message with the folder's path left out.
std::string idx_problem(const std::string& image_bytes,
                        const std::string& label_bytes) {
  const Files files;
  const IdxPair pair = {files.write("images", image_bytes),
                        files.write("labels", label_bytes)};
  std::string message = message_of([&] { read_idx({&pair, 1}); });
  const std::string folder = files.path().string() + "/";
  for (std::size_t at = message.find(folder); at != std::string::npos;
       at = message.find(folder)) {
    message.erase(at, folder.size());
  }
  return message;
}

std::string cifar_problem(std::string_view content) {
  return problem_with(content, [](const auto& file) {
    read_cifar10({&file, 1});
  });
}

// Parts of R's serialization, as R Internals describes it.
std::string r_string(const std::string& text) {
  return word(9) + word(static_cast<std::uint32_t>(text.size())) + text;
}
std::string r_strings(const std::vector<std::string>& texts) {
  std::string result =
      word(16) + word(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) result += r_string(text);
  return result;
}
std::string r_symbol(const std::string& name) {
  return word(1) + r_string(name);
}
const std::uint32_t kTagged = 0x402;
const std::uint32_t kWithAttributes = 0x200;

// save(d) of data.frame(x = c(0.5, -2), n = c(3L, n2), y = factor(levels)).
std::string r_file(std::uint32_t n2, std::uint32_t code2,
                   const std::vector<std::string>& levels) {
  auto real = [](double value) {
    return big_endian(std::bit_cast<std::uint64_t>(value), 8);
  };
  std::string text = "RDX2\nX\n" + word(2) + word(0x30600) + word(0x20300);
  text += word(kTagged) + r_symbol("d") + word(19 | kWithAttributes) + word(3);
  text += word(14) + word(2) + real(0.5) + real(-2);
  text += word(13) + word(2) + word(3) + word(n2);
  text += word(13 | kWithAttributes) + word(2) + word(1) + word(code2);
  text += word(kTagged) + r_symbol("levels") + r_strings(levels);
  // "class" is the third symbol: the next use refers to it.
  text += word(kTagged) + r_symbol("class") + r_strings({"factor"}) + word(254);
  text += word(kTagged) + r_symbol("names") + r_strings({"x", "n", "y"});
  text += word(kTagged) + word(3 << 8 | 255) + r_strings({"data.frame"});
  return text + word(254) + word(254);
}

std::string r_problem(std::string_view content) {
  return problem_with(content, [](const auto& file) { read_rdata(file); });
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
  FeatureMatrix expected(3, 2);
  expected << 1, 2, 255, 3, 7, 8;
  CHECK(data.features == expected);
  CHECK(data.labels == Eigen::Vector3f(9, 5, 1));
  CHECK(data.train_rows == 2);
  CHECK(data.task == Task::kClassification);
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
  CHECK(data.labels == Eigen::Vector2f(7, 1));
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

TEST_CASE("a data frame of R's", "[unit]") {
  const Files files;
  const Dataset data = read_rdata(files.write("a", r_file(4, 2, {"1", "7"})));
  FeatureMatrix expected(2, 2);
  expected << 0.5f, 3, -2, 4;
  CHECK(data.features == expected);
  CHECK(data.labels == Eigen::Vector2f(1, 7));
  CHECK(data.feature_names == std::vector<std::string>{"x", "n"});
  // Levels that are words count from 1.
  const auto words =
      files.write("b", packed(r_file(4, 2, {"yes", "no"}), Packing::kXz));
  CHECK(read_rdata(words).labels == Eigen::Vector2f(1, 2));
}

TEST_CASE("bad R data gives one line", "[unit]") {
  const std::string good = r_file(4, 2, {"1", "7"});
  CHECK(r_problem("RDA2\nA\n") ==
        "FILE: starts with \"RDA2\\x0a\"; an R data file in binary form (RDX2 "
        "or RDX3) was expected");
  CHECK(r_problem(good.substr(0, 9)) == "FILE: ends at byte 9 inside a value");
  CHECK(r_problem(r_file(0x80000000, 2, {"1", "7"})) ==
        "FILE: row 2, column 2: the value is missing or not finite");
  CHECK(r_problem(r_file(4, 3, {"1", "7"})) ==
        "FILE: row 2: the label is missing");
  CHECK(r_problem(good.substr(0, 19) + word(254)) ==
        "FILE: holds no data frame");
  // Any cut is an error, never a crash or a wrong set.
  for (std::size_t size = 0; size < good.size(); ++size) {
    CHECK(r_problem(good.substr(0, size)).starts_with("FILE: "));
  }
}
