#include "core/report/compare/compare.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/harness/findings/columns.h"
#include "core/report/compare/compare_testing.h"
#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

using Lines = std::vector<std::string>;

// data and bits, then the given values in columns a, b, ...
Table values_table(const std::vector<std::vector<Value>>& rows) {
  Table table{.id = "t", .columns = {data_column(), bits_column()}};
  for (std::size_t i = 2; i < rows.front().size(); ++i) {
    table.columns.push_back(
        {.name = std::string(1, static_cast<char>('a' + i - 2))});
  }
  table.rows = rows;
  return table;
}

// Of one row.
Lines lines(const std::vector<Value>& first, const std::vector<Value>& second,
            const StudyQuestion& first_question = question_of(1),
            const StudyQuestion& second_question = question_of(1)) {
  const auto with_key = [](std::vector<Value> values) {
    values.insert(values.begin(), {"cadata", 3});
    return values_table({values});
  };
  return lines_of(compare_tables(with_key(first), with_key(second),
                                 first_question, second_question));
}

Estimate around(double mean, double half, std::int64_t n = 5) {
  return {mean, mean - half, mean + half, n};
}

std::int64_t count_of(const ChangeCounts& counts, Change change) {
  return counts.at(static_cast<std::size_t>(change));
}

}  // namespace

TEST_CASE("equal findings are the same", "[unit]") {
  ComparedSide side{.name = "s", .question = question_of(1)};
  side.findings = sample_findings();
  const StudyComparison comparison = compare_sides(side, side);
  CHECK(lines_of(comparison).empty());
  // In rows of 4 values beside the key, 7 of which are measured in both; the
  // outcomes of 3 verdicts and the numbers of 2.
  CHECK(count_of(comparison.counts(), Change::kSame) == 10 + 5);
}

TEST_CASE("estimates within noise, and moved", "[unit]") {
  CHECK(lines({around(1, 0.1)}, {around(1.1, 0.1)}) ==
        Lines{"within noise: cadata, bits 3; a"});
  CHECK(lines({around(1, 0.1)}, {around(3, 0.1)}) ==
        Lines{"moved: cadata, bits 3; a"});
  // Whatever was asked.
  CHECK(lines({around(1, 0.1)}, {around(3, 0.1)}, question_of(1),
              question_of(2, 100)) == Lines{"moved: cadata, bits 3; a"});

  const StudyComparison moved = compare_tables(
      values_table({{"x", 3, around(1, 0.1)}}),
      values_table({{"x", 3, around(3, 0.1)}}), question_of(1), question_of(1));
  const ComparedValue& value = moved.values.front();
  REQUIRE(value.difference);
  CHECK(value.difference->value.mean == Approx(2));
  CHECK(value.difference->value.low > 1.8);
  CHECK(value.relative() == Approx(2));
}

TEST_CASE("numbers without an interval are judged by what was asked",
          "[unit]") {
  const Estimate one{0.5, -kInfinity, kInfinity, 1};
  const Estimate other{0.6, -kInfinity, kInfinity, 1};
  const auto changes = [&](const StudyQuestion& question) {
    return lines({0.5, 7, "yes", one, Estimate::exact(2, 5)},
                 {0.6, 8, "no", other, Estimate::exact(3, 5)}, question_of(1),
                 question);
  };
  const std::string row = ": cadata, bits 3; ";
  CHECK(changes(question_of(1)) ==
        Lines{"changed" + row + "a", "changed" + row + "b",
              "changed" + row + "c", "no interval" + row + "d",
              "changed" + row + "e"});
  CHECK(changes(question_of(2)) ==
        Lines{"no interval" + row + "a", "no interval" + row + "b",
              "no interval" + row + "c", "no interval" + row + "d",
              "no interval" + row + "e"});
  // The same draws count the same, with other epochs too; a mean may not.
  CHECK(changes(question_of(1, 100)) ==
        Lines{"no interval" + row + "a", "changed" + row + "b",
              "changed" + row + "c", "no interval" + row + "d",
              "no interval" + row + "e"});
}

