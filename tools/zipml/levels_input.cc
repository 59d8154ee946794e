#include "tools/zipml/levels_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/data/readers/csv.h"
#include "core/data/readers/libsvm.h"
#include "core/data/readers/tensor_reader.h"
#include "core/data/tables/read_table.h"
#include "core/data/tables/table_format.h"

namespace zipml {
namespace {

std::string counted(std::size_t count, std::string_view what,
                    std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? what : plural);
}

// The first names and how many more there are.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(kMost, names.size()); ++i) {
    const bool is_plain = names[i].find(',') == std::string::npos;
    text += i == 0 ? "" : ", ";
    text += is_plain ? printable(names[i]) : in_quotes(names[i]);
  }
  if (names.size() > kMost) {
    text += fmt::format(" and {} more", names.size() - kMost);
  }
  return text;
}

// The readers speak of the parameters file.* of a study.
std::string in_own_words(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {", mean fills in", ""},       {"file.missing=", "--missing "},
      {"file.header=", "--header "}, {"file.missing", "--missing"},
      {"file.header", "--header"},   {"file.columns", "--column"},
      {"file.format", "--format"},
  };
  for (const auto& [theirs, own] : kWords) {
    for (std::size_t place = text.find(theirs); place != std::string::npos;
         place = text.find(theirs, place + own.size())) {
      text.replace(place, theirs.size(), own);
    }
  }
  return text;
}

// The first mistake, and how many there are besides.
UserError in_one_line(const UserError& error) {
  Diagnostic first = error.diagnostics().front();
  first.pointer = in_own_words(first.pointer);
  first.message = in_own_words(first.message);
  first.hint = in_own_words(first.hint);
  // What a study could do about a column of text.
  if (first.hint.find("file.") != std::string::npos) first.hint.clear();
  const std::size_t more = error.diagnostics().size() - 1;
  if (more > 0) {
    first.message += fmt::format(
        "; {} like it", more >= kMostMistakes
                            ? fmt::format("{} or more", kMostMistakes - 1)
                            : fmt::format("{} more", more));
  }
  return UserError(std::move(first));
}

class Input {
 public:
  Input(const LevelsRequest& request, const NumberSetReader& reader)
      : request_(request),
        reader_(reader),
        each_(each_set(request)),
        source_(request.file),
        drops_missing_(request.missing == "drop") {}

  void read() {
    switch (find_table_format(source_.start(kSampleBytes), source_.path(),
                              request_.format)) {
      case TableFormat::kNpy:
        is_array_ = true;
        return read_array(open_npy(source_));
      case TableFormat::kSafetensors:
        is_array_ = true;
        return read_tensors(open_safetensors(source_));
      case TableFormat::kCsv:
        require_one_of_csv();
        break;
      case TableFormat::kLibsvm:
        require_one_of_libsvm();
        break;
      case TableFormat::kIdx:
        break;
    }
    require_no_tensors();
    if (each_ == EachSet::kColumn) return read_each_column();
    NumberTable table = read_table(source_, file_options(), LabelUse::kColumn);
    remark_all(table);
    const std::span all(table.values.data(),
                        static_cast<std::size_t>(table.values.size()));
    NumberSet set = set_of(all);
    const bool is_named =
        table.columns.size() == 1 && !table.columns.front().name.empty();
    set.name = is_named ? table.columns.front().name : request_.column;
    give(std::move(set), "");
  }

 private:
  FileOptions file_options() const {
    FileOptions options{.format = request_.format,
                        .header = request_.header,
                        .missing = request_.missing};
    if (!request_.column.empty()) options.columns = {request_.column};
    return options;
  }

  void remark(const std::string& text) const {
    reader_.remark(
        fmt::format("{}: {}", source_.path().string(), in_own_words(text)));
  }

  void remark_all(const NumberTable& table) const {
    for (const std::string& text : table.remarks) remark(text);
    for (const std::string& option : table.unused) {
      remark(fmt::format("{} has no meaning for {}", option, table.format));
    }
  }

