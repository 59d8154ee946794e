#include <catch.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
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

// A file of a format version with a header as it stands.
std::string npy_of(int version, const std::string& header,
                   const std::string& data) {
  return "\x93NUMPY" + std::string(1, static_cast<char>(version)) + '\0' +
         little_endian_bytes(header.size(), version == 1 ? 2 : 4) + header +
         data;
}

// As numpy 1.24 saves: the header padded so that the data begin at byte 128.
std::string saved_npy(const std::string& dictionary, const std::string& data,
                      int version = 1) {
  const std::size_t padding = (version == 1 ? 117 : 115) - dictionary.size();
  return npy_of(version, dictionary + std::string(padding, ' ') + '\n', data);
}

std::string npy_header_problem(const std::string& dictionary) {
  return tensor_problem(npy_of(1, dictionary + "\n", ""), open_npy);
}

// Of a good dictionary with another type or shape.
std::string npy_type_problem(const std::string& type) {
  return npy_header_problem("{'descr': " + type +
                            ", 'fortran_order': False, 'shape': (1,), }");
}
std::string npy_shape_problem(const std::string& shape) {
  return npy_header_problem(
      "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }");
}

}  // namespace

// Each content is one that numpy 1.24.2 has written.
TEST_CASE("files that NumPy wrote are read", "[unit]") {
  struct Row {
    std::string content;
    std::string type;
    std::vector<std::uint64_t> shape;
    std::vector<double> values;
    std::uint64_t inexact = 0;
  };
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Row> rows = {
      {saved_npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
                 "\x00\x00\x20\xc0\x00\x00\xc0\xbf\x00\x00\x00\xbf"
                 "\x00\x00\x00\x3f\x00\x00\xc0\x3f\x00\x00\x20\x40"s),
       "float32",
       {2, 3},
       {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}},
      // numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4))
      {saved_npy("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3, 4), "
                 "}",
                 "\x00\x00\x0c\x00\x04\x00\x10\x00\x08\x00\x14\x00"
                 "\x01\x00\x0d\x00\x05\x00\x11\x00\x09\x00\x15\x00"
                 "\x02\x00\x0e\x00\x06\x00\x12\x00\x0a\x00\x16\x00"
                 "\x03\x00\x0f\x00\x07\x00\x13\x00\x0b\x00\x17\x00"s),
       "int16",
       {2, 3, 4},
       {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
        12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {saved_npy("{'descr': '>f8', 'fortran_order': False, 'shape': (4,), }",
                 "\x3f\xf8\x00\x00\x00\x00\x00\x00"
                 "\xc0\x02\x00\x00\x00\x00\x00\x00"
                 "\x7f\xf0\x00\x00\x00\x00\x00\x00"
                 "\x7f\xf8\x00\x00\x00\x00\x00\x00"s),
       "float64",
       {4},
       {1.5, -2.25, infinity, nan}},
      {saved_npy("{'descr': '>i4', 'fortran_order': False, 'shape': (2, 2), }",
                 "\x00\x00\x00\x01\xff\xff\xff\xfe"
                 "\x00\x00\x01\x2c\x00\x01\x11\x70"s),
       "int32",
       {2, 2},
       {1, -2, 300, 70000}},
      {saved_npy("{'descr': '<u8', 'fortran_order': False, 'shape': (), }",
                 "\x07\x00\x00\x00\x00\x00\x00\x00"s),
       "uint64",
       {},
       {7}},
      {saved_npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3), }",
                 ""),
       "float64",
       {0, 3},
       {}},
      {saved_npy("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }",
                 "\x01\x00\x01"s),
       "bool",
       {3},
       {1, 0, 1}},
      {saved_npy("{'descr': '<i8', 'fortran_order': False, 'shape': (4,), }",
                 "\x00\x00\x00\x00\x00\x00\x20\x00"
                 "\x01\x00\x00\x00\x00\x00\x20\x00"
                 "\x00\x00\x00\x00\x00\x00\x00\x80"
                 "\xff\xff\xff\xff\xff\xff\xff\x7f"s),
       "int64",
       {4},
       {0x1p53, 0x1p53, -0x1p63, 0x1p63},
       2},
      {saved_npy("{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }",
                 "\x00\x3c\xff\x7b\x01\x00"s),
       "float16",
       {3},
       {1, 65504, 0x1p-24}},
      {saved_npy("{'descr': '<u2', 'fortran_order': False, 'shape': (2,), }",
                 "\x01\x00\x02\x00"s, 2),
       "uint16",
       {2},
       {1, 2}},
      {saved_npy("{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }",
                 "\x01\xfe", 3),
       "int8",
       {2},
       {1, -2}},
  };
  for (const Row& row : rows) {
    CHECK(is_npy(row.content));
    const std::vector<ReadTensor> tensors = tensors_of(row.content, open_npy);
    REQUIRE(tensors.size() == 1);
    INFO(tensors[0].info.description());
    CHECK(tensors[0].info.name.empty());
    CHECK(tensors[0].info.type == row.type);
    CHECK(tensors[0].info.shape == row.shape);
    CHECK(same_values(tensors[0].values, row.values));
    CHECK(tensors[0].inexact == row.inexact);
  }
}

