// Structs to records and back by one list of their fields: a function
// visit_fields(spec, visit) beside the struct, which names each field once and
// is the same for writing and for reading. `visit` takes
//   visit(name, field)                    a field of every record;
//   visit(name, field, otherwise)         one that is left out where it equals
//                                         `otherwise`;
//   visit.named(name, field, to, from)    one that is kept as a text, by the
//                                         two functions;
//   visit.named(name, field, to, from, otherwise)
//                                         the same, left out where it equals
//                                         `otherwise`;
//   visit.group(fields)                   a struct with a list of its own that
//                                         is left out where it is the default;
//   visit.parameters(prefix, parameters)  what an estimator has.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/narrow.h"
#include "core/harness/value.h"
#include "core/sgd/estimator_parameters.h"

namespace zipml {

// Spec or const Spec: what the list of its fields is read into or written from.
template <typename Fields, typename Spec>
concept FieldsOf = std::same_as<std::remove_const_t<Fields>, Spec>;

// Sets the record's values by the fields.
class RecordWriter {
 public:
  explicit RecordWriter(Record& record) : record_(record) {}

  template <typename Field>
  void operator()(const char* name, const Field& field) {
    if constexpr (std::is_integral_v<Field>) {
      record_.set(name, static_cast<std::int64_t>(field));
    } else if constexpr (std::same_as<Field, std::vector<std::string>>) {
      record_.set(name, Value::List(field.begin(), field.end()));
    } else {
      record_.set(name, field);
    }
  }
  template <typename Field, typename Otherwise>
  void operator()(const char* name, const Field& field,
                  const Otherwise& otherwise) {
    if (field != otherwise) (*this)(name, field);
  }
  template <typename Field, typename ToText, typename FromText>
  void named(const char* name, const Field& field, ToText to_text, FromText) {
    record_.set(name, to_text(field));
  }
  template <typename Field, typename ToText, typename FromText,
            typename Otherwise>
  void named(const char* name, const Field& field, ToText to_text,
             FromText from_text, const Otherwise& otherwise) {
    if (field != otherwise) named(name, field, to_text, from_text);
  }
  template <typename Group>
  void group(const Group& group) {
    if (!(group == Group())) visit_fields(group, *this);
  }
  void parameters(const std::string& prefix, const EstimatorParameters& all);

 private:
  Record& record_;
};

// Sets the fields by the record's values. std::out_of_range when a field that
// is in every record is missing.
class RecordReader {
 public:
  explicit RecordReader(const Record& record) : record_(record) {}

  template <typename Field>
  void operator()(const char* name, Field& field) {
    const Value* value = find(name);
    if (value == nullptr) return;
    if constexpr (std::is_integral_v<Field>) {
      field = narrow<Field>(value->integer(), name);
    } else if constexpr (std::is_floating_point_v<Field>) {
      field = value->number();
    } else if constexpr (std::same_as<Field, std::vector<std::string>>) {
      field = record_.texts(name);
    } else {
      field = value->text();
    }
  }
  template <typename Field, typename Otherwise>
  void operator()(const char* name, Field& field, const Otherwise& otherwise) {
    field = otherwise;
    if (record_.find(name) != nullptr) (*this)(name, field);
  }
  template <typename Field, typename ToText, typename FromText>
  void named(const char* name, Field& field, ToText, FromText from_text) {
    const Value* value = find(name);
    if (value != nullptr) field = from_text(value->text());
  }
  template <typename Field, typename ToText, typename FromText,
            typename Otherwise>
  void named(const char* name, Field& field, ToText to_text, FromText from_text,
             const Otherwise& otherwise) {
    field = otherwise;
    if (record_.find(name) != nullptr) named(name, field, to_text, from_text);
  }
  template <typename Group>
  void group(Group& group) {
    RecordReader reader(record_);
    reader.may_lack_fields_ = true;
    visit_fields(group, reader);
  }
  void parameters(const std::string& prefix, EstimatorParameters& all);

 private:
  const Value* find(const char* name) const {
    return may_lack_fields_ ? record_.find(name) : &record_.at(name);
  }

  const Record& record_;
  bool may_lack_fields_ = false;
};

// The record of a spec by its list of fields, and back.
template <typename Spec>
Record record_of(const Spec& spec) {
  Record record;
  RecordWriter writer(record);
  visit_fields(spec, writer);
  return record;
}
template <typename Spec>
Spec spec_of(const Record& record) {
  Spec spec;
  RecordReader reader(record);
  visit_fields(spec, reader);
  return spec;
}

}  // namespace zipml
