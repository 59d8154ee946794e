#include <catch.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/data/data_testing.h"
#include "core/data/readers/tensor_reader.h"
#include "core/data/readers/tensor_testing.h"

using namespace std::string_literals;
using namespace zipml;
using namespace zipml::data_testing;
using namespace zipml::tensor_testing;

namespace {

std::string safetensors_of(const std::string& header, const std::string& data) {
  return little_endian_bytes(header.size(), 8) + header + data;
}

// A header of one tensor "w" with these members.
std::string one_tensor_problem(const std::string& members,
                               const std::string& data = "") {
  return tensor_problem(safetensors_of("{\"w\":{" + members + "}}", data),
                        open_safetensors);
}

std::string tensor_header_problem(const std::string& header,
                                  const std::string& data = "") {
  return tensor_problem(safetensors_of(header, data), open_safetensors);
}

}  // namespace

TEST_CASE("tensors are read in the order of their data", "[unit]") {
  // Names in another order than the data, blanks as a writer pads them, an
  // empty tensor, a single number, a name with escapes.
  const std::string content = safetensors_of(
      "{\"__metadata__\":{\"format\":\"pt\"},"
      "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[2,18]},"
      "\"a\\u0022\\n\":{\"data_offsets\":[0,2],\"dtype\":\"BF16\",\"shape\":[]}"
      " ,\n\"none\" : {\"dtype\":\"I64\",\"shape\":[0,5],"
      "\"data_offsets\":[18,18]}, \"\":{\"dtype\":\"BOOL\",\"shape\":[1],"
      "\"data_offsets\":[18,19]}}   ",
      "\xc0\x3f"
      "\x00\x00\x80\x3f\x00\x00\x00\xc0\x00\x00\x00\x3f\x00\x00\x80\x7f"
      "\x01"s);
  CHECK(is_safetensors(content));
  const Files files;
  for (const std::string& stored : {content, packed(content, Packing::kXz)}) {
    const auto tensors =
        read_tensors(files.write("data", stored), open_safetensors);
    REQUIRE(tensors.size() == 4);
    CHECK(tensors[0].info.name == "a\"\n");
    CHECK(tensors[0].info.type == "bfloat16");
    CHECK(tensors[0].info.shape.empty());
    CHECK(tensors[0].values == std::vector<double>{1.5});
    CHECK(tensors[1].info.description() == "tensor \"b\" (2 x 2 of float32)");
    CHECK(tensors[1].values ==
          std::vector<double>{1, -2, 0.5,
                              std::numeric_limits<double>::infinity()});
    CHECK(tensors[2].info.name == "none");
    CHECK(tensors[2].info.shape == std::vector<std::uint64_t>{0, 5});
    CHECK(tensors[2].values.empty());
    CHECK(tensors[3].info.name.empty());
    CHECK(tensors[3].values == std::vector<double>{1});
  }
  CHECK(tensors_of(safetensors_of("{}", ""), open_safetensors).empty());
  CHECK(
      tensors_of(safetensors_of("{\"__metadata__\":{}}", ""), open_safetensors)
          .empty());
}

TEST_CASE("tensors can be passed over", "[unit]") {
  const Files files;
  const auto file = files.write(
      "data",
      safetensors_of(
          "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
          "\"b\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[3,11]},"
          "\"c\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[11,13]}}",
          "abc\xff\xff\xff\xff\xff\xff\xff\xff\x04\x05"));
  ByteSource source(file);
  TensorReader reader = open_safetensors(source);
  std::vector<double> values = {1, 2, 3};
  reader.skip_next();
  reader.read_next(values);
  CHECK(values == std::vector<double>{0x1p64});
  CHECK(reader.inexact() == 1);
  std::vector<double> pieces;
  reader.read_next([&](std::span<const double> numbers) {
    pieces.insert(pieces.end(), numbers.begin(), numbers.end());
  });
  CHECK(pieces == std::vector<double>{4, 5});
  CHECK(reader.inexact() == 0);
  reader.finish();
}

TEST_CASE("what starts like safetensors or .npy is known", "[unit]") {
  CHECK_FALSE(is_safetensors(""));
  CHECK_FALSE(is_safetensors(little_endian_bytes(2, 8)));
  CHECK(is_safetensors(little_endian_bytes(2, 8) + "{"));
  CHECK(is_safetensors(little_endian_bytes(100'000'000, 8) + "{"));
  CHECK_FALSE(is_safetensors(little_endian_bytes(100'000'001, 8) + "{"));
  CHECK_FALSE(is_safetensors(little_endian_bytes(1, 8) + "{"));
  CHECK_FALSE(is_safetensors(little_endian_bytes(2, 8) + "["));
  CHECK_FALSE(is_safetensors("{\"a\": 1}\n{\"a\": 2}\n"));
  CHECK_FALSE(is_npy("\x93NUMP"));
  CHECK_FALSE(is_npy("NUMPY"));
  CHECK(is_npy("\x93NUMPY"));
}

