// The one row model: what cells return, parameters hold and tables show.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/statistics.h"

namespace zipml {

// Nothing, a truth value, an integer, a number, a text, an estimate with its
// interval, or a list of values.
class Value {
 public:
  using List = std::vector<Value>;

  Value() = default;
  Value(bool value) : data_(value) {}
  Value(int value) : data_(std::int64_t{value}) {}
  Value(std::int64_t value) : data_(value) {}
  Value(double value) : data_(value) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(Estimate value) : data_(value) {}
  Value(List value) : data_(std::move(value)) {}

  bool is_null() const { return holds<std::monostate>(); }
  bool is_boolean() const { return holds<bool>(); }
  bool is_integer() const { return holds<std::int64_t>(); }
  // An integer or a double.
  bool is_number() const { return is_integer() || holds<double>(); }
  bool is_text() const { return holds<std::string>(); }
  bool is_estimate() const { return holds<Estimate>(); }
  bool is_list() const { return holds<List>(); }

  // The content; asking for another type than it holds is a bug (it throws
  // std::bad_variant_access). number() takes integers too, and the mean of an
  // estimate.
  bool boolean() const { return std::get<bool>(data_); }
  std::int64_t integer() const { return std::get<std::int64_t>(data_); }
  double number() const;
  const std::string& text() const { return std::get<std::string>(data_); }
  const Estimate& estimate() const { return std::get<Estimate>(data_); }
  const List& list() const { return std::get<List>(data_); }

  // Equal type and content; NaN equals NaN, 1 differs from 1.0.
  friend bool operator==(const Value& a, const Value& b);

 private:
  template <typename T>
  bool holds() const {
    return std::holds_alternative<T>(data_);
  }

  std::variant<std::monostate, bool, std::int64_t, double, std::string,
               Estimate, List>
      data_;
};

// Named values in the order in which they were set.
class Record {
 public:
  using Field = std::pair<std::string, Value>;

  Record() = default;
  Record(std::initializer_list<Field> fields) : fields_(fields) {}

  // Sets or replaces; a new name goes to the end.
  void set(std::string_view name, Value value);
  // The value, or nullptr.
  const Value* find(std::string_view name) const;
  // The value; std::out_of_range with the name when it is not there.
  const Value& at(std::string_view name) const;

  // Typed shorthands of at().
  bool boolean(std::string_view name) const { return at(name).boolean(); }
  std::int64_t integer(std::string_view name) const {
    return at(name).integer();
  }
  double number(std::string_view name) const { return at(name).number(); }
  const std::string& text(std::string_view name) const {
    return at(name).text();
  }
  std::vector<std::string> texts(std::string_view name) const;
  std::vector<std::int64_t> integers(std::string_view name) const;
  std::vector<double> numbers(std::string_view name) const;

  bool empty() const { return fields_.empty(); }
  std::size_t size() const { return fields_.size(); }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

  friend bool operator==(const Record&, const Record&) = default;

 private:
  std::vector<Field> fields_;
};

// The value, or null when nothing was measured: NaN, or an estimate of no
// values or with a mean that is not a number. Of a list, element by element.
Value measured(Value value);

// What a table shows of a number: the number, or null where it is not known,
// that is not finite (a run that diverged, 0 / 0) or without a value behind it.
Value known(double value);
Value known(const Estimate& value);
Value known(const std::optional<double>& value);

}  // namespace zipml