  // Before a table is read whole.
  void require_one_of_csv() {
    if (each_ != EachSet::kNone || !request_.column.empty()) return;
    const CsvLayout layout = csv_layout_of(source_, file_options());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < layout.columns(); ++i) {
      if (layout.roles[i] != ColumnRole::kValues) continue;
      const bool is_named = !layout.names.empty() && !layout.names[i].empty();
      names.push_back(is_named ? layout.names[i] : std::to_string(i));
    }
    if (names.size() < 2) return;
    fail_in(source_.path(),
            fmt::format("has {} columns ({}); levels are made of one",
                        names.size(), listed(names)),
            "--column names it, --each column takes all in turn");
  }

  void require_one_of_libsvm() {
    const bool one_is_named =
        each_ != EachSet::kNone || !request_.column.empty();
    if (one_is_named || !looks_like_libsvm(source_.start(kSampleBytes))) return;
    fail_in(source_.path(),
            "is a LIBSVM file: a label and features; levels are made of one",
            "--column names it, 0 for the label or a feature from 1; --each "
            "column takes all in turn");
  }

  void require_no_tensors() const {
    const bool wants_tensors =
        each_ == EachSet::kTensor || !request_.tensor.empty();
    if (!wants_tensors) return;
    fail_at(request_.tensor.empty() ? "--each" : "--tensor",
            fmt::format("{} has no tensors by name",
                        printable(source_.path().string())),
            "--column and --each column are for tables");
  }

  // Leaves out or counts what is no number, and makes -0 a 0.
  NumberSet set_of(std::span<const double> values) const {
    NumberSet set;
    append(set, values);
    return set;
  }

  void append(NumberSet& set, std::span<const double> values) const {
    set.numbers.insert(set.numbers.end(), values.begin(), values.end());
    for (auto& value : std::span(set.numbers).last(values.size())) value += 0.0;
  }

  // Counts what is no number or leaves it out, and gives the set. `what` is
  // what remarks call it.
  void give(NumberSet set, const std::string& what) const {
    std::vector<double>& numbers = set.numbers;
    const bool all_finite =
        std::all_of(numbers.begin(), numbers.end(),
                    [](double value) { return std::isfinite(value); });
    if (!all_finite) set_aside(set, what);
    if (set.problem.empty() && numbers.empty()) set.problem = "no numbers";
    if (each_ == EachSet::kNone && !set.problem.empty()) {
      fail_in(source_.path(),
              fmt::format("{}{}{}; finite numbers were expected", what,
                          what.empty() ? "" : " has ", set.problem),
              set.problem.find("NaN") == std::string::npos
                  ? ""
                  : "--missing drop leaves NaN out");
    }
    reader_.take(std::move(set));
  }

  // A table has texts for them.
  std::string missing_text(std::size_t count) const {
    return is_array_ ? fmt::format("{} NaN", count)
                     : counted(count, "missing value", "missing values");
  }

  void set_aside(NumberSet& set, const std::string& what) const {
    std::vector<double>& numbers = set.numbers;
    const auto missing = static_cast<std::size_t>(
        std::count_if(numbers.begin(), numbers.end(),
                      [](double value) { return std::isnan(value); }));
    const auto infinite = static_cast<std::size_t>(
        std::count_if(numbers.begin(), numbers.end(),
                      [](double value) { return std::isinf(value); }));
    if (infinite > 0) {
      set.problem = counted(infinite, "infinity", "infinities");
    }
    if (missing > 0 && !drops_missing_) {
      set.problem = fmt::format("{}{}{}", missing_text(missing),
                                set.problem.empty() ? "" : ", ", set.problem);
    }
    if (missing == 0 || !drops_missing_) return;
    std::erase_if(numbers, [](double value) { return std::isnan(value); });
    remark(fmt::format("{}{} left out", what.empty() ? "" : what + ": ",
                       missing_text(missing)));
  }

  // Columns of a table, each on its own: what is wrong with one is no mistake
  // in another.
  void read_each_column() {
    FileOptions options = file_options();
    options.missing = "drop";
    options.categories = "mark";
    NumberTable table = read_table(source_, options, LabelUse::kColumn);
    const auto is_ours = [](const std::string& option) {
      return option == "file.categories" || option == "file.missing";
    };
    std::erase_if(table.unused, is_ours);
    remark_all(table);
    const Eigen::Index columns = table.values.cols();
    std::size_t given = 0;
    for (Eigen::Index i = 0; i < columns; ++i) {
      reader_.begin(static_cast<std::size_t>(i),
                    static_cast<std::size_t>(columns));
      const TableColumn column = column_at(table, i);
      const std::string what = column_text(table, column);
      const Eigen::VectorXd values = table.values.col(i);
      const std::span all(values.data(),
                          static_cast<std::size_t>(values.size()));
      const auto texts = std::count_if(all.begin(), all.end(), is_text);
      if (texts > 0) {
        remark(fmt::format("{} left out: {} of {} values {} no number, as {}",
                           what, texts, all.size(), texts == 1 ? "is" : "are",
                           in_quotes(column.texts.front())));
        continue;
      }
      NumberSet set = set_of(all);
      set.name =
          column.name.empty() ? std::to_string(column.number) : column.name;
      give(std::move(set), what);
      ++given;
    }
    if (given == 0) fail_in(source_.path(), "has no column of numbers");
  }

  void remark_unused_header(const char* format) const {
    if (request_.header == FileOptions().header) return;
    remark(fmt::format("--header has no meaning for {}", format));
  }

  void read_array(TensorReader tensors) {
    require_no_tensors();
    remark_unused_header(".npy");
    read_next(tensors);
    tensors.finish();
  }

  void read_tensors(TensorReader tensors) {
    remark_unused_header("safetensors");
    const std::vector<TensorInfo>& infos = tensors.tensors();
    if (infos.empty()) fail_in(source_.path(), "holds no tensors");
    std::vector<std::string> names;
    for (const TensorInfo& info : infos) names.push_back(info.name);
    if (each_ == EachSet::kTensor) {
      for (std::size_t i = 0; i < infos.size(); ++i) {
        reader_.begin(i, infos.size());
        read_next(tensors, i);
      }
      return tensors.finish();
    }
    std::size_t wanted = 0;
    if (!request_.tensor.empty()) {
      const auto found = std::find(names.begin(), names.end(), request_.tensor);
      if (found == names.end()) {
        const std::string near = did_you_mean(request_.tensor, names);
        fail_in(source_.path(),
                fmt::format("has no tensor {}", in_quotes(request_.tensor)),
                near.empty() ? "they are " + listed(names) : near);
      }
      wanted = static_cast<std::size_t>(found - names.begin());
    } else if (infos.size() > 1) {
      fail_in(source_.path(),
              fmt::format("has {} tensors ({}); levels are made of one",
                          infos.size(), listed(names)),
              "--tensor names it, --each tensor takes all in turn");
    }
    for (std::size_t i = 0; i < infos.size(); ++i) {
      if (i == wanted) {
        read_next(tensors, i);
      } else {
        tensors.skip_next();
      }
    }
    tensors.finish();
  }

  // The next tensor, whole or by columns.
  void read_next(TensorReader& tensors, std::size_t i = 0) {
    const TensorInfo& info = tensors.tensors()[i];
    const std::string what =
        info.name.empty() ? "" : "tensor " + in_quotes(info.name);
    require_memory(
        16.0 * static_cast<double>(info.size()), source_.path(),
        fmt::format("{} and what is made of it", info.description()));
    NumberSet set{.name = info.name};
    tensors.read_next(set.numbers);
    for (double& value : set.numbers) value += 0.0;
    if (tensors.inexact() > 0) {
      remark(
          fmt::format("{}{} whole numbers above 2^53 were rounded to "
                      "64-bit floats",
                      what.empty() ? "" : what + ": ", tensors.inexact()));
    }
    if (each_ == EachSet::kColumn || !request_.column.empty()) {
      give_columns(info, set.numbers);
    } else {
      give(std::move(set), what);
    }
  }

  // The first index counts rows, the others columns.
  void give_columns(const TensorInfo& info,
                    const std::vector<double>& numbers) const {
    const std::size_t rows = info.shape.empty() ? 1 : info.shape.front();
    const std::size_t columns = rows == 0 ? 0 : numbers.size() / rows;
    const ColumnChoice choice =
        choose_columns({.file = source_.path().string(),
                        .count = static_cast<Eigen::Index>(columns)},
                       file_options(), LabelUse::kColumn);
    for (const Eigen::Index place : choice.features) {
      const auto column = static_cast<std::size_t>(place);
      reader_.begin(column, columns);
      const std::string name = std::to_string(column);
      NumberSet set{.name = name};
      set.numbers.reserve(rows);
      for (std::size_t row = 0; row < rows; ++row) {
        set.numbers.push_back(numbers[row * columns + column]);
      }
      give(std::move(set), "column " + name);
    }
  }

  const LevelsRequest& request_;
  const NumberSetReader& reader_;
  EachSet each_;
  ByteSource source_;
  bool drops_missing_;
  bool is_array_ = false;  // .npy or safetensors
};

void require_word(const char* option, const std::string& word,
                  const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), word) != known.end()) return;
  const std::string near = did_you_mean(word, known);
  fail_at(option,
          fmt::format("found {}; expected {}", in_quotes(word),
                      fmt::join(known, " or ")),
          near);
}

}  // namespace

EachSet each_set(const LevelsRequest& request) {
  if (request.each.empty()) return EachSet::kNone;
  require_word("--each", request.each, {"column", "tensor"});
  return request.each == "column" ? EachSet::kColumn : EachSet::kTensor;
}

void read_number_sets(const LevelsRequest& request,
                      const NumberSetReader& reader) {
  require_word("--header", request.header, {"auto", "yes", "no"});
  require_word("--missing", request.missing, {"refuse", "drop"});
  const EachSet each = each_set(request);
  if (each != EachSet::kNone && !request.column.empty()) {
    fail_at("--each", "--column takes one column; give one of the two");
  }
  if (each == EachSet::kTensor && !request.tensor.empty()) {
    fail_at("--each", "--tensor takes one tensor; give one of the two");
  }
  try {
    Input(request, reader).read();
  } catch (const UserError& error) {
    throw in_one_line(error);
  }
}

}  // namespace zipml