TEST_CASE("a file that is no safetensors gives one line", "[unit]") {
  const auto problem = [](const std::string& content) {
    return tensor_problem(content, open_safetensors);
  };
  CHECK(problem("") == "FILE: is empty; a safetensors file was expected");
  CHECK(problem("1,2\n") == "FILE: ends after 4 bytes, before its header");
  CHECK(problem("1,2,3\n4,5,6\n") ==
        "FILE: starts with \"1,2,3\\x0a4,\", which would be the length of a "
        "header of 3185182051358878769 bytes; a safetensors file has 2 to "
        "100000000");
  CHECK(problem(little_endian_bytes(1, 8) + "{") ==
        "FILE: starts with \"\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\", which "
        "would be the length of a header of 1 bytes; a safetensors file has 2 "
        "to 100000000");
  CHECK(problem(little_endian_bytes(100'000'001, 8) + "{") ==
        "FILE: starts with \"\\x01\\xe1\\xf5\\x05\\x00\\x00\\x00\\x00\", which "
        "would be the length of a header of 100000001 bytes; a safetensors "
        "file has 2 to 100000000");
  CHECK(problem(little_endian_bytes(100'000'000, 8) + "{") ==
        "FILE: ends after 1 of 100000000 bytes of its header");
}

TEST_CASE("a mistake in a safetensors header gives one line", "[unit]") {
  const std::string good = R"("dtype":"F32","shape":[1],"data_offsets":[0,4])";
  const std::string data(4, '\0');
  CHECK(one_tensor_problem(good, data) == "no error");
  // JSON.
  CHECK(tensor_header_problem("[]") ==
        "FILE: header, at offset 8: \"[]\" found, the object of the header "
        "expected");
  CHECK(tensor_header_problem("{\"w\"") ==
        "FILE: header, at offset 12: the end of the header found, \":\" "
        "expected");
  CHECK(tensor_header_problem("{\"w") ==
        "FILE: header, at offset 9: a key of the header: a text in quotes does "
        "not end");
  CHECK(tensor_header_problem("{w:1}") ==
        "FILE: header, at offset 9: \"w:1}\" found, a key of the header "
        "expected");
  CHECK(tensor_header_problem("{'w':1}") ==
        "FILE: header, at offset 9: \"'w':1}\" found, a key of the header "
        "expected");
  CHECK(tensor_header_problem("{} {}") ==
        R"(FILE: header, at offset 11: "{}" found, nothing more expected)");
  CHECK(tensor_header_problem("{}\0"s) ==
        R"(FILE: header, at offset 10: "\x00" found, nothing more expected)");
  CHECK(tensor_header_problem("{/**/}") ==
        "FILE: header, at offset 9: \"/**/}\" found, a key of the header "
        "expected");
  CHECK(
      tensor_header_problem("{\"w\":{" + good + "},}", data) ==
      "FILE: header, at offset 62: \"}\" found, a key of the header expected");
  CHECK(tensor_header_problem("{\"\\x\":{" + good + "}}", data) ==
        R"(FILE: header, at offset 9: ""\x"" is no text of JSON)");
  CHECK(tensor_header_problem("{\"\\ud800\":{" + good + "}}", data) ==
        R"(FILE: header, at offset 9: ""\ud800"" is no text of JSON)");
  CHECK(tensor_header_problem("{\"\xff\":{" + good + "}}", data) ==
        R"(FILE: header, at offset 9: ""\xff"" is no text of JSON)");
  CHECK(tensor_header_problem("{\"a\nb\":{" + good + "}}", data) ==
        R"(FILE: header, at offset 9: ""a\x0ab"" is no text of JSON)");
  CHECK(tensor_header_problem(
            "{\"w\":{" + good + "},\"\\u0077\":{" + good + "}}", data) ==
        R"(FILE: header, at offset 62: "w" was there before)");
  // Members.
  CHECK(tensor_header_problem("{\"w\":[]}") ==
        "FILE: header, at offset 13: \"[]}\" found, the object of tensor \"w\" "
        "expected");
  CHECK(tensor_header_problem("{\"w\":null}") ==
        "FILE: header, at offset 13: \"null}\" found, the object of tensor "
        "\"w\" expected");
  CHECK(one_tensor_problem("") ==
        R"(FILE: header, at offset 14: tensor "w" has no data_offsets)");
  CHECK(one_tensor_problem(R"("shape":[1],"data_offsets":[0,4])") ==
        R"(FILE: header, at offset 46: tensor "w" has no dtype)");
  CHECK(one_tensor_problem(good + R"(,"name":"w")", data) ==
        "FILE: header, at offset 67: tensor \"w\" has the unknown member "
        "\"name\"; dtype, shape and data_offsets were expected");
  CHECK(one_tensor_problem(good + R"(,"shape":[1])", data) ==
        R"(FILE: header, at offset 61: "shape" was there before)");
  CHECK(tensor_header_problem("{\"__metadata__\":[]}") ==
        "FILE: header, at offset 24: \"[]}\" found, the object of __metadata__ "
        "expected");
  CHECK(tensor_header_problem("{\"__metadata__\":{\"n\":1}}") ==
        "FILE: header, at offset 29: \"1}}\" found, the text of __metadata__ "
        "\"n\" expected");
  CHECK(tensor_header_problem("{\"__metadata__\":{},\"__metadata__\":{}}") ==
        R"(FILE: header, at offset 27: "__metadata__" was there before)");
  CHECK(tensor_header_problem(R"({"__metadata__":{"n":"1","n":"2"}})") ==
        R"(FILE: header, at offset 33: "n" was there before)");
  // Types, shapes and offsets.
  CHECK(one_tensor_problem(
            R"("dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4])", data) ==
        "FILE: header, at offset 22: tensor \"w\" has numbers of the type "
        "\"F8_E4M3\", which is not read; those that are: F16, BF16, F32, F64, "
        "I8, I16, I32, I64, U8, U16, U32, U64, BOOL");
  CHECK(one_tensor_problem(
            R"("dtype":"\u001b[2J","shape":[4],"data_offsets":[0,4])", data) ==
        "FILE: header, at offset 22: tensor \"w\" has numbers of the type "
        "\"\\x1b[2J\", which is not read; those that are: F16, BF16, F32, F64, "
        "I8, I16, I32, I64, U8, U16, U32, U64, BOOL");
  CHECK(one_tensor_problem(R"("dtype":"f32","shape":[1],"data_offsets":[0,4])",
                           data) ==
        "FILE: header, at offset 22: tensor \"w\" has numbers of the type "
        "\"f32\", which is not read; those that are: F16, BF16, F32, F64, I8, "
        "I16, I32, I64, U8, U16, U32, U64, BOOL");
  CHECK(one_tensor_problem(R"("dtype":4)") ==
        "FILE: header, at offset 22: \"4}}\" found, the dtype of tensor \"w\" "
        "expected");
  CHECK(one_tensor_problem(R"("shape":4)") ==
        "FILE: header, at offset 22: \"4}}\" found, the list of the shape of "
        "tensor \"w\" expected");
  CHECK(one_tensor_problem(R"("shape":[-1])") ==
        "FILE: header, at offset 23: a number of the shape of tensor \"w\": "
        "\"-1\" found, a whole number from 0 expected");
  CHECK(one_tensor_problem(R"("shape":[1.0])") ==
        R"(FILE: header, at offset 24: ".0]}}" found, "," or "]" expected)");
  CHECK(one_tensor_problem(R"("shape":[01])") ==
        "FILE: header, at offset 23: a number of the shape of tensor \"w\": "
        "\"01\" found, a whole number from 0 without zeros in front expected");
  CHECK(one_tensor_problem(R"("shape":["1"])") ==
        "FILE: header, at offset 23: \"\"1\"]}}\" found, a number of the shape "
        "of tensor \"w\" expected");
  CHECK(one_tensor_problem(R"("shape":[1,])") ==
        "FILE: header, at offset 25: \"]}}\" found, a number of the shape of "
        "tensor \"w\" expected");
  CHECK(one_tensor_problem(R"("shape":[18446744073709551616])") ==
        "FILE: header, at offset 23: a number of the shape of tensor \"w\": "
        "\"18446744073709551616\" is too large");
  CHECK(one_tensor_problem(R"("dtype":"F32","shape":[4294967296,4294967296],)"
                           R"("data_offsets":[0,0])") ==
        "FILE: header, at offset 80: tensor \"w\" (4294967296 x 4294967296 of "
        "float32) is too large");
  CHECK(one_tensor_problem(R"("data_offsets":[4])") ==
        "FILE: header, at offset 31: the data_offsets of tensor \"w\": two "
        "rising numbers were expected");
  CHECK(one_tensor_problem(R"("data_offsets":[0,4,8])") ==
        "FILE: header, at offset 33: the data_offsets of tensor \"w\": more "
        "than 2 numbers");
  CHECK(one_tensor_problem(R"("data_offsets":[4,0])") ==
        "FILE: header, at offset 33: the data_offsets of tensor \"w\": two "
        "rising numbers were expected");
  CHECK(one_tensor_problem(R"("dtype":"F32","shape":[2],"data_offsets":[0,4])",
                           data) ==
        "FILE: header, at offset 60: tensor \"w\" (2 of float32) has 8 bytes; "
        "its data_offsets have 4");
}

