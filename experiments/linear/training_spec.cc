#include "experiments/linear/training_spec.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

constexpr std::array<Named<Tuned>, 2> kTuned = {{
    {"full_precision", Tuned::kFullPrecision},
    {"itself", Tuned::kItself},
}};

}  // namespace

std::string tuned_name(Tuned tuned) { return name_in(kTuned, tuned); }

Tuned tuned_from_name(const std::string& name) {
  return value_in(kTuned, name, "what is tuned");
}

std::vector<std::string> tuned_names() { return names_in(kTuned); }

Record to_record(const TrainingSpec& spec) { return record_of(spec); }

TrainingSpec training_from_record(const Record& record) {
  return spec_of<TrainingSpec>(record);
}

Record to_record(const SearchSpec& spec) { return record_of(spec); }

SearchSpec search_from_record(const Record& record) {
  return spec_of<SearchSpec>(record);
}

}  // namespace zipml