TEST_CASE("what other programs write in an .npy header is read", "[unit]") {
  const std::string data = little_endian_bytes(0x40000000, 4);  // 2.0f
  for (const char* dictionary :
       {"{\"shape\": (1, 1,), \"descr\": \"<f4\", \"fortran_order\": False}\n",
        "{'shape':(1,1),'fortran_order':True,'descr':'<f4'}\n",
        " {\t'descr' : '<f4' ,\n'fortran_order': False, 'shape': ( 1 , 1 ) } "
        "\n"}) {
    const auto tensors = tensors_of(npy_of(1, dictionary, data), open_npy);
    CHECK(tensors[0].info.shape == std::vector<std::uint64_t>{1, 1});
    CHECK(tensors[0].values == std::vector<double>{2});
  }
  for (const char* type : {"|u1", "<u1", ">u1", "=u1", "u1"}) {
    const auto tensors = tensors_of(
        npy_of(1,
               fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': "
                           "(1,), }}\n",
                           type),
               "\xff"),
        open_npy);
    CHECK(tensors[0].values == std::vector<double>{255});
  }
}

TEST_CASE("an .npy that is none gives one line", "[unit]") {
  const auto problem = [](const std::string& content) {
    return tensor_problem(content, open_npy);
  };
  CHECK(problem("") == "FILE: is empty; an .npy file was expected");
  CHECK(problem("1,2,3\n") ==
        "FILE: starts with \"1,2,3\\x0a\"; an .npy file starts with "
        "\"\\x93NUMPY\"");
  CHECK(problem("\x93NUM") ==
        R"(FILE: starts with "\x93NUM"; an .npy file starts with "\x93NUMPY")");
  CHECK(problem("\x93NUMPY\x01") ==
        "FILE: ends after 7 bytes, before its header");
  CHECK(problem("\x93NUMPY\x01\x00\x76"s) ==
        "FILE: ends after 9 bytes, before its header");
  CHECK(
      problem(npy_of(4, "{}\n", "")) ==
      "FILE: has the .npy format's version 4.0; 1.0, 2.0 or 3.0 was expected");
  CHECK(
      problem("\x93NUMPY\x01\x01"s + "\x03\x00{}\n"s) ==
      "FILE: has the .npy format's version 1.1; 1.0, 2.0 or 3.0 was expected");
  CHECK(problem("\x93NUMPY\x01\x00\x76\x00{'descr'"s) ==
        "FILE: ends after 8 of 118 bytes of its header");
  CHECK(problem("\x93NUMPY\x02\x00\xff\xff\xff\xff{"s) ==
        "FILE: has a header of 4294967295 bytes; at most 100000000 are read");
}

