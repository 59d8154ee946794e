#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/data/readers/header_cursor.h"
#include "core/data/readers/tensor_reader.h"
#include "core/json/tree.h"

namespace zipml {
namespace {

constexpr std::size_t kLengthBytes = 8;

bool is_header_length(std::uint64_t length) {
  return length >= 2 && length <= kMostHeaderBytes;
}

struct PlacedTensor {
  TensorInfo info;
  std::uint64_t begin = 0;  // in bytes, from the header's end
  std::uint64_t end = 0;
};

// The text that the quotes and escapes of a JSON text stand for.
std::string tensor_text(HeaderCursor& cursor, const std::string& what) {
  const std::string_view token = cursor.quoted("\"", what);
  std::vector<Diagnostic> mistakes;
  const auto node = parse_json(token, "", mistakes);
  if (!mistakes.empty()) {
    cursor.fail_at_last(in_quotes(token) + " is no text of JSON");
  }
  return node->text;
}

// What a member that was read stands before: true for another one.
bool goes_on(HeaderCursor& cursor, const char* close) {
  if (cursor.take(",")) return true;
  if (!cursor.take(close)) {
    cursor.fail_expected(fmt::format("\",\" or \"{}\"", close));
  }
  return false;
}

// Calls `read_value` with each key of the object `what`, before its value.
template <typename ReadValue>
void read_members(HeaderCursor& cursor, const std::string& what,
                  ReadValue read_value) {
  std::set<std::string> keys;
  if (!cursor.take("{")) cursor.fail_expected("the object of " + what);
  if (cursor.take("}")) return;
  do {
    const std::string key = tensor_text(cursor, "a key of " + what);
    if (!keys.insert(key).second) {
      cursor.fail_at_last(fmt::format("{} was there before", in_quotes(key)));
    }
    cursor.expect(":");
    read_value(key);
  } while (goes_on(cursor, "}"));
}

std::vector<std::uint64_t> read_whole_numbers(HeaderCursor& cursor,
                                              std::size_t most,
                                              const std::string& what) {
  std::vector<std::uint64_t> numbers;
  if (!cursor.take("[")) cursor.fail_expected("the list of " + what);
  if (cursor.take("]")) return numbers;
  do {
    if (numbers.size() == most) {
      cursor.fail_at_last(fmt::format("{}: more than {} numbers", what, most));
    }
    numbers.push_back(cursor.whole_number("a number of " + what));
  } while (goes_on(cursor, "]"));
  return numbers;
}

// The type's name in this project.
std::string read_tensor_type(HeaderCursor& cursor, const std::string& tensor) {
  const std::string name = tensor_text(cursor, "the dtype of " + tensor);
  std::string known;
  for (const BinaryType& type : binary_types()) {
    if (type.safetensors_name == name) return std::string(type.name);
    known +=
        fmt::format("{}{}", known.empty() ? "" : ", ", type.safetensors_name);
  }
  cursor.fail_at_last(fmt::format(
      "{} has numbers of the type {}, which is not read; those that are: {}",
      tensor, in_quotes(name), known));
}

PlacedTensor read_tensor(HeaderCursor& cursor, const std::string& name) {
  PlacedTensor tensor;
  tensor.info.name = name;
  const std::string in_words = "tensor " + in_quotes(name);
  std::set<std::string> missing = {"data_offsets", "dtype", "shape"};
  read_members(cursor, in_words, [&](const std::string& key) {
    missing.erase(key);
    if (key == "dtype") {
      tensor.info.type = read_tensor_type(cursor, in_words);
    } else if (key == "shape") {
      tensor.info.shape = read_whole_numbers(cursor, kMostDimensions,
                                             "the shape of " + in_words);
    } else if (key == "data_offsets") {
      const std::string what = "the data_offsets of " + in_words;
      const auto offsets = read_whole_numbers(cursor, 2, what);
      if (offsets.size() != 2 || offsets[0] > offsets[1]) {
        cursor.fail_at_last(what + ": two rising numbers were expected");
      }
      tensor.begin = offsets[0];
      tensor.end = offsets[1];
    } else {
      cursor.fail_at_last(
          fmt::format("{} has the unknown member {}; dtype, shape and "
                      "data_offsets were expected",
                      in_words, in_quotes(key)));
    }
  });
  if (!missing.empty()) {
    cursor.fail_at_last(
        fmt::format("{} has no {}", in_words, *missing.begin()));
  }
  const auto bytes = byte_count(tensor.info);
  if (!bytes) {
    cursor.fail_at_last(
        fmt::format("{} is too large", tensor.info.description()));
  }
  if (*bytes != tensor.end - tensor.begin) {
    cursor.fail_at_last(fmt::format("{} has {} bytes; its data_offsets have {}",
                                    tensor.info.description(), *bytes,
                                    tensor.end - tensor.begin));
  }
  return tensor;
}

std::vector<PlacedTensor> parse_tensor_header(std::string_view text,
                                              const ByteStream& stream) {
  HeaderCursor cursor(text, stream);
  std::vector<PlacedTensor> tensors;
  read_members(cursor, "the header", [&](const std::string& name) {
    if (name == "__metadata__") {
      read_members(cursor, "__metadata__", [&](const auto& key) {
        tensor_text(cursor, "the text of __metadata__ " + in_quotes(key));
      });
    } else {
      tensors.push_back(read_tensor(cursor, name));
    }
  });
  if (!cursor.at_end()) cursor.fail_expected("nothing more");
  return tensors;
}

// In the order of their data, which must have no gaps and not overlap.
std::vector<TensorInfo> in_order(std::vector<PlacedTensor> tensors,
                                 const ByteStream& stream) {
  std::stable_sort(tensors.begin(), tensors.end(),
                   [](const PlacedTensor& a, const PlacedTensor& b) {
                     return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
                   });
  std::vector<TensorInfo> infos;
  std::uint64_t end = 0;
  for (PlacedTensor& tensor : tensors) {
    if (tensor.begin != end) {
      const std::string before = infos.empty()
                                     ? "the data begin"
                                     : infos.back().description() + " ends";
      stream.fail(fmt::format(
          "{} begins at byte {} of the data, not at {} where {} ({})",
          tensor.info.description(), tensor.begin, end, before,
          tensor.begin < end ? "they overlap" : "a gap"));
    }
    end = tensor.end;
    infos.push_back(std::move(tensor.info));
  }
  return infos;
}

}  // namespace

bool is_safetensors(std::string_view start) {
  return start.size() > kLengthBytes && start[kLengthBytes] == '{' &&
         is_header_length(little_endian(start.substr(0, kLengthBytes)));
}

TensorReader open_safetensors(ByteSource& source) {
  ByteStream stream(source);
  const std::string start = stream.read(kLengthBytes);
  if (start.empty()) stream.fail("is empty; a safetensors file was expected");
  if (start.size() < kLengthBytes) {
    stream.fail(
        fmt::format("ends after {} bytes, before its header", start.size()));
  }
  const std::uint64_t length = little_endian(start);
  if (!is_header_length(length)) {
    stream.fail(fmt::format(
        "starts with {}, which would be the length of a header of {} bytes; "
        "a safetensors file has 2 to {}",
        in_quotes(start), length, kMostHeaderBytes));
  }
  const std::string header = read_header(stream, length);
  return {stream, in_order(parse_tensor_header(header, stream), stream)};
}

}  // namespace zipml
