#include "experiments/paper/curves.h"

#include <catch.h>

#include <cmath>

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
}
