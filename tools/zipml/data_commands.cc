// data list, data get and data check.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/check.h"
#include "core/data/synthetic.h"
#include "core/harness/config/override.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/run/interrupt.h"
#include "core/json/mistakes.h"
#include "experiments/linear/parameters.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/data_fetcher.h"
#include "tools/zipml/download_display.h"
#include "tools/zipml/json_output.h"

namespace zipml {
namespace {

// Whether the set is in a place; one that is broken is told by `data check`.
std::string presence(Session& session, const std::string& name) {
  try {
    return session.data().find(name) ? "yes" : "no";
  } catch (const UserError&) {
    return "broken";
  }
}

bool is_known_data(const std::string& name) {
  return synthetic_size(name).has_value() ||
         find_entry(catalogue(), name) != nullptr;
}

// What --set file.NAME=VALUE says, as in a study.
FileOptions file_options_of(const std::vector<Override>& sets) {
  const ParameterSet parameters(ExperimentInfo{
      .name = "data check", .parameters = file_parameters(DataTasks::kBoth)});
  Mistakes mistakes("");
  Settings settings;
  for (const Parameter& parameter : parameters.all()) {
    settings.parameters.set(parameter.name,
                            parameter.defaults.of(Profile::kQuick));
  }
  const Record given = read_sets(sets, parameters, mistakes);
  for (const auto& [name, value] : given) {
    if (!name.starts_with("file.")) {
      mistakes.add({}, "--set " + name, "has no effect on how a file is read");
    }
    settings.parameters.set(name, value);
  }
  mistakes.throw_if_any();
  return file_options(settings);
}

}  // namespace

namespace {

int data_list_json(Session& session) {
  using Json = nlohmann::ordered_json;
  Json sets = Json::array();
  for (const CatalogueEntry& entry : catalogue()) {
    sets.push_back({{"name", entry.name},
                    {"title", entry.title},
                    {"licence", entry.licence},
                    {"rows", entry.rows},
                    {"train_rows", entry.train_rows},
                    {"features", entry.features},
                    {"here", presence(session, entry.name)},
                    {"stand_ins", entry.stand_ins}});
  }
  print_json(session, "data list", {{"sets", std::move(sets)}});
  return kExitOk;
}

}  // namespace

int data_list_command(Session& session, bool json) {
  if (json) return data_list_json(session);
  std::ostream& output = session.output();
  output << fmt::format("{:26} {:>8} {:>8} {:>6}  {:9} {}\n", "name", "train",
                        "test", "feat.", "here", "what it is");
  for (const CatalogueEntry& entry : catalogue()) {
    const std::string there = presence(session, entry.name);
    output << fmt::format("{:26} {:8} {:8} {:6}  {:9} {}\n", entry.name,
                          entry.train_rows, entry.rows - entry.train_rows,
                          entry.features, there, entry.title);
    if (!entry.stand_ins.empty()) {
      output << fmt::format("{:26} stand-in where it cannot be had: {}\n", "",
                            fmt::join(entry.stand_ins, ", "));
    }
  }
  output << fmt::format("{:26} {:8} {:8} {:>6}  {:9} {}\n", "synthetic-N",
                        10'000, 10'000, "N", "made",
                        "a ~ N(0, I), b = a.x* + N(0, 1)");
  return kExitOk;
}

int data_get_command(Session& session, const std::vector<std::string>& names,
                     const World& world) {
  const InterruptGuard interrupt;
  DownloadDisplay downloads = download_display(session, world);
  DataFetcher fetcher(
      session.data(), downloads,
      [&session](const std::string& line) { session.remark(line); },
      interrupt.flag());
  for (const std::string& name : names) fetcher.want(name);
  int status = kExitOk;
  for (const std::string& name : names) {
    while (!fetcher.is_settled(name)) fetcher.wait();
    downloads.clear();
    if (interrupt.flag().load()) {
      fetcher.stop();
      tell_interrupted(session, downloads);
      return 128 + interrupt.signal();
    }
    try {
      const DataSource source = session.data().locate(name);
      for (const auto& file : source.files) {
        session.output() << fmt::format("{}: {}\n", source.name, file.string())
                         << std::flush;
      }
      // Why it is one has been logged.
      if (!source.stand_in_for.empty()) status = std::max(status, kExitFailure);
    } catch (const UserError& error) {
      // The others may still be had.
      session.remark(error.what());
      status = kExitUserError;
    }
  }
  return status;
}

int data_check_command(Session& session, const std::vector<std::string>& names,
                       const std::vector<Override>& sets) {
  std::vector<std::string> wanted = names;
  if (wanted.empty()) {
    for (const CatalogueEntry& entry : catalogue()) {
      wanted.push_back(entry.name);
    }
  }
  const FileOptions options = file_options_of(sets);
  bool good = true;
  for (const std::string& name : wanted) {
    // What --set data= takes for a file is one here.
    std::error_code ignored;
    const bool is_file = !is_known_data(name) && !is_data_path(name) &&
                         std::filesystem::exists(name, ignored);
    const DataReport report =
        check_data(session.data(), is_file ? "./" + name : name, options);
    std::ostream& output = session.output();
    switch (report.state) {
      case DataState::kGood:
        output << fmt::format(
            "{}: good, {} x {}, {} train, mean label {:.8g}, SHA-256 {}\n",
            printable(name), report.rows, report.features, report.train_rows,
            report.mean_label, report.checksum);
        output << fmt::format("  first row {}\n", report.first_row);
        if (report.format.empty()) break;
        output << fmt::format("  read as {}; {}\n", report.format, report.task);
        for (const std::string& remark : report.remarks) {
          output << fmt::format("  {}\n", printable(remark));
        }
        break;
      case DataState::kBad:
        output << fmt::format("{}: BAD: {}\n", printable(name), report.problem);
        good = false;
        break;
      case DataState::kMissing:
        output << fmt::format("{}: not there\n", printable(name));
        // Only a set that was asked for must be there.
        good = good && names.empty();
        break;
    }
  }
  return good ? kExitOk : kExitFailure;
}

}  // namespace zipml
