#include "core/harness/value.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace zipml {
namespace {

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

double Value::number() const {
  if (is_integer()) return static_cast<double>(integer());
  if (is_estimate()) return estimate().mean;
  return std::get<double>(data_);
}

bool operator==(const Value& a, const Value& b) {
  if (a.data_.index() != b.data_.index()) return false;
  if (a.holds<double>()) return same(a.number(), b.number());
  if (a.is_estimate()) {
    const Estimate& left = a.estimate();
    const Estimate& right = b.estimate();
    return same(left.mean, right.mean) && same(left.low, right.low) &&
           same(left.high, right.high) && left.n == right.n;
  }
  if (a.is_null()) return true;
  if (a.is_boolean()) return a.boolean() == b.boolean();
  if (a.is_integer()) return a.integer() == b.integer();
  if (a.is_text()) return a.text() == b.text();
  return a.list() == b.list();
}

void Record::set(std::string_view name, Value value) {
  for (Field& field : fields_) {
    if (field.first == name) {
      field.second = std::move(value);
      return;
    }
  }
  fields_.emplace_back(std::string(name), std::move(value));
}

const Value* Record::find(std::string_view name) const {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(),
                   [&](const Field& field) { return field.first == name; });
  return found == fields_.end() ? nullptr : &found->second;
}

const Value& Record::at(std::string_view name) const {
  const Value* value = find(name);
  if (value == nullptr) {
    throw std::out_of_range("no field \"" + std::string(name) + "\"");
  }
  return *value;
}

std::vector<std::string> Record::texts(std::string_view name) const {
  std::vector<std::string> result;
  for (const Value& value : at(name).list()) result.push_back(value.text());
  return result;
}

std::vector<std::int64_t> Record::integers(std::string_view name) const {
  std::vector<std::int64_t> result;
  for (const Value& value : at(name).list()) result.push_back(value.integer());
  return result;
}

std::vector<double> Record::numbers(std::string_view name) const {
  std::vector<double> result;
  for (const Value& value : at(name).list()) result.push_back(value.number());
  return result;
}

Value measured(Value value) {
  if (value.is_estimate()) {
    const Estimate& estimate = value.estimate();
    return estimate.n < 1 || std::isnan(estimate.mean) ? Value() : value;
  }
  if (value.is_list()) {
    Value::List list;
    for (const Value& element : value.list()) list.push_back(measured(element));
    return list;
  }
  if (value.is_number() && std::isnan(value.number())) return {};
  return value;
}

Value known(double value) {
  return std::isfinite(value) ? Value(value) : Value();
}

Value known(const std::optional<double>& value) {
  return value ? known(*value) : Value();
}

Value known(const Estimate& value) {
  return value.n > 0 && std::isfinite(value.mean) ? Value(value) : Value();
}

}  // namespace zipml
