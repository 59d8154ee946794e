#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/data/readers/header_cursor.h"
#include "core/data/readers/tensor_reader.h"

namespace zipml {
namespace {

constexpr std::string_view kNpyMagic = "\x93NUMPY";

// What a type holds that is not read, by the letter of its kind; empty when
// NumPy has no such kind.
std::string npy_kind(char kind) {
  switch (kind) {
    case 'O':
      return "Python objects";
    case 'S':
    case 'a':
    case 'U':
      return "texts";
    case 'V':
      return "raw bytes";
    case 'c':
      return "complex numbers";
    case 'M':
      return "dates";
    case 'm':
      return "spans of time";
    default:
      return "";
  }
}

[[noreturn]] void fail_npy_type(std::string_view code, std::string_view quoted,
                                HeaderCursor& cursor) {
  const std::string kind = code.empty() ? "" : npy_kind(code.front());
  if (!kind.empty()) {
    // NumPy knows no bfloat16: arrays of it are saved as pairs of bytes.
    cursor.fail_at_last(
        fmt::format("the array holds {} (type {}); real numbers were expected",
                    kind, in_quotes(quoted)),
        code == "V2" ? "if they are bfloat16, save them as float32" : "");
  }
  if (code == "f16" || code == "f12") {
    cursor.fail_at_last(
        fmt::format(
            "the array holds long doubles (type {}), which are not read",
            in_quotes(quoted)),
        "save them as float64");
  }
  cursor.fail_at_last(
      fmt::format("unknown type {} of the array; one like \"<f4\" was expected",
                  in_quotes(quoted)));
}

// A type as NumPy writes it: '<', '>' or, where there is but one byte, '|' for
// the order of bytes, a letter for the kind, and the bytes of a number.
void read_npy_type(HeaderCursor& cursor, TensorInfo& info) {
  if (cursor.sees("[") || cursor.sees("(")) {
    cursor.fail(
        "the array holds records (a structured type); real numbers were "
        "expected",
        "save each field as an array of its own");
  }
  std::string_view quoted = cursor.quoted("'\"", "the type of the array");
  quoted = quoted.substr(1, quoted.size() - 2);
  std::string_view code = quoted;
  const bool has_order =
      !code.empty() &&
      std::string_view("<>|=").find(code.front()) != std::string_view::npos;
  const char order = has_order ? code.front() : '|';
  if (has_order) code.remove_prefix(1);
  const auto types = binary_types();
  const auto type =
      std::find_if(types.begin(), types.end(), [&](const BinaryType& row) {
        return !row.npy_code.empty() && row.npy_code == code;
      });
  if (type == types.end()) fail_npy_type(code, quoted, cursor);
  if (type->bytes > 1 && order != '<' && order != '>') {
    cursor.fail_at_last(
        fmt::format("the type {} does not say in what order the bytes of a "
                    "number are; \"<{}\" or \">{}\" was expected",
                    in_quotes(quoted), code, code));
  }
  info.type = type->name;
  info.byte_order = order == '>' ? ByteOrder::kBig : ByteOrder::kLittle;
}

// A Python tuple of whole numbers: "()", "(3,)", "(3, 4)" or "(3, 4,)".
void read_npy_shape(HeaderCursor& cursor, TensorInfo& info) {
  if (!cursor.take("(")) cursor.fail_expected("the tuple of the shape");
  while (!cursor.take(")")) {
    info.shape.push_back(cursor.whole_number("an extent of the shape"));
    if (cursor.sees("L")) {
      cursor.fail("the shape is written as by Python 2, with L after a number",
                  "load the file and save it again with Python 3");
    }
    if (info.shape.size() > kMostDimensions) {
      cursor.fail_at_last(fmt::format("the shape has more than {} dimensions",
                                      kMostDimensions));
    }
    // "(3)" is a number in brackets and no tuple.
    if (!cursor.take(",")) {
      if (info.shape.size() == 1 || !cursor.sees(")")) {
        cursor.fail_expected("\",\" in the shape");
      }
    }
  }
}

// The Python literal of a dictionary with the keys descr, fortran_order and
// shape, in any order, padded with blanks and ended by a line feed.
TensorInfo parse_npy_header(std::string_view text, const ByteStream& stream) {
  HeaderCursor cursor(text, stream);
  TensorInfo info;
  bool has_type = false;
  bool has_order = false;
  bool has_shape = false;
  const auto set_once = [&](bool& has, std::string_view key) {
    if (std::exchange(has, true)) {
      cursor.fail_at_last(fmt::format("{} was there before", in_quotes(key)));
    }
    cursor.expect(":");
  };
  cursor.expect("{");
  while (!cursor.take("}")) {
    std::string_view key = cursor.quoted("'\"", "a key or \"}\"");
    key = key.substr(1, key.size() - 2);
    if (key == "descr") {
      set_once(has_type, key);
      read_npy_type(cursor, info);
    } else if (key == "fortran_order") {
      set_once(has_order, key);
      info.fortran_order = cursor.take("True");
      if (!info.fortran_order && !cursor.take("False")) {
        cursor.fail_expected("True or False");
      }
    } else if (key == "shape") {
      set_once(has_shape, key);
      read_npy_shape(cursor, info);
    } else {
      cursor.fail_at_last(fmt::format(
          "unknown key {}; descr, fortran_order and shape were expected",
          in_quotes(key)));
    }
    if (!cursor.take(",") && !cursor.sees("}")) {
      cursor.fail_expected("\",\" or \"}\"");
    }
  }
  if (!has_type || !has_order || !has_shape) {
    cursor.fail_at_last(fmt::format("has no {}", !has_type    ? "descr"
                                                 : !has_order ? "fortran_order"
                                                              : "shape"));
  }
  if (!cursor.at_end()) cursor.fail_expected("nothing more");
  if (!text.ends_with('\n')) {
    cursor.fail_at_last("does not end with a line feed");
  }
  if (!byte_count(info)) {
    cursor.fail_at_last(fmt::format("{} is too large", info.description()));
  }
  return info;
}

}  // namespace

bool is_npy(std::string_view start) { return start.starts_with(kNpyMagic); }

TensorReader open_npy(ByteSource& source) {
  ByteStream stream(source);
  const std::string start = stream.read(kNpyMagic.size() + 2);
  if (start.empty()) stream.fail("is empty; an .npy file was expected");
  if (!is_npy(start)) {
    stream.fail(fmt::format("starts with {}; an .npy file starts with {}",
                            in_quotes(start), in_quotes(kNpyMagic)));
  }
  const auto fail_short = [&] {
    stream.fail(
        fmt::format("ends after {} bytes, before its header", stream.offset()));
  };
  if (start.size() < kNpyMagic.size() + 2) fail_short();
  const int major = static_cast<unsigned char>(start[kNpyMagic.size()]);
  const int minor = static_cast<unsigned char>(start[kNpyMagic.size() + 1]);
  if (major < 1 || major > 3 || minor != 0) {
    stream.fail(fmt::format(
        "has the .npy format's version {}.{}; 1.0, 2.0 or 3.0 was expected",
        major, minor));
  }
  const std::size_t length_bytes = major == 1 ? 2 : 4;
  const std::string length = stream.read(length_bytes);
  if (length.size() < length_bytes) fail_short();
  const std::string header = read_header(stream, little_endian(length));
  return {stream, {parse_npy_header(header, stream)}};
}

}  // namespace zipml
