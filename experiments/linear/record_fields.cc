#include "experiments/linear/record_fields.h"

#include <variant>

#include "core/base/narrow.h"

namespace zipml {

void RecordWriter::parameters(const std::string& prefix,
                              const EstimatorParameters& all) {
  for (const auto& [name, parameter] : all) {
    record_.set(
        prefix + name,
        std::visit([](const auto& value) { return Value(value); }, parameter));
  }
}

void RecordReader::parameters(const std::string& prefix,
                              EstimatorParameters& all) {
  for (const auto& [name, value] : record_) {
    if (!name.starts_with(prefix)) continue;
    const std::string own = name.substr(prefix.size());
    if (value.is_integer()) {
      all.set(own, narrow<int>(value.integer(), name));
    } else if (value.is_number()) {
      all.set(own, value.number());
    } else {
      all.set(own, value.text());
    }
  }
}

}  // namespace zipml
