#include "experiments/linear/training_spec.h"

namespace zipml {

Record to_record(const TrainingSpec& spec) { return record_of(spec); }

TrainingSpec training_from_record(const Record& record) {
  return spec_of<TrainingSpec>(record);
}

Record to_record(const SearchSpec& spec) { return record_of(spec); }

SearchSpec search_from_record(const Record& record) {
  return spec_of<SearchSpec>(record);
}

}  // namespace zipml
