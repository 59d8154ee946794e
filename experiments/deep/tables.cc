#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "core/deep/weight_quantizer.h"
#include "core/harness/findings/table_of.h"
#include "experiments/deep/analysis.h"

namespace zipml::deep {
namespace {

bool is_papers_own(const DeepRuns& runs) {
  return runs.setting.is_of_papers_set() && !runs.setting.data.is_stand_in();
}

// A quantizer with its runs.
struct Trained {
  std::string quantizer = {};
  const Runs* runs = nullptr;
  const Runs* uniform = nullptr;  // null where there are none
};

// The loss at the last point of Fig 7b; null for what it does not show, and on
// other data.
Value paper_end(const DeepRuns& runs, const std::string& quantizer) {
  if (!is_papers_own(runs)) return {};
  for (const PaperSeries& own : kFigure7b) {
    if (own.quantizer != quantizer) continue;
    return paper_curve("7b", own.series).values.back();
  }
  return {};
}

Table outcome_table(const DeepRuns& runs) {
  std::vector<Trained> rows;
  for (const std::string& quantizer : runs.quantizers) {
    rows.push_back({quantizer, runs.find(quantizer), runs.find(kUniform)});
  }
  const auto own_value = [](Column column, const char* value) {
    return ColumnOf<Trained>{std::move(column), [value](const Trained& row) {
                               return row.runs->interval(value);
                             }};
  };
  return table_of<Trained>(
      {.id = "outcome",
       .title = "Where training on quantized weights ends",
       .caption =
           "Mean and 95 % interval over starts, at the end of the first stage, "
           "with the quantized weights. Training loss: cross-entropy, mean "
           "over "
           "the last 100 batches. Over uniform 5: the difference in test "
           "accuracy, pair by pair, the same start. Error: squared error of a "
           "run's own weights over their energy at its end, mean over layers. "
           "Fig 7b: the last point of its curve, the loss of one batch."},
      rows,
      {{text_column("quantizer", "weights"),
        [](const Trained& row) {
          return weight_quantizer_label(row.quantizer);
        }},
       {number_column("bits", "log2 of the levels, or bits", "", 3),
        [](const Trained& row) -> Value {
          const int levels = weight_level_count(row.quantizer);
          return levels == 0 ? 32.0 : std::log2(levels);
        }},
       own_value(number_column("train_loss", "training loss"), "train_loss"),
       own_value(number_column("test_loss", "test loss"), "test_loss"),
       own_value(percent_column("test_accuracy", "test accuracy", 4),
                 "test_accuracy"),
       {percent_column("gain", "test accuracy over uniform 5"),
        [](const Trained& row) -> Value {
          if (row.uniform == nullptr || row.uniform == row.runs) return {};
          return interval(
              differences(*row.runs, *row.uniform, "test_accuracy"));
        }},
       own_value(number_column("weight_error", "error of its weights", "", 3),
                 "weight_error"),
       {number_column("paper", "Fig 7b, last point", "", 3),
        [&runs](const Trained& row) { return paper_end(runs, row.quantizer); }},
       {integer_column("diverged", "diverged"),
        [](const Trained& row) { return row.runs->divergence().diverged; }}});
}

// A digitised point of Fig 7b.
struct Point {
  const PaperSeries* series = nullptr;
  const Runs* runs = nullptr;
  double point = 0, paper = 0;

