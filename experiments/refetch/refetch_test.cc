#include "experiments/refetch/refetch.h"

#include <catch.h>

#include <cmath>
#include <string>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/config.h"
#include "core/harness/run/cell_graph.h"

using namespace zipml;

namespace {

constexpr double kRows = 300;
constexpr double kValues = 4;  // three features and the intercept

std::string two_classes() {
  RandomStream stream({.seed = 5});
  std::string text = "x,y,z,class\n";
  for (int i = 0; i < 400; ++i) {
    const double x = stream.normal(), y = stream.normal(), z = stream.normal();
    const bool positive = x - y + 0.5 * stream.normal() > 0;
    text += std::to_string(x) + "," + std::to_string(y) + "," +
            std::to_string(z) + (positive ? ",1\n" : ",-1\n");
  }
  return text;
}

}  // namespace

TEST_CASE("refetching is counted, and its bounds hold", "[unit]") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "two.csv").string();
  write_file_atomically(file, two_classes());
  const auto experiment = make_refetch(std::make_shared<DataLibrary>(
      DataPlaces{{}, folder.path() / "cache", /*may_download=*/false}));
  const ExperimentInfo* info = &experiment->info();
  const Settings settings =
      load_study({.experiment = info->name,
                  .sets = {{"data", file},
                           {"file.train_rows", "300"},
                           {"sgd.epochs", "4"},
                           {"bits", "3,7"},
                           {"sketch.dimensions", "32"},
                           {"sketch.training_dimensions", "32"},
                           {"sketch.epochs", "2"},
                           {"repetitions", "2"}}},
                 std::vector<const ExperimentInfo*>{info})
          .points[0]
          .settings;
  int l1 = 0, jl = 0, sketches = 0;
  std::vector<CellResult> done;
  for (const CellNode& node : cell_graph(experiment->plan(settings)->cells())) {
    std::vector<CellResult> prerequisites;
    for (const std::size_t i : node.prerequisites) {
      prerequisites.push_back(done[i]);
    }
    const Cell& cell = *node.cell;
    done.push_back(experiment->run(cell, prerequisites, RunContext()));
    const CellResult& result = done.back();
    REQUIRE(result.status == Status::kOk);
    if (cell.task == "sketches") {
      ++sketches;
      const Record& values = result.values;
      // Lemma 11 and Theorem 7 as corrected are theorems.
      CHECK(values.number("in_gap") <= values.number("corrected"));
      CHECK(values.number("in_wide_gap") <= values.number("corrected_refetch"));
      // ceil(log2(4 / 0.1)) = 6 bits a coordinate, and a float.
      CHECK(result.rows.front().number("message_bits") == 32 * 6 + 32);
      // One M for all rows: their errors go together, but not to four times.
      CHECK(result.rows.front().number("error") <
            4 * result.rows.front().number("predicted"));
      continue;
    }
    if (cell.task != "train") continue;
    const Record& last = result.rows.back();
    const std::string& method = cell.parameters.text("method");
    const double visits = kRows * last.number("epoch");
    const double refetched = last.number("refetched");
    const bool is_l1 = method.starts_with("l1_refetch");
    if (is_l1 || method == "32-bit") {
      // m = 1 in every row at x = 0.
      CHECK(result.rows.front().number("square_loss") == Approx(1));
      CHECK(result.rows.front().number("squared_hinge") == Approx(1));
      CHECK(last.number("squared_hinge") <= last.number("square_loss"));
    }
    if (is_l1) {
      ++l1;
      const double bits = cell.parameters.number("bits");
      CHECK(last.number("sample_bits") ==
            visits * kValues * bits + refetched * kValues * 32);
      CHECK(last.number("audited") == kRows);
      // After the epochs 1, 2, 4, ... and the last.
      CHECK(result.rows[2].number("audited") == kRows);
      CHECK(result.rows[3].find("audited") == nullptr);
      CHECK(last.number("flips") == 0);
      CHECK(refetched > 0);
      CHECK(refetched < visits);
    } else if (method == "jl_refetch") {
      ++jl;
      // A sketch of every sample, and at most one of every model.
      const double message = 32 * 6 + 32;
      const double rest = last.number("sample_bits") - visits * kValues * 7 -
                          refetched * kValues * 32;
      CHECK(rest > visits * message);
      CHECK(rest <= 2 * visits * message);
    } else {
      CHECK(refetched == 0);
    }
  }
  // 2 bits and repetitions; no variants, which are of cod-rna; 2 balls.
  CHECK(l1 == 4);
  CHECK(jl == 2);
  CHECK(sketches == 4);
}