TEST_CASE("what was measured in one only", "[unit]") {
  CHECK(lines({0.5, Value()}, {Value(), Value()}) ==
        Lines{"changed: cadata, bits 3; a"});
  CHECK(lines({0.5}, {std::nan("")}, question_of(1), question_of(2)) ==
        Lines{"not comparable: cadata, bits 3; a"});
  CHECK(lines({"text"}, {around(1, 0.1)}, question_of(1), question_of(2)) ==
        Lines{"not comparable: cadata, bits 3; a"});
}

TEST_CASE("a row that is of something else is not compared", "[unit]") {
  CHECK(lines({around(1, 0.1), "at 3"}, {around(9, 0.1), "at 5"},
              question_of(1),
              question_of(2)) == Lines{"not comparable: cadata, bits 3; a",
                                       "no interval: cadata, bits 3; b"});
}

TEST_CASE("rows, columns and tables in one only", "[unit]") {
  const Table both = values_table({{"x", 3, 1.0, 2.0}});
  Table more = values_table({{"x", 3, 1.0}, {"y", 3, 1.0}});
  CHECK(lines_of(compare_tables(both, more, question_of(1), question_of(1))) ==
        Lines{"only in first: ; b", "only in second: y, bits 3; "});
  CHECK(
      lines_of(compare_tables(more, both, question_of(1), question_of(1, 9))) ==
      Lines{"only in second: ; b", "only in first: y, bits 3; "});
  // Of other seeds, chance may have made it.
  CHECK(lines_of(compare_tables(both, more, question_of(1), question_of(2))) ==
        Lines{"not comparable: ; b", "not comparable: y, bits 3; "});
  more.id = "u";
  CHECK(lines_of(compare_tables(both, more, question_of(1), question_of(1))) ==
        Lines{"only in first: ; ", "only in second: ; "});
}

TEST_CASE("verdicts change by their outcome", "[unit]") {
  ComparedSide first{.name = "s", .question = question_of(1)};
  first.findings.verdicts = sample_verdicts();
  ComparedSide second = first;
  second.question = question_of(2);
  second.findings.verdicts[0].judgement.outcome = Outcome::kPartly;
  second.findings.verdicts[0].ours = around(90, 2);
  second.findings.verdicts.pop_back();
  const StudyComparison comparison = compare_sides(first, second);
  const std::string row = "C1: excess loss in per cent, cadata";
  CHECK(lines_of(comparison) ==
        Lines{"verdict changed: " + row + "; verdict",
              "moved: " + row + "; ours",
              "not comparable: C2: excess loss in per cent, bank32nh; "});
  CHECK(comparison.values.front().first_text == "reproduced");
  CHECK(comparison.values.front().second_text == "partly");
}

TEST_CASE("noise may leave a verdict open", "[unit]") {
  const auto side = [](Outcome outcome, const Estimate& ours, bool by_interval,
                       std::uint64_t seed) {
    ComparedSide own{.name = "s", .question = question_of(seed)};
    Verdict verdict = sample_verdicts().front();
    verdict.ours = ours;
    verdict.judgement.outcome = outcome;
    verdict.judgement.by_interval = by_interval;
    own.findings.verdicts = {verdict};
    return own;
  };
  const auto change = [&](Outcome first, Outcome second,
                          const Estimate& ours = around(1.05, 0.2),
                          bool by_interval = true, std::uint64_t seed = 2) {
    return compare_sides(side(first, around(1, 0.2), by_interval, 1),
                         side(second, ours, by_interval, seed))
        .values.front()
        .change;
  };
  constexpr Outcome kYes = Outcome::kReproduced, kNo = Outcome::kNotReproduced,
                    kOpen = Outcome::kInconclusive;
  CHECK(change(kYes, kOpen) == Change::kVerdictUndecided);
  CHECK(change(kOpen, kNo) == Change::kVerdictUndecided);
  CHECK(change(kYes, kNo) == Change::kVerdictChanged);
  // Its number has moved; no interval decides; nothing else was drawn.
  CHECK(change(kYes, kOpen, around(9, 0.2)) == Change::kVerdictChanged);
  CHECK(change(kYes, kOpen, around(1.05, 0.2), false) ==
        Change::kVerdictChanged);
  CHECK(change(kYes, kOpen, around(1.05, 0.2), true, 1) ==
        Change::kVerdictChanged);
}

