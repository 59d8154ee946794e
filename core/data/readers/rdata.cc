#include "core/data/readers/rdata.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/data/readers/number.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

// R's type codes (R Internals, "SEXPTYPEs" and "Serialization Formats").
enum RType : std::uint32_t {
  kSymbol = 1,
  kPairList = 2,
  kCharacters = 9,
  kLogical = 10,
  kInteger = 13,
  kReal = 14,
  kStrings = 16,
  kVector = 19,
  kAlternative = 238,
  kGlobal = 253,
  kNull = 254,
  kReference = 255,
};

struct NamedObject;

struct RObject {
  std::uint32_t type = kNull;
  std::string_view text;        // of a symbol or characters; in the content
  std::vector<double> numbers;  // missing ones are NaN
  std::vector<RObject> items;   // of strings and vectors
  std::vector<NamedObject> pairs;
  std::vector<NamedObject> attributes;

  const RObject* attribute(std::string_view name) const;
  bool is(std::string_view class_name) const;
};

struct NamedObject {
  std::string_view name;
  RObject value;
};

const RObject* RObject::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes) {
    if (key == name) return &value;
  }
  return nullptr;
}

bool RObject::is(std::string_view class_name) const {
  const RObject* classes = attribute("class");
  if (classes == nullptr) return false;
  for (const RObject& item : classes->items) {
    if (item.text == class_name) return true;
  }
  return false;
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path)
      : path_(path), content_(read_unpacked(path)) {}

  RObject read() {
    const std::string_view content = content_;
    const bool known =
        content.starts_with("RDX2\nX\n") || content.starts_with("RDX3\nX\n");
    if (!known) {
      fail(
          fmt::format("starts with {}; an R data file in binary form "
                      "(RDX2 or RDX3) was expected",
                      in_quotes(content.substr(0, 5))));
    }
    place_ = 7;
    const std::uint32_t version = word();
    word();                          // R that wrote
    word();                          // oldest R that reads
    if (version == 3) take(word());  // the encoding's name
    return item(0);
  }

  [[noreturn]] void fail(const std::string& message) const {
    fail_in(path_, message);
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > content_.size() - place_) {
      fail(fmt::format("ends at byte {} inside a value", content_.size()));
    }
    place_ += size;
    return std::string_view(content_).substr(place_ - size, size);
  }

  std::uint64_t big_endian(std::size_t size) {
    std::uint64_t value = 0;
    for (const char byte : take(size)) {
      value = value << 8 | static_cast<std::uint8_t>(byte);
    }
    return value;
  }
  std::uint32_t word() { return static_cast<std::uint32_t>(big_endian(4)); }

  // The count of a vector of elements of at least `size` bytes.
  std::size_t length(std::size_t size) {
    const std::size_t count = word();
    if (count > (content_.size() - place_) / size) {
      fail(
          fmt::format("a vector of {} elements at byte {} "
                      "is longer than the file",
                      count, place_));
    }
    return count;
  }

  RObject item(int depth) {
    constexpr int kDeepest = 100;
    if (depth > kDeepest) fail("values are nested too deeply");
    const std::uint32_t flags = word();
    const bool has_attributes = (flags & 0x200) != 0;
    RObject value;
    value.type = flags & 0xff;
    switch (value.type) {
      case kNull:
      case kGlobal:
        return value;
      case kReference: {
        const std::size_t index = flags >> 8 != 0 ? flags >> 8 : word();
        if (index < 1 || index > symbols_.size()) fail("a broken reference");
        value.type = kSymbol;
        value.text = symbols_[index - 1];
        return value;
      }
      case kSymbol:
        value.text = item(depth + 1).text;
        symbols_.push_back(value.text);
        return value;
      case kPairList:
        return pair_list(flags, depth);
      case kAlternative:  // compact row names and the like: not needed
        for (int part = 0; part < 3; ++part) item(depth + 1);
        return value;
      case kCharacters: {
        const std::uint32_t size = word();
        if (size != 0xffffffff) value.text = take(size);
        return value;
      }
      case kLogical:
      case kInteger:
        value.numbers.resize(length(4));
        for (double& number : value.numbers) {
          const auto integer = static_cast<std::int32_t>(word());
          number = integer == std::numeric_limits<std::int32_t>::min()
                       ? std::nan("")
                       : integer;
        }
        break;
      case kReal:
        value.numbers.resize(length(8));
        for (double& number : value.numbers) {
          number = std::bit_cast<double>(big_endian(8));
        }
        break;
      case kStrings:
      case kVector:
        // Made one by one: they are larger than what they are read from.
        for (std::size_t left = length(4); left > 0; --left) {
          value.items.push_back(item(depth + 1));
        }
        break;
      default:
        fail(fmt::format("an R object of type {} at byte {} is not known here",
                         value.type, place_ - 4));
    }
    if (has_attributes) value.attributes = item(depth + 1).pairs;
    return value;
  }

  // A loop, for a list's tail is a list.
  RObject pair_list(std::uint32_t flags, int depth) {
    RObject value;
    value.type = kPairList;
    while ((flags & 0xff) == kPairList) {
      if ((flags & 0x200) != 0) item(depth + 1);
      std::string_view tag;
      if ((flags & 0x400) != 0) tag = item(depth + 1).text;
      value.pairs.push_back({tag, item(depth + 1)});
      flags = word();
    }
    if ((flags & 0xff) != kNull) fail("a list that does not end");
    return value;
  }

  std::filesystem::path path_;
  std::string content_;
  std::size_t place_ = 0;
  std::vector<std::string_view> symbols_;
};

