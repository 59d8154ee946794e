// data list, data get and data check.
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/check.h"
#include "tools/zipml/commands.h"

namespace zipml {

int data_list_command(Session& session) {
  std::ostream& output = session.output();
  output << fmt::format("{:26} {:>8} {:>8} {:>6}  {:9} {}\n", "name", "train",
                        "test", "feat.", "here", "what it is");
  for (const CatalogueEntry& entry : catalogue()) {
    const bool there = session.data().find(entry.name).has_value();
    output << fmt::format("{:26} {:8} {:8} {:6}  {:9} {}\n", entry.name,
                          entry.train_rows, entry.rows - entry.train_rows,
                          entry.features, there ? "yes" : "no", entry.title);
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

int data_get_command(Session& session, const std::vector<std::string>& names) {
  int missing = 0;
  for (const std::string& name : names) {
    try {
      const DataSource source = session.data().locate(name);
      for (const auto& file : source.files) {
        session.output() << fmt::format("{}: {}\n", source.name, file.string());
      }
      if (source.stand_in_for.empty()) continue;
      session.remarks() << fmt::format("{} stands in for {}: {}\n", source.name,
                                       name, source.reason);
    } catch (const UserError& error) {
      // The others may still be had.
      session.remarks() << error.what() << '\n';
      ++missing;
    }
  }
  return missing == 0 ? kExitOk : kExitUserError;
}

int data_check_command(Session& session,
                       const std::vector<std::string>& names) {
  std::vector<std::string> wanted = names;
  if (wanted.empty()) {
    for (const CatalogueEntry& entry : catalogue()) {
      wanted.push_back(entry.name);
    }
  }
  bool good = true;
  for (const std::string& name : wanted) {
    const DataReport report = check_data(session.data(), name);
    std::ostream& output = session.output();
    switch (report.state) {
      case DataState::kGood:
        output << fmt::format(
            "{}: good, {} x {}, {} train, mean label {:.8g}, SHA-256 {}\n",
            name, report.rows, report.features, report.train_rows,
            report.mean_label, report.checksum);
        output << fmt::format("  first row {}\n", report.first_row);
        break;
      case DataState::kBad:
        output << fmt::format("{}: BAD: {}\n", name, report.problem);
        good = false;
        break;
      case DataState::kMissing:
        output << fmt::format("{}: not there\n", name);
        // Only a set that was asked for must be there.
        good = good && names.empty();
        break;
    }
  }
  return good ? kExitOk : kExitFailure;
}

}  // namespace zipml