TEST_CASE("a mistake in an .npy header gives one line", "[unit]") {
  CHECK(npy_header_problem("") ==
        "FILE: header, at offset 11: the end of the header found, \"{\" "
        "expected");
  CHECK(npy_header_problem("[]") ==
        R"(FILE: header, at offset 10: "[]\x0a" found, "{" expected)");
  CHECK(npy_header_problem("{}") == "FILE: header, at offset 11: has no descr");
  CHECK(npy_header_problem("{'descr': '<f4', 'shape': (1,)}") ==
        "FILE: header, at offset 40: has no fortran_order");
  CHECK(npy_header_problem("{'descr': '<f4', 'descr': '<f4'}") ==
        R"(FILE: header, at offset 27: "descr" was there before)");
  CHECK(npy_header_problem("{'order': 'C'}") ==
        "FILE: header, at offset 11: unknown key \"order\"; descr, "
        "fortran_order and shape were expected");
  CHECK(npy_header_problem("{descr: '<f4'}") ==
        "FILE: header, at offset 11: \"descr: '<f4'}\\x0a\" found, a key or "
        "\"}\" expected");
  CHECK(npy_header_problem("{'descr' '<f4'}") ==
        R"(FILE: header, at offset 19: "'<f4'}\x0a" found, ":" expected)");
  CHECK(npy_header_problem("{'descr': '<f4' 'shape': (1,)}") ==
        "FILE: header, at offset 26: \"'shape': (1,)}\\x0a\" found, \",\" or "
        "\"}\" expected");
  CHECK(
      npy_header_problem("{'fortran_order': 0}") ==
      "FILE: header, at offset 28: \"0}\\x0a\" found, True or False expected");
  CHECK(npy_header_problem("{'fortran_order': Falsehood}") ==
        "FILE: header, at offset 33: \"hood}\\x0a\" found, \",\" or \"}\" "
        "expected");
  CHECK(npy_header_problem("{'descr': '<f4") ==
        "FILE: header, at offset 20: the type of the array: a text in quotes "
        "does not end");
  const std::string good =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }";
  CHECK(npy_header_problem(good) == "no error");
  CHECK(npy_header_problem(good + " {}") ==
        R"(FILE: header, at offset 68: "{}\x0a" found, nothing more expected)");
  CHECK(tensor_problem(npy_of(1, good, ""), open_npy) ==
        "FILE: header, at offset 66: does not end with a line feed");
  CHECK(npy_header_problem(good.substr(0, good.size() - 1)) ==
        "FILE: header, at offset 67: the end of the header found, a key or "
        "\"}\" expected");
}

