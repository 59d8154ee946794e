#include "core/report/compare/compare.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/report/compare/study_comparison.h"

namespace zipml {
namespace {

// In the order of the enumeration.
constexpr auto kChangeNames = std::to_array<std::string_view>(
    {"verdict changed", "moved", "changed", "only in first", "only in second",
     "verdict undecided", "no interval", "not comparable", "within noise",
     "same"});
static_assert(kChangeNames.size() == kChangeCount);

// Estimates that are tested; the same two once.
class Tests {
 public:
  void add(ComparedValue& value) {
    const double p = value.difference->p;
    const auto [place, is_new] =
        known_.emplace(std::pair(key_of(value), p), p_.size());
    if (is_new) p_.push_back(p);
    values_.emplace_back(&value, place->second);
  }
  void judge(double level) const {
    const std::vector<bool> moved = holm_rejected(p_, level);
    for (const auto& [value, test] : values_) {
      if (moved[test]) value->change = Change::kMoved;
    }
  }
  std::int64_t count() const { return static_cast<std::int64_t>(p_.size()); }

 private:
  std::map<std::pair<EstimatesKey, double>, std::size_t> known_;
  std::vector<double> p_;
  std::vector<std::pair<ComparedValue*, std::size_t>> values_;
};

// Whether the words hold the label, and not as a part of another one.
bool names(const std::string& words, const std::string& label) {
  const auto is_inside = [&](std::size_t place) {
    return place < words.size() &&
           (std::isalnum(static_cast<unsigned char>(words[place])) != 0 ||
            words[place] == '-');
  };
  for (std::size_t at = words.find(label); at != std::string::npos;
       at = words.find(label, at + 1)) {
    if (!is_inside(at - 1) && !is_inside(at + label.size())) return true;
  }
  return false;
}

// What moved with the choices that were made may have moved by chance.
void settle_choices(StudyComparison& study) {
  for (ComparedValue& value : study.values) {
    const bool of_a_choice =
        std::any_of(study.choices.begin(), study.choices.end(),
                    [&](const std::string& label) {
                      return !label.empty() && names(value.row, label);
                    });
    if (value.change == Change::kMoved && of_a_choice) {
      value.change = Change::kNotComparable;
    }
  }
}

// A verdict whose number has moved has changed, and not by chance.
void settle_verdicts(StudyComparison& study) {
  for (std::size_t i = 0; i + 1 < study.values.size(); ++i) {
    ComparedValue& outcome = study.values[i];
    const ComparedValue& ours = study.values[i + 1];
    if (outcome.change == Change::kVerdictUndecided &&
        ours.row == outcome.row && ours.change == Change::kMoved) {
      outcome.change = Change::kVerdictChanged;
    }
  }
}

ChangeCounts& operator+=(ChangeCounts& sum, const ChangeCounts& more) {
  for (std::size_t i = 0; i < kChangeCount; ++i) sum[i] += more[i];
  return sum;
}

}  // namespace

std::string_view change_name(Change change) {
  return kChangeNames.at(static_cast<std::size_t>(change));
}

Change change_from_name(const std::string& name) {
  std::string words = name;
  std::replace(words.begin(), words.end(), '-', ' ');
  std::vector<std::string> known;
  for (std::size_t i = 0; i < kChangeCount; ++i) {
    known.emplace_back(kChangeNames[i]);
    if (kChangeNames[i] == words) return static_cast<Change>(i);
    std::replace(known.back().begin(), known.back().end(), ' ', '-');
  }
  fail({.message = "unknown class \"" + name + "\"",
        .hint = did_you_mean(name, known)});
}

std::optional<double> ComparedValue::relative() const {
  const auto has_number = [](const Value& value) {
    return value.is_number() || value.is_estimate();
  };
  if (!has_number(first) || !has_number(second)) return std::nullopt;
  const double ratio = second.number() / first.number() - 1;
  if (first.number() == 0 || !std::isfinite(ratio)) return std::nullopt;
  return ratio;
}

ChangeCounts StudyComparison::counts() const {
  ChangeCounts counts{};
  for (const ComparedValue& value : values) {
    ++counts.at(static_cast<std::size_t>(value.change));
  }
  return counts;
}

ChangeCounts RunComparison::counts() const {
  ChangeCounts counts{};
  for (const StudyComparison& study : studies) counts += study.counts();
  return counts;
}

bool RunComparison::is_missing_some() const {
  const ChangeCounts all = counts();
  return !only_in_first.empty() || !only_in_second.empty() ||
         all[static_cast<std::size_t>(Change::kOnlyInFirst)] > 0 ||
         all[static_cast<std::size_t>(Change::kOnlyInSecond)] > 0;
}

RunComparison compare_runs(std::span<const StudyPair> pairs, double level) {
  RunComparison comparison{.level = level};
  for (const StudyPair& pair : pairs) {
    comparison.studies.push_back(compare_study(pair));
  }
  Tests tests;
  for (StudyComparison& study : comparison.studies) {
    for (ComparedValue& value : study.values) {
      if (value.difference) tests.add(value);
    }
  }
  tests.judge(level);
  for (StudyComparison& study : comparison.studies) {
    settle_choices(study);
    settle_verdicts(study);
  }
  comparison.tested = tests.count();
  return comparison;
}

}  // namespace zipml
