#include "core/data/readers/fann.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include "core/data/readers/number.h"
#include "core/data/readers/row_collector.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

struct Header {
  Eigen::Index rows = 0;
  Eigen::Index inputs = 0;
  Eigen::Index outputs = 0;
};

std::vector<std::string_view> split_at_blanks(std::string_view line) {
  constexpr std::string_view kBlank = " \t";
  std::vector<std::string_view> tokens;
  std::size_t start = line.find_first_not_of(kBlank);
  while (start != std::string_view::npos) {
    const std::size_t end =
        std::min(line.find_first_of(kBlank, start), line.size());
    tokens.push_back(line.substr(start, end - start));
    start = line.find_first_not_of(kBlank, end);
  }
  return tokens;
}

class FannReader {
 public:
  FannReader(const std::filesystem::path& file, FannLabel label)
      : source_(file), label_(label) {}

  Header read_header() {
    Header header;
    if (!next_line()) source_.fail_without_rows("`rows inputs outputs` was");
    const auto tokens = split_at_blanks(line_);
    const std::array<Eigen::Index*, 3> counts = {&header.rows, &header.inputs,
                                                 &header.outputs};
    bool good = tokens.size() == counts.size();
    for (std::size_t i = 0; good && i < counts.size(); ++i) {
      const char* const end = tokens[i].data() + tokens[i].size();
      const auto [stop, error] =
          std::from_chars(tokens[i].data(), end, *counts[i]);
      good = error == std::errc{} && stop == end && *counts[i] > 0;
    }
    if (!good) {
      source_.fail(1, fmt::format("found {}, expected `rows inputs outputs`, "
                                  "three whole numbers from 1",
                                  in_quotes(line_)));
    }
    if (label_ == FannLabel::kFirstClass && header.outputs != 2) {
      source_.fail(1,
                   fmt::format("{} outputs; 2 were expected", header.outputs));
    }
    return header;
  }

  void read_rows(const Header& header, RowCollector& collector,
                 std::vector<double>& labels) {
    std::vector<double> inputs;
    std::vector<double> outputs;
    for (Eigen::Index row = 1; row <= header.rows; ++row) {
      read_numbers(header.inputs, "inputs", row, header, inputs);
      read_numbers(header.outputs, "outputs", row, header, outputs);
      collector.add(inputs);
      labels.push_back(label_of(outputs));
    }
    if (next_line()) {
      source_.fail(1, fmt::format("more lines follow the {} rows that the "
                                  "header says",
                                  header.rows));
    }
  }

  [[noreturn]] void fail(const std::string& message) {
    source_.fail(1, message);
  }

 private:
  // The next line that is not blank.
  bool next_line() {
    while (source_.next(line_)) {
      if (line_.find_first_not_of(" \t") != std::string_view::npos) return true;
    }
    return false;
  }

  void read_numbers(Eigen::Index count, std::string_view what, Eigen::Index row,
                    const Header& header, std::vector<double>& values) {
    if (!next_line()) {
      source_.fail(0, fmt::format("the file ends before the {} of row {}; the "
                                  "header says {} rows",
                                  what, row, header.rows));
    }
    values.clear();
    for (const std::string_view token : split_at_blanks(line_)) {
      const auto parsed = parse_number(token);
      if (parsed.problem != NumberProblem::kNone) {
        source_.fail(
            static_cast<std::size_t>(token.data() - line_.data()) + 1,
            describe(parsed.problem, fmt::format("row {}: value", row), token));
      }
      values.push_back(parsed.value);
    }
    if (static_cast<Eigen::Index>(values.size()) != count) {
      source_.fail(0, fmt::format("{} numbers; {} {} were expected (row {})",
                                  values.size(), count, what, row));
    }
  }

  double label_of(const std::vector<double>& outputs) const {
    switch (label_) {
      case FannLabel::kFirstOutput:
        return outputs[0];
      case FannLabel::kFirstClass:
        return outputs[0] > outputs[1] ? 1 : -1;
      case FannLabel::kClassNumber:
        return static_cast<double>(
            std::max_element(outputs.begin(), outputs.end()) - outputs.begin());
    }
    return 0;
  }

  LineSource source_;
  FannLabel label_;
  std::string_view line_;
};

}  // namespace

Dataset read_fann(std::span<const std::filesystem::path> files,
                  FannLabel label) {
  RowCollector collector(files.front());
  std::vector<double> labels;
  Header first;
  for (const std::filesystem::path& file : files) {
    FannReader reader(file, label);
    const Header header = reader.read_header();
    if (first.rows == 0) first = header;
    if (header.inputs != first.inputs || header.outputs != first.outputs) {
      reader.fail(
          fmt::format("{} inputs and {} outputs; {} and {} were "
                      "expected, as in {}",
                      header.inputs, header.outputs, first.inputs,
                      first.outputs, files.front().string()));
    }
    reader.read_rows(header, collector, labels);
  }
  Dataset data;
  data.features = collector.finish();
  data.labels = Eigen::Map<const Eigen::VectorXd>(labels.data(), data.rows());
  data.task = label == FannLabel::kFirstOutput ? Task::kRegression
                                               : Task::kClassification;
  data.train_rows = first.rows;
  return data;
}

}  // namespace zipml