TEST_CASE("arrays of no numbers are named", "[unit]") {
  CHECK(npy_type_problem("'|O'") ==
        "FILE: header, at offset 20: the array holds Python objects (type "
        "\"|O\"); real numbers were expected");
  CHECK(npy_type_problem("'<U2'") ==
        "FILE: header, at offset 20: the array holds texts (type \"<U2\"); "
        "real numbers were expected");
  CHECK(npy_type_problem("'|S2'") ==
        "FILE: header, at offset 20: the array holds texts (type \"|S2\"); "
        "real numbers were expected");
  CHECK(npy_type_problem("'|V2'") ==
        "FILE: header, at offset 20: the array holds raw bytes (type \"|V2\"); "
        "real numbers were expected (if they are bfloat16, save them as "
        "float32)");
  CHECK(npy_type_problem("'|V3'") ==
        "FILE: header, at offset 20: the array holds raw bytes (type \"|V3\"); "
        "real numbers were expected");
  CHECK(npy_type_problem("'<c16'") ==
        "FILE: header, at offset 20: the array holds complex numbers (type "
        "\"<c16\"); real numbers were expected");
  CHECK(npy_type_problem("'<M8[D]'") ==
        "FILE: header, at offset 20: the array holds dates (type \"<M8[D]\"); "
        "real numbers were expected");
  CHECK(npy_type_problem("'<m8[s]'") ==
        "FILE: header, at offset 20: the array holds spans of time (type "
        "\"<m8[s]\"); real numbers were expected");
  CHECK(npy_type_problem("'<f16'") ==
        "FILE: header, at offset 20: the array holds long doubles (type "
        "\"<f16\"), which are not read (save them as float64)");
  CHECK(npy_type_problem("[('a', '<f4'), ('b', '<i4')]") ==
        "FILE: header, at offset 20: the array holds records (a structured "
        "type); real numbers were expected (save each field as an array of its "
        "own)");
  CHECK(npy_type_problem("('<f4', (2,))") ==
        "FILE: header, at offset 20: the array holds records (a structured "
        "type); real numbers were expected (save each field as an array of its "
        "own)");
  CHECK(npy_type_problem("'float32'") ==
        "FILE: header, at offset 20: unknown type \"float32\" of the array; "
        "one like \"<f4\" was expected");
  CHECK(npy_type_problem("'=f4'") ==
        "FILE: header, at offset 20: the type \"=f4\" does not say in what "
        "order the bytes of a number are; \"<f4\" or \">f4\" was expected");
  CHECK(npy_type_problem("'f4'") ==
        "FILE: header, at offset 20: the type \"f4\" does not say in what "
        "order the bytes of a number are; \"<f4\" or \">f4\" was expected");
  CHECK(npy_type_problem("''") ==
        "FILE: header, at offset 20: unknown type \"\" of the array; one like "
        "\"<f4\" was expected");
  CHECK(npy_type_problem("'<'") ==
        "FILE: header, at offset 20: unknown type \"<\" of the array; one like "
        "\"<f4\" was expected");
  CHECK(npy_type_problem("'<f3'") ==
        "FILE: header, at offset 20: unknown type \"<f3\" of the array; one "
        "like \"<f4\" was expected");
  CHECK(npy_type_problem("'\\x1b[2J'") ==
        "FILE: header, at offset 20: unknown type \"\\x1b[2J\" of the array; "
        "one like \"<f4\" was expected");
  CHECK(npy_type_problem("None") ==
        "FILE: header, at offset 20: \"None, 'fortran_order\" found, the type "
        "of the array expected");
}

TEST_CASE("a mistake in the shape of an .npy gives one line", "[unit]") {
  CHECK(npy_shape_problem("(-3,)") ==
        "FILE: header, at offset 61: an extent of the shape: \"-3\" found, a "
        "whole number from 0 expected");
  CHECK(npy_shape_problem("(3L, 4L)") ==
        "FILE: header, at offset 62: the shape is written as by Python 2, with "
        "L after a number (load the file and save it again with Python 3)");
  CHECK(npy_shape_problem("(3)") ==
        "FILE: header, at offset 62: \"), }\\x0a\" found, \",\" in the shape "
        "expected");
  CHECK(npy_shape_problem("3") ==
        "FILE: header, at offset 60: \"3, }\\x0a\" found, the tuple of the "
        "shape expected");
  CHECK(npy_shape_problem("[3]") ==
        "FILE: header, at offset 60: \"[3], }\\x0a\" found, the tuple of the "
        "shape expected");
  CHECK(npy_shape_problem("(3, 1.5)") ==
        "FILE: header, at offset 65: \".5), }\\x0a\" found, \",\" in the shape "
        "expected");
  CHECK(npy_shape_problem("(03,)") ==
        "FILE: header, at offset 61: an extent of the shape: \"03\" found, a "
        "whole number from 0 without zeros in front expected");
  CHECK(npy_shape_problem("(3 4)") ==
        "FILE: header, at offset 63: \"4), }\\x0a\" found, \",\" in the shape "
        "expected");
  CHECK(npy_shape_problem("(,)") ==
        "FILE: header, at offset 61: \",), }\\x0a\" found, an extent of the "
        "shape expected");
  CHECK(npy_shape_problem("(3,,)") ==
        "FILE: header, at offset 63: \",), }\\x0a\" found, an extent of the "
        "shape expected");
  CHECK(npy_shape_problem("(3, None)") ==
        "FILE: header, at offset 64: \"None), }\\x0a\" found, an extent of the "
        "shape expected");
  CHECK(npy_shape_problem("(99999999999999999999,)") ==
        "FILE: header, at offset 61: an extent of the shape: "
        "\"99999999999999999999\" is too large");
  CHECK(npy_shape_problem("(9223372036854775808,)") ==
        "FILE: header, at offset 61: an extent of the shape: "
        "\"9223372036854775808\" is too large");
  CHECK(npy_shape_problem("(4294967296, 4294967296)") ==
        "FILE: header, at offset 86: the array (4294967296 x 4294967296 of "
        "float64) is too large");
  CHECK(npy_shape_problem("(4294967296, 4294967296, 0)") == "no error");
  std::string ones = "(";
  for (int i = 0; i < 65; ++i) ones += "1,";
  CHECK(npy_shape_problem(ones + ")") ==
        "FILE: header, at offset 189: the shape has more than 64 dimensions");
}