  Estimate ours(const char* column) const {
    if (runs == nullptr) return {};
    return interval(values_at(*runs, column, iteration_of_point(point)));
  }
};

Table figure_table(const DeepRuns& runs) {
  std::vector<Point> points;
  for (const PaperSeries& series : kFigure7b) {
    const PaperCurve curve = paper_curve("7b", series.series);
    for (std::size_t i = 0; i < curve.epochs.size(); ++i) {
      points.push_back({&series, runs.find(series.quantizer), curve.epochs[i],
                        curve.values[i]});
    }
  }
  return table_of<Point>(
      {.id = "figure_7b",
       .title = "Fig 7b point by point",
       .caption =
           "The paper's training loss at each digitised point, read as a line "
           "of Caffe's log every 100 batches whose first is before training "
           "(erratum X15), and ours there: of that one batch, as Caffe logs "
           "it, and the mean over the batches since the row before. The "
           "batches are the "
           "same, for they come in the file's order; the starts are not."},
      points,
      {{text_column("series", "paper's curve"),
        [](const Point& row) { return row.series->series; }},
       {text_column("quantizer", "ours"),
        [](const Point& row) {
          return weight_quantizer_label(row.series->quantizer);
        }},
       {integer_column("point", "epoch of the plot"),
        [](const Point& row) { return std::int64_t{std::llround(row.point)}; }},
       {integer_column("iteration", "batches"),
        [](const Point& row) { return iteration_of_point(row.point); }},
       {number_column("paper", "paper"), &Point::paper},
       {number_column("ours", "ours, one batch"),
        [](const Point& row) { return row.ours("loss"); }},
       {number_column("ours_mean", "ours, 100 batches"),
        [](const Point& row) { return row.ours("mean_loss"); }},
       {number_column("ratio", "ours over paper", "", 3),
        [](const Point& row) -> Value {
          const Estimate ours = row.ours("loss");
          if (ours.n == 0) return {};
          return ours.mean / row.paper;
        }}});
}

// A quantizer of kMeasured, on the weights of full-precision runs.
Table error_table(const DeepRuns& runs) {
  // Erratum X16: shares of the energy of normal weights.
  const std::map<std::string, double> normal = {
      {kForNearest, 0.078}, {kAsCoded, 0.101}, {kAsDescribed, 0.153},
      {kTernary, 0.193},    {kUniform, 0.261}, {kBinary, 0.364}};
  const Runs* full = runs.find(kFull);
  std::vector<ColumnOf<std::string>> columns = {
      {text_column("quantizer", "levels"),
       [](const std::string& own) { return weight_quantizer_label(own); }}};
  const auto add =
      [&](const std::string& name, const std::string& label,
          std::function<std::vector<double>(const std::string&)> errors) {
        columns.push_back(
            {number_column(name, label, "", 3),
             [errors = std::move(errors)](const std::string& own) {
               return interval(errors(own));
             }});
      };
  if (full != nullptr) {
    const std::vector<std::string> layers = layer_names();
    for (std::size_t k = 0; k < layers.size(); ++k) {
      add(layers[k], layers[k], [full, k](const std::string& own) {
        return layer_errors(*full, own, k);
      });
    }
    add("mean", "mean of the layers",
        [full](const std::string& own) { return weight_errors(*full, own); });
  }
  columns.push_back(
      {number_column("normal", "normal weights", "", 3),
       [normal](const std::string& own) { return normal.at(own); }});
  return table_of<std::string>(
      {.id = "weight_errors",
       .title = "How near the levels are to the weights of a trained network",
       .caption =
           "Squared error of rounding to nearest over the energy of a layer's "
           "weights, at the end of the full-precision runs; in the order that "
           "is expected. Beside it erratum X16's values for some ten thousand "
           "normal weights: those of the heuristic, the optimal and the "
           "uniform levels depend on the greatest of the weights, and so on "
           "their number."},
      kMeasured, columns);
}

struct Published {
  std::int64_t iteration = 0;
  double accuracy = 0, loss = 0;
};

Table caffe_table(const DeepRuns& runs) {
  const Runs* full = runs.find(kFull);
  const auto ours = [full](const char* column) {
    return [full, column](const Published& row) -> Value {
      if (full == nullptr) return {};
      return interval(values_at(*full, column, row.iteration));
    };
  };
  return table_of<Published>(
      {.id = "caffe",
       .title = "Full precision against what Caffe publishes",
       .caption = "cifar10_quick on CIFAR-10; Caffe's are of one run each "
                  "(its tutorial's log). The second is after the stage with "
                  "the smaller step."},
      {{500, 0.5504, 1.278}, {kCaffeIterations, 0.7533, 0.740}},
      {{integer_column("iteration", "batches"), &Published::iteration},
       {percent_column("caffe_accuracy", "Caffe's test accuracy", 4),
        &Published::accuracy},
       {percent_column("accuracy", "ours", 4), ours("test_accuracy")},
       {number_column("caffe_loss", "Caffe's test loss"), &Published::loss},
       {number_column("loss", "ours"), ours("test_loss")}});
}

}  // namespace

std::vector<Table> make_tables(const DeepRuns& runs) {
  std::vector<Table> tables = {outcome_table(runs), error_table(runs)};
  // What the paper and Caffe have is of CIFAR-10.
  if (is_papers_own(runs)) {
    tables.push_back(figure_table(runs));
    tables.push_back(caffe_table(runs));
  }
  return tables;
}

}  // namespace zipml::deep