TEST_CASE("tensors must fill the data without gaps", "[unit]") {
  const auto two = [](const char* a, const char* b, const std::string& data) {
    const std::string members = R"({"dtype":"U8","shape":[3],"data_offsets":)";
    return tensor_header_problem(
        fmt::format("{{\"a\":{}{}}},\"b\":{}{}}}}}", members, a, members, b),
        data);
  };
  CHECK(two("[0,3]", "[3,6]", "123456") == "no error");
  CHECK(two("[3,6]", "[0,3]", "123456") == "no error");
  CHECK(two("[1,4]", "[4,7]", "1234567") ==
        "FILE: tensor \"a\" (3 of uint8) begins at byte 1 of the data, not at "
        "0 where the data begin (a gap)");
  CHECK(two("[0,3]", "[4,7]", "1234567") ==
        "FILE: tensor \"b\" (3 of uint8) begins at byte 4 of the data, not at "
        "3 where tensor \"a\" (3 of uint8) ends (a gap)");
  CHECK(two("[0,3]", "[2,5]", "12345") ==
        "FILE: tensor \"b\" (3 of uint8) begins at byte 2 of the data, not at "
        "3 where tensor \"a\" (3 of uint8) ends (they overlap)");
  CHECK(two("[0,3]", "[0,3]", "123") ==
        "FILE: tensor \"b\" (3 of uint8) begins at byte 0 of the data, not at "
        "3 where tensor \"a\" (3 of uint8) ends (they overlap)");
  CHECK(two("[0,3]", "[3,6]", "1234") ==
        R"(FILE: ends after 1 of 3 bytes of tensor "b" (3 of uint8))");
  CHECK(two("[0,3]", "[3,6]", "12") ==
        R"(FILE: ends after 2 of 3 bytes of tensor "a" (3 of uint8))");
  CHECK(two("[0,3]", "[3,6]", "1234567") ==
        R"(FILE: goes on at offset 119, where tensor "b" (3 of uint8) ends)");
  CHECK(tensor_header_problem("{}", "1") ==
        "FILE: goes on at offset 10, where its header ends");
  // Taken at its word, it would be 1,000 TB.
  CHECK(one_tensor_problem(R"("dtype":"U8","shape":[1000000000000000],)"
                           R"("data_offsets":[0,1000000000000000])",
                           "1") ==
        "FILE: ends after 1 of 1000000000000000 bytes of tensor \"w\" "
        "(1000000000000000 of uint8)");
}