TEST_CASE("an .npy of the wrong length gives one line", "[unit]") {
  const auto with = [](const std::string& shape, const std::string& data,
                       const std::string& order = "False",
                       const std::string& type = "<f8") {
    return tensor_problem(
        saved_npy("{'descr': '" + type + "', 'fortran_order': " + order +
                      ", 'shape': " + shape + ", }",
                  data),
        open_npy);
  };
  const std::string two(16, '\0');
  CHECK(with("(3,)", two) ==
        "FILE: ends after 16 of 24 bytes of the array (3 of float64)");
  CHECK(with("(3,)", two + "abc") ==
        "FILE: ends after 19 of 24 bytes of the array (3 of float64)");
  CHECK(with("(3, 2)", two, "True") ==
        "FILE: ends after 16 of 48 bytes of the array (3 x 2 of float64)");
  // Taken at its word, it would be 8,000 TB.
  CHECK(with("(1000000000000000,)", two) ==
        "FILE: ends after 16 of 8000000000000000 bytes of the array "
        "(1000000000000000 of float64)");
  CHECK(with("(1000000000000, 1000)", two, "True") ==
        "FILE: ends after 16 of 8000000000000000 bytes of the array "
        "(1000000000000 x 1000 of float64)");
  CHECK(with("(2,)", two + "x") ==
        "FILE: goes on at offset 144, where the array (2 of float64) ends");
  CHECK(with("()", two) ==
        "FILE: goes on at offset 136, where the array (one float64) ends");
  CHECK(with("(2,)", two + "\x93NUMPY\x01") ==
        "FILE: goes on at offset 144, where the array (2 of float64) ends (a "
        "second array follows; one a file is read)");
  CHECK(with("(3,)", "\x01\x00\x02"s, "False", "|b1") ==
        "FILE: the array (3 of bool) has the byte 0x02 at offset 130; 0 or 1 "
        "was expected");
  CHECK(with("(2, 2)", "\x01\x03\x01\x01"s, "True", "|b1") ==
        "FILE: the array (2 x 2 of bool) has the byte 0x03 at offset 129; 0 or "
        "1 was expected");
}