TEST_CASE("what other choices have moved may be chance", "[unit]") {
  const auto side = [](double mean, const char* chosen, std::uint64_t seed) {
    ComparedSide own =
        side_of(values_table({{"cadata", 3, around(mean, 0.1)},
                              {"cadata-2", 3, around(mean, 0.2)}}),
                question_of(seed));
    own.findings.tables.push_back({"search",
                                   "",
                                   "",
                                   {data_column(), text_column("chosen", "")},
                                   {{"cadata, batch 1", chosen}}});
    return own;
  };
  CHECK(lines_of(compare_sides(side(1, "yes", 1), side(9, "", 2))) ==
        Lines{"not comparable: cadata, bits 3; a", "moved: cadata-2, bits 3; a",
              "no interval: cadata, batch 1; chosen"});
  // The same choice; and another one of other code.
  CHECK(lines_of(compare_sides(side(1, "yes", 1), side(9, "yes", 2))).front() ==
        "moved: cadata, bits 3; a");
  CHECK(lines_of(compare_sides(side(1, "yes", 1), side(9, "", 1))).front() ==
        "moved: cadata, bits 3; a");
}

TEST_CASE("a verdict at another bound is not compared", "[unit]") {
  // The worst instance of other seeds has another bound, and another value,
  // which a table has too.
  const auto side = [](double bound, double mean, std::uint64_t seed) {
    ComparedSide own =
        side_of(values_table({{"x", 3, around(mean, 0.1)}}), question_of(seed));
    Verdict verdict = sample_verdicts().front();
    verdict.ours = around(mean, 0.1);
    verdict.paper = bound;
    own.findings.verdicts = {verdict};
    return own;
  };
  CHECK(lines_of(compare_sides(side(1, 1, 1), side(1, 9, 2))).size() == 2);
  const std::string row = "C1: excess loss in per cent, cadata";
  CHECK(lines_of(compare_sides(side(1, 1, 1), side(2, 9, 2))) ==
        Lines{"not comparable: x, bits 3; a",
              "not comparable: " + row + "; ours"});
}

TEST_CASE("the same two estimates are one test", "[unit]") {
  const auto side = [](double mean) {
    const Estimate own = around(mean, 0.1);
    return side_of(values_table({{"x", 3, own, own}, {"y", 3, own, own}}),
                   question_of(1));
  };
  const StudyPair pair{side(1), side(1.1)};
  CHECK(compare_runs(std::span(&pair, 1)).tested == 1);
}

TEST_CASE("pairs of repetitions are sharper than intervals", "[unit]") {
  // Five repetitions that vary by 10 and differ by 0.1 +- 0.001.
  const std::vector<double> noise = {0, 10, -10, 5, -5};
  const auto side = [&](double shift, double wobble, int epochs,
                        double power = 1) {
    std::vector<double> values;
    for (std::size_t i = 0; i < noise.size(); ++i) {
      values.push_back(
          power * (100 + noise[i] + shift + (i % 2 == 0 ? wobble : -wobble)));
    }
    ComparedSide own = side_of(values_table({{"x", 3, t_interval(values)}}),
                               question_of(1, epochs));
    for (std::size_t i = 0; i < values.size(); ++i) {
      RepetitionFindings& one = own.repetitions.emplace_back();
      one.repetition = static_cast<int>(i);
      one.findings.tables = {
          values_table({{"x", 3, t_interval(std::span(&values[i], 1))}})};
    }
    return own;
  };
  const ComparedSide first = side(0, 0, 20);
  const ComparedSide second = side(0.1, 0.001, 100);
  const StudyComparison paired = compare_sides(first, second);
  CHECK(paired.values.front().change == Change::kMoved);
  CHECK(paired.values.front().by_pairs);
  CHECK(paired.values.front().difference->value.mean ==
        Approx(0.1).margin(1e-3));

  ComparedSide alone = second;
  alone.repetitions.clear();
  CHECK(compare_sides(first, alone).values.front().change ==
        Change::kWithinNoise);
  // Not the mean of these repetitions: the intervals decide.
  ComparedSide wrong = second;
  wrong.repetitions = side(0.2, 0, 100).repetitions;
  CHECK_FALSE(compare_sides(first, wrong).values.front().by_pairs);
  // Other repetitions have nothing in common.
  ComparedSide others = second;
  for (RepetitionFindings& own : others.repetitions) own.repetition += 5;
  CHECK_FALSE(compare_sides(first, others).values.front().by_pairs);
}