// What the levels stand for, in order.
std::vector<double> labels_of(const RObject& levels) {
  std::vector<double> numbers, places;
  bool numeric = true;
  for (const RObject& item : levels.items) {
    const ParsedNumber parsed = parse_number(item.text);
    numeric = numeric && parsed.problem == NumberProblem::kNone;
    numbers.push_back(parsed.value);
    places.push_back(static_cast<double>(places.size() + 1));
  }
  return numeric ? numbers : places;
}

void fill_labels(const Reader& reader, const RObject& factor, Dataset& data) {
  const RObject* levels = factor.attribute("levels");
  if (levels == nullptr) reader.fail("the factor has no levels");
  const std::vector<double> labels = labels_of(*levels);
  for (std::size_t i = 0; i < factor.numbers.size(); ++i) {
    const double level = factor.numbers[i];
    // A missing value is NaN: it fails both comparisons.
    if (!(level >= 1 && level <= static_cast<double>(labels.size()))) {
      reader.fail(fmt::format("row {}: the label is missing", i + 1));
    }
    data.labels[static_cast<Eigen::Index>(i)] =
        labels[static_cast<std::size_t>(level) - 1];
  }
}

}  // namespace

Dataset read_rdata(const std::filesystem::path& file) {
  Reader reader(file);
  const RObject content = reader.read();
  const RObject* frame = nullptr;
  for (const auto& [name, value] : content.pairs) {
    if (frame == nullptr && value.is("data.frame")) frame = &value;
  }
  if (frame == nullptr) reader.fail("holds no data frame");

  const RObject* names = frame->attribute("names");
  const RObject* factor = nullptr;
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < frame->items.size(); ++i) {
    const RObject& column = frame->items[i];
    if (!column.is("factor")) {
      columns.push_back(i);
    } else if (factor == nullptr) {
      factor = &column;
    } else {
      reader.fail("holds more than one factor; one, the label, was expected");
    }
  }
  if (factor == nullptr || factor->numbers.empty()) {
    reader.fail("holds no factor with rows; one, the label, was expected");
  }

  if (columns.empty()) reader.fail("holds no column but the factor");
  if (names != nullptr && names->items.size() != frame->items.size()) {
    reader.fail(fmt::format("has {} names for {} columns", names->items.size(),
                            frame->items.size()));
  }
  for (const std::size_t i : columns) {
    const std::size_t count = frame->items[i].numbers.size();
    if (count == factor->numbers.size()) continue;
    reader.fail(fmt::format("column {} has {} numbers; {} were expected", i + 1,
                            count, factor->numbers.size()));
  }

  Dataset data;
  data.task = Task::kClassification;
  const auto rows = static_cast<Eigen::Index>(factor->numbers.size());
  data.features.resize(rows, static_cast<Eigen::Index>(columns.size()));
  data.labels.resize(rows);
  data.train_rows = rows;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const RObject& column = frame->items[columns[k]];
    for (std::size_t i = 0; i < column.numbers.size(); ++i) {
      const double value = column.numbers[i];
      if (!std::isfinite(value)) {
        reader.fail(
            fmt::format("row {}, column {}: "
                        "the value is missing or not finite",
                        i + 1, columns[k] + 1));
      }
      data.features(static_cast<Eigen::Index>(i),
                    static_cast<Eigen::Index>(k)) = value;
    }
    if (names != nullptr) {
      data.feature_names.emplace_back(names->items[columns[k]].text);
    }
  }
  fill_labels(reader, *factor, data);
  return data;
}

}  // namespace zipml