TEST_CASE("random .npy files are read as they were written", "[property]") {
  RandomStream random({.seed = 2});
  for (int i = 0; i < 400; ++i) {
    const auto types = binary_types();
    const BinaryType& type = types[random.index(types.size())];
    if (type.npy_code.empty()) continue;
    TensorInfo info;
    info.type = type.name;
    info.shape = random_shape(4, random);
    const bool fortran = random.index(2) == 0;
    const bool big = random.index(2) == 0;
    const RandomNumbers numbers =
        random_numbers(type, static_cast<std::size_t>(info.size()), random);
    // In C order the last index goes fastest, in Fortran order the first.
    std::vector<std::uint64_t> stored(numbers.bits.size());
    for (std::size_t place = 0; place < stored.size(); ++place) {
      std::size_t rest = place;
      std::size_t in_fortran_order = 0;
      for (std::size_t axis = info.shape.size(); axis-- > 0;) {
        in_fortran_order =
            in_fortran_order * info.shape[axis] + rest % info.shape[axis];
        rest /= info.shape[axis];
      }
      stored[fortran ? in_fortran_order : place] = numbers.bits[place];
    }
    const std::string header = fmt::format(
        "{{'descr': '{}{}', 'fortran_order': {}, 'shape': ({}{}), }}{}\n",
        big ? '>' : '<', type.npy_code, fortran ? "True" : "False",
        fmt::join(info.shape, ", "), info.shape.size() == 1 ? "," : "",
        std::string(random.index(20), ' '));
    const std::string content =
        npy_of(1 + static_cast<int>(random.index(3)), header,
               bytes_of(stored, type.bytes,
                        big ? ByteOrder::kBig : ByteOrder::kLittle));
    const auto tensors = tensors_of(content, open_npy);
    INFO(header);
    REQUIRE(tensors.size() == 1);
    CHECK(tensors[0].info.type == type.name);
    CHECK(tensors[0].info.shape == info.shape);
    CHECK(tensors[0].inexact == numbers.inexact);
    CHECK(same_values(tensors[0].values, numbers.values));
  }
}

TEST_CASE("arrays over many pieces of a file are whole", "[unit]") {
  // A header of odd length, so that numbers lie across the pieces.
  constexpr std::size_t kRows = 20'001;
  constexpr std::size_t kColumns = 17;
  std::vector<double> expected;
  std::vector<std::uint64_t> by_rows;
  std::vector<std::uint64_t> by_columns(kRows * kColumns);
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t j = 0; j < kColumns; ++j) {
      const std::uint64_t value = i * 1'000 + j;
      expected.push_back(static_cast<double>(value));
      by_rows.push_back(value);
      by_columns[j * kRows + i] = value;
    }
  }
  const Files files;
  for (const bool fortran : {false, true}) {
    const std::string content = npy_of(
        1,
        fmt::format("{{'descr': '<i8', 'fortran_order': {}, 'shape': ({}, "
                    "{})}}{}\n",
                    fortran ? "True" : "False", kRows, kColumns,
                    fortran ? " " : "  "),
        bytes_of(fortran ? by_columns : by_rows, 8, ByteOrder::kLittle));
    REQUIRE((content.size() - 8 * expected.size()) % 2 == 1);
    for (const std::string& stored :
         {content, packed(content, Packing::kGzip)}) {
      const auto tensors = read_tensors(files.write("data", stored), open_npy);
      CHECK(tensors[0].values == expected);
      // Grown with the bytes that came, and no further than the whole.
      CHECK(tensors[0].values.capacity() == expected.size());
    }
  }
}

TEST_CASE("memory grows with what is read, to the whole", "[unit]") {
  // 80 MB as doubles: more than is made room for at once.
  constexpr std::size_t kCount = 10'000'001;
  std::string data(kCount, '\0');
  for (std::size_t i = 0; i < kCount; ++i) data[i] = static_cast<char>(i % 127);
  const auto tensors = tensors_of(
      npy_of(1,
             fmt::format("{{'descr': '|u1', 'fortran_order': False, 'shape': "
                         "({},)}}\n",
                         kCount),
             data),
      open_npy);
  const std::vector<double>& values = tensors[0].values;
  REQUIRE(values.size() == kCount);
  CHECK(values.capacity() == kCount);
  CHECK(std::equal(values.begin(), values.end(), data.begin()));
}

TEST_CASE("damaged .npy files are mistakes or results", "[property]") {
  const auto changed = damage(
      saved_npy("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }",
                "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c"),
      open_npy);
  // At least all changes of the data themselves.
  CHECK(changed >= 12 * 9);
}