TEST_CASE("classes by their names", "[unit]") {
  for (std::size_t i = 0; i < kChangeCount; ++i) {
    const auto change = static_cast<Change>(i);
    CHECK(change_from_name(std::string(change_name(change))) == change);
  }
  CHECK(change_from_name("within-noise") == Change::kWithinNoise);
  CHECK_THROWS_WITH(change_from_name("moves"),
                    "unknown class \"moves\" (did you mean \"moved\"?)");
}

// 300 comparisons of two studies of 40 numbers, two normal samples of one
// distribution each, where 5 and 10 (then 3 and 3) repetitions were run: at the
// level 0.05 at most 15 of them have a moved number in the mean; the limit is
// four and a half standard deviations above, so that a comparison that keeps
// its level fails once in 3e5 runs. One that judged each number by itself would
// have 260.
TEST_CASE("two seeds of one study are within noise", "[property]") {
  const auto sizes = GENERATE(std::pair(5, 10), std::pair(3, 3));
  RandomStream stream({.seed = 21,
                       .purpose = Purpose::kTest,
                       .step = static_cast<std::uint64_t>(sizes.first)});
  const auto study = [&](int n, std::uint64_t seed) {
    std::vector<std::vector<Value>> rows;
    for (int row = 0; row < 40; ++row) {
      std::vector<double> values;
      for (int i = 0; i < n; ++i) values.push_back(row + stream.normal());
      rows.push_back({"x", row, t_interval(values)});
    }
    return side_of(values_table(rows), question_of(seed));
  };
  int alarms = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const StudyPair pair{study(sizes.first, 1), study(sizes.second, 2)};
    const RunComparison comparison = compare_runs(std::span(&pair, 1), 0.05);
    CHECK(comparison.tested == 40);
    alarms += count_of(comparison.counts(), Change::kMoved) > 0 ? 1 : 0;
  }
  INFO(sizes.first << " and " << sizes.second);
  CHECK(alarms <= 15 + 4.5 * std::sqrt(15.0));
}

// Of 40 numbers of 5 repetitions, one moves by 40 standard errors. Even with 4
// degrees of freedom it needs p <= 0.01 / 40, t = 10.3, which is passed unless
// the standard error comes out four times too large: a chance below 1e-12.
TEST_CASE("one number that moves is found among many", "[property]") {
  RandomStream stream({.seed = 22, .purpose = Purpose::kTest});
  const auto study = [&](double shift) {
    std::vector<std::vector<Value>> rows;
    for (int row = 0; row < 40; ++row) {
      std::vector<double> values;
      for (int i = 0; i < 5; ++i) {
        values.push_back((row == 17 ? shift : 0) + stream.normal());
      }
      rows.push_back({"x", row, t_interval(values)});
    }
    return side_of(values_table(rows), question_of(1));
  };
  for (int trial = 0; trial < 50; ++trial) {
    const StudyComparison comparison =
        compare_sides(study(0), study(40 * std::sqrt(2.0 / 5)));
    REQUIRE(count_of(comparison.counts(), Change::kMoved) == 1);
    CHECK(comparison.values[17].change == Change::kMoved);
  }
}