TEST_CASE("random safetensors are read as they were written", "[property]") {
  RandomStream random({.seed = 3});
  for (int i = 0; i < 100; ++i) {
    std::vector<std::string> members;
    std::vector<TensorInfo> infos;
    std::vector<RandomNumbers> numbers;
    std::string data;
    const std::size_t count = random.index(6);
    for (std::size_t k = 0; k < count; ++k) {
      const BinaryType& type =
          binary_types()[random.index(binary_types().size())];
      TensorInfo info;
      info.name = fmt::format("{}.{}", random.bits(), k);
      info.type = type.name;
      info.shape = random_shape(3, random);
      numbers.push_back(
          random_numbers(type, static_cast<std::size_t>(info.size()), random));
      const std::size_t begin = data.size();
      data += bytes_of(numbers.back().bits, type.bytes, ByteOrder::kLittle);
      members.push_back(fmt::format(
          R"("{}":{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})",
          info.name, type.safetensors_name, fmt::join(info.shape, ","), begin,
          data.size()));
      infos.push_back(info);
    }
    // The order of the names is another one, unless empty tensors share a
    // place: then theirs is the header's.
    const bool any_empty =
        std::any_of(infos.begin(), infos.end(),
                    [](const TensorInfo& info) { return info.size() == 0; });
    if (!any_empty) std::reverse(members.begin(), members.end());
    const std::string content =
        safetensors_of(fmt::format("{{{}}}{}", fmt::join(members, ","),
                                   std::string(random.index(9), ' ')),
                       data);
    INFO(content);
    const auto tensors = tensors_of(content, open_safetensors);
    REQUIRE(tensors.size() == count);
    for (std::size_t k = 0; k < count; ++k) {
      CHECK(tensors[k].info.name == infos[k].name);
      CHECK(tensors[k].info.type == infos[k].type);
      CHECK(tensors[k].info.shape == infos[k].shape);
      CHECK(tensors[k].inexact == numbers[k].inexact);
      CHECK(same_values(tensors[k].values, numbers[k].values));
    }
  }
}

TEST_CASE("damaged safetensors are mistakes or results", "[property]") {
  const int read = damage(
      safetensors_of(
          "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
          "\"b\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[4,5]}}",
          "\x01\x02\x03\x04\x01"),
      open_safetensors);
  // At least all changes of the data themselves, of the bool the one to 0.
  CHECK(read >= 4 * 9 + 1);
}
