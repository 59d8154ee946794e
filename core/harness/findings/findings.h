// What an experiment found: tables, figures and verdicts, as data. Every
// writer (core/report) and every stored result is made from these.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/harness/value.h"

namespace zipml {

enum class ColumnFormat {
  kText,
  kInteger,
  kNumber,   // `digits` significant digits
  kPercent,  // a fraction, shown as per cent with `digits` significant digits
};

struct Column {
  std::string name = {};   // identifier: CSV header, JSON key
  std::string label = {};  // for people
  std::string unit = {};   // empty for a pure number
  ColumnFormat format = ColumnFormat::kText;
  int digits = 4;

  friend bool operator==(const Column&, const Column&) = default;
};

enum class TableUse {
  kShown,  // to people, in every format
  kData,   // long: for figures and for programs, as CSV and JSON
};

// Made by table_of (core/harness/findings/table_of.h).
struct Table {
  std::string id = {};       // file name without ending
  std::string title = {};    // one line
  std::string caption = {};  // what a row is, conventions, assumptions
  std::vector<Column> columns = {};
  // A row has a value (or null: not available) for each column, in order.
  std::vector<std::vector<Value>> rows = {};
  TableUse use = TableUse::kShown;
};

enum class Origin {
  kOurs,    // measured here: solid
  kPaper,   // the paper's digitised curve: dashed
  kTheory,  // a formula: dotted
};

// How a series of ours is drawn.
enum class SeriesForm {
  kLine,     // with a marker here and there, or at each point
  kPoints,   // markers alone: beside the line of its formula
  kOutline,  // a line alone: a histogram
};

// Points as they are: a value that is not finite, or that the axis cannot
// show, breaks the line. Infinity (a run diverged) and what lies beyond the
// axis are marked at its edge; NaN (not measured) is not.
struct Series {
  std::string label = {};
  Origin origin = Origin::kOurs;
  // Series with the same color index share a colour within a figure, e.g. our
  // curve and the paper's.
  int color = 0;
  bool markers = false;  // at each point (few x values)
  SeriesForm form = SeriesForm::kLine;
  std::vector<double> x = {}, y = {};
  // Confidence band, empty or as long as y. NaN, or infinite on both sides: no
  // band there.
  std::vector<double> low = {}, high = {};

  // A point.
  void add(double at, double value);
  // A point with its interval as band, NaN for an estimate of nothing (n = 0).
  // The points of a series have all a band or none.
  void add(double at, const Estimate& value);
  bool empty() const { return x.empty(); }
};

struct Axis {
  std::string label = {};  // with its unit
  bool logarithmic = false;
  // An x axis shows all points, whatever its limits.
  std::optional<double> min = {}, max = {};
  // What an infinite value means, for the legend of its mark.
  std::string infinite = "diverged";
};

// Values as colours, row by row from the top, a colour bar beside it. They are
// stored as exactly as curves are: rounded to what is seen, they keep files
// small.
struct Image {
  int width = 0, height = 0;
  std::vector<double> values = {};  // width * height of them; NaN: left white
  // The ends of the colour bar; what lies beyond has the end's colour.
  double low = 0, high = 1;
  std::string label = {};  // of the colour bar, with its unit
  // With low = -high, for differences: blue over white to red. Otherwise grey,
  // black to white.
  bool diverging = false;
};

struct Panel {
  std::string title = {};
  Axis x = {}, y = {};
  std::vector<Series> series = {};
  // Then there are no series, and of the axes the labels alone count.
  std::optional<Image> image = {};
};

struct Figure {
  std::string id = {};
  std::string title = {};
  std::string caption = {};
  std::vector<Panel> panels = {};  // drawn in reading order; four are 2 x 2
};

enum class Outcome {
  kReproduced,
  kPartly,
  kNotReproduced,
  kInconclusive,
  kNotTestable,
};

// "reproduced", "partly", "not reproduced", "inconclusive",
// "not testable here".
std::string_view outcome_name(Outcome outcome);
// std::runtime_error for an unknown name.
Outcome outcome_from_name(std::string_view name);

// What a rule decides (core/harness/findings/judge.h).
struct Judgement {
  Outcome outcome = Outcome::kInconclusive;
  std::string tolerance = {};  // the rule
  std::string reason = {};     // the numbers put into the rule
  // Rests on a 95 % interval, so that chance alone decides wrongly now and
  // then.
  bool by_interval = false;
};

// Which data a number is from.
struct DataLabel {
  DataLabel() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a name is a label
  DataLabel(std::string data, std::string stand_in = "")
      : name(std::move(data)), stands_in_for(std::move(stand_in)) {}
  DataLabel(const char* data) : name(data) {}

  std::string name = {};           // "cadata", "generated"
  std::string stands_in_for = {};  // empty: it is what it says

  bool is_stand_in() const { return !stands_in_for.empty(); }
};
// Of several sets at once: the names joined by commas.
DataLabel joined(const std::vector<DataLabel>& labels);

// A claim of the paper against what was measured: one expression, with
// designated members. The outcome and the reason are computed.
struct Verdict {
  std::string claim = {};  // "C1"
  // The rule's name within its experiment, the same for all data and bits, e.g.
  // "comparable_rate"; one of ExperimentInfo::verdict_kinds.
  std::string kind = {};
  std::string statement = {};  // the claim in words
  std::string where = {};      // in the paper
  std::string metric = {};     // what was measured, with its unit
  Value paper = {};            // the paper's value: number, text or null
  Estimate ours = {};          // with its 95 % interval and n; n = 0: no value
  DataLabel data = {};
  Judgement judgement = {};
};

// How many of a study's cells have no result. One that was not applicable or
// diverged has one.
struct CellCounts {
  std::int64_t planned = 0;
  std::int64_t failed = 0;
  std::int64_t timed_out = 0;
  std::int64_t not_run = 0;  // a cell that they need failed, or never begun

  bool complete() const { return failed + timed_out + not_run == 0; }
  // "2 of 13 cells timed out, 9 were not run"; empty when complete.
  std::string what_is_missing() const;
  void add(const CellCounts& other);
};

struct Findings {
  std::vector<Table> tables = {};
  std::vector<Figure> figures = {};
  std::vector<Verdict> verdicts = {};
  std::vector<std::string> notes = {};  // assumptions, remarks: a sentence each
  CellCounts cells = {};
};

// Ours over the paper's; nothing when one of them is no number, or the paper's
// is 0.
std::optional<double> ratio_to_paper(const Verdict& verdict);

// How to compute a verdict anew.
struct VerdictRecipe {
  std::string command = {};  // of a shell; empty: there is none
  double seconds = 0;        // that its cells took, one after the other
};

// The verdicts of a study, which was run in one profile.
struct StudyVerdicts {
  std::string study = {};
  std::string profile = {};
  std::vector<Verdict> verdicts = {};
  CellCounts cells = {};
  // Empty, or one a verdict.
  std::vector<VerdictRecipe> recipes = {};
};

}  // namespace zipml
