#include "experiments/paper/curves.h"

#include <catch.h>

#include <cmath>

#include "experiments/paper/panels.h"

using namespace zipml;

TEST_CASE("the paper's curves are built in", "[unit]") {
  const PaperCurve curve = paper_curve("8e", "32-bit");
  REQUIRE(curve.epochs.size() == 11);
  CHECK(curve.values.back() == Approx(2.44166e9));
  CHECK(curve.at(1) == Approx(2.77711e9));
  CHECK(curve.at(4) == Approx((2.52471e9 + 2.5021e9) / 2));
  CHECK(std::isnan(curve.at(0)));
  CHECK(std::isnan(curve.at(101)));
  CHECK(paper_curve("8e", "none").empty());
  CHECK(paper_curve("2.2", "naive stochastic").at(300) == Approx(0.00131926));
  CHECK(curve.crossing(2.52471e9) <= 5);
  CHECK(curve.crossing(1e9) == HUGE_VAL);
  const PaperCurve line{{1, 3}, {10, 6}};
  CHECK(line.crossing(8) == 2);
  CHECK(line.crossing(11) == 1);
}

TEST_CASE("every panel has its curves", "[unit]") {
  for (const char* data : {"synthetic-10", "synthetic-100", "synthetic-1000",
                           "YearPredictionMSD", "cadata", "cpusmall"}) {
    INFO(data);
    const PaperPanel* eight = paper_panel("8", data);
    const PaperPanel* ten = paper_panel("10", data);
    REQUIRE(eight != nullptr);
    REQUIRE(ten != nullptr);
    CHECK(!full_curve(*eight).empty());
    CHECK(!low_curve(*eight, "double sampling").empty());
    CHECK(!low_curve(*ten, "uniform").empty());
    CHECK(!low_curve(*ten, "optimal").empty());
  }
  for (const char* data : {"cod-rna", "gisette"}) {
    CHECK(!full_curve(*paper_panel("11", data)).empty());
    CHECK(!low_curve(*paper_panel("11", data), "double sampling").empty());
  }
  CHECK(!low_curve(*paper_panel("4", "gisette"), "double sampling").empty());
  CHECK(paper_panel("8", "bank32nh") == nullptr);
}
