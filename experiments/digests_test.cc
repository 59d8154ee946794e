// The numbers of every experiment's small study against those that were kept:
// what moves them must raise a version, or kept results would pass for results
// of the new code.
#include <catch.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/harness/run/cell_graph.h"
#include "core/harness/value_json.h"
#include "core/json/text.h"
#include "experiments/small_studies_testing.h"

using namespace zipml;

namespace {

using Json = nlohmann::ordered_json;

const std::filesystem::path kKept =
    std::filesystem::path(ZIPML_SOURCE_DIR) / "experiments/digests.json";

// A sum over numbers in their order that no two different lists are likely to
// share: each with a weight of its own in [1, 2), on a scale on which a part in
// 10^9 of any number weighs the same.
class Digest {
 public:
  Digest() : stream_({.seed = 11, .purpose = Purpose::kTest}) {}

  void add(const Value& value) {
    if (value.is_list()) {
      for (const Value& element : value.list()) add(element);
    } else if (value.is_estimate()) {
      add(value.estimate().mean);
      add(value.estimate().low);
      add(value.estimate().high);
      add(static_cast<double>(value.estimate().n));
    } else if (value.is_number()) {
      add(value.number());
    }
  }
  void add(const Record& record) {
    for (const auto& [name, value] : record) add(value);
  }
  void add(double number) {
    ++count_;
    const double weight = stream_.uniform(1, 2);
    if (!std::isfinite(number)) {
      ++not_finite_;
      return;
    }
    constexpr double kSmall = 1e-6;
    sum_ += weight * std::asinh(number / kSmall);
  }

  double sum() const { return sum_; }
  std::int64_t count() const { return count_; }
  std::int64_t not_finite() const { return not_finite_; }

 private:
  RandomStream stream_;
  double sum_ = 0;
  std::int64_t count_ = 0;
  std::int64_t not_finite_ = 0;
};

Digest digest_of(const SmallStudies& studies, const Experiment& experiment) {
  const Settings own = studies.settings(experiment);
  Digest digest;
  const auto point = experiment.plan(own);
  const Results results = studies.results(experiment, own);
  for (const CellNode& node : cell_graph(point->cells())) {
    if (node.cell->exclusive) continue;  // a time is never the same again
    // libtorch's sums depend on its version and the instruction set.
    if (node.cell->parameters.find("libtorch") != nullptr) continue;
    const CellResult& result = results.of(*node.cell);
    digest.add(result.values);
    for (const Record& row : result.rows) digest.add(row);
  }
  return digest;
}

Json versions_of(const ExperimentInfo& info) {
  return {{"version", info.version}, {"numerics", to_json(info.numerics)}};
}

}  // namespace

// Approved by ZIPML_APPROVE=1, once the versions say what has changed.
TEST_CASE("numbers that move raise a version", "[golden]") {
  const SmallStudies studies;
  const bool approve = std::getenv("ZIPML_APPROVE") != nullptr;
  Json kept = Json::object();
  if (std::filesystem::exists(kKept)) kept = Json::parse(read_file(kKept));
  Json found = Json::object();
  for (const auto& experiment : studies.experiments()) {
    const ExperimentInfo& info = experiment->info();
    const Digest digest = digest_of(studies, *experiment);
    found[info.name] = versions_of(info);
    found[info.name]["numbers"] = digest.count();
    found[info.name]["not_finite"] = digest.not_finite();
    found[info.name]["digest"] = digest.sum();
    if (approve) continue;
    INFO(info.name);
    REQUIRE(kept.contains(info.name));
    const Json& own = kept.at(info.name);
    // Libraries of mathematics round the last bit in their own ways.
    const double slack = 1e-9 * static_cast<double>(digest.count());
    const bool same =
        own.at("numbers") == digest.count() &&
        own.at("not_finite") == digest.not_finite() &&
        std::abs(own.at("digest").get<double>() - digest.sum()) <= slack;
    if (own.at("version") == found[info.name]["version"] &&
        own.at("numerics") == found[info.name]["numerics"]) {
      if (!same) {
        FAIL_CHECK(
            "the numbers have moved: raise it, the version of the "
            "library that has changed (experiments/numerics.cc) or of "
            "the experiment; then approve with ZIPML_APPROVE=1");
      }
    } else {
      FAIL_CHECK("the versions have moved: approve with ZIPML_APPROVE=1");
    }
  }
  if (approve) write_file_atomically(kKept, indented_json(found));
}

TEST_CASE("a digest tells numbers, their order and small changes apart",
          "[unit]") {
  const auto of = [](const std::vector<double>& numbers) {
    Digest digest;
    for (const double number : numbers) digest.add(number);
    return digest.sum();
  };
  CHECK(of({1, 2}) == of({1, 2}));
  CHECK(std::abs(of({1, 2}) - of({2, 1})) > 1e-3);
  CHECK(std::abs(of({1e9, 2}) - of({1e9, 2.00001})) > 1e-6);
  CHECK(std::abs(of({1e9, 2}) - of({1e9 + 10000, 2})) > 1e-6);
}
