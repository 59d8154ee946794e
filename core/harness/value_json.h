// Values and records as JSON. NaN and infinities, which JSON lacks, are the
// strings "NaN", "Infinity" and "-Infinity" (a text that reads so is the object
// {"text"}); an estimate is the object {"mean", "low", "high", "n"}. What is
// written reads back equal, to the bit.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "core/harness/value.h"

namespace zipml {

nlohmann::ordered_json to_json(const Value& value);
nlohmann::ordered_json to_json(const Record& record);
// std::runtime_error when the JSON is not what to_json writes.
Value value_from_json(const nlohmann::ordered_json& json);
Record record_from_json(const nlohmann::ordered_json& json);

// A number as to_json writes it (also for other structs).
nlohmann::ordered_json number_to_json(double number);
double number_from_json(const nlohmann::ordered_json& json);
// std::runtime_error when it is no integer of 64 bits.
std::int64_t integer_from_json(const nlohmann::ordered_json& json);

}  // namespace zipml
