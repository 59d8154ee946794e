// Where the numbers of a study come from: of its cells, each of which was
// computed by some build on some machine at some time.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/provenance.h"
#include "core/harness/value.h"

namespace zipml {

// What is kept beside the result of a cell (CellStore::save): the build and the
// machine of `provenance`, and the command that asked for it. The runner adds
// "seconds", "peak_memory" (bytes, of the process since its study began) and
// "finished" (date and time).
Record measured_by(const Provenance& provenance);

// Which program computed cells: its version and its sources.
struct StudyBuild {
  std::string version = {};
  std::string git_commit = {};
  std::string git_state = {};  // as in BuildInfo

  friend auto operator<=>(const StudyBuild&, const StudyBuild&) = default;
};

class StudyProvenance {
 public:
  // Adds a cell by what was kept beside its result, and the set that it is of,
  // if any. Something that was not kept, as by an older version, is "unknown".
  void add_cell(const Record& measured, const std::string& set = "");
  void add_seed(std::uint64_t seed);
  // A data set and its checksum.
  void add_data(const std::string& set, const std::string& checksum);
  // How a data set was read: what was decided where its file leaves it open.
  void add_data_note(const std::string& set, const std::string& note);

  // The same cells give the same bytes, in whatever order they were added.
  nlohmann::ordered_json to_json() const;
  // std::exception when it is not what to_json gives; each field of a build, a
  // machine or a command but its number of cells is a text.
  static StudyProvenance from_json(const nlohmann::ordered_json& json);

  // For people: a name and a text a line.
  std::vector<std::pair<std::string, std::string>> lines() const;

  // Of all cells, one after the other.
  double seconds() const { return seconds_; }
  // Of those on this set; of all where that was not kept.
  double seconds_of(const std::string& set) const;
  // Of the last cell; empty without cells.
  const std::string& last_finished() const { return last_finished_; }
  // The programs that computed the cells; one where their builds differ in
  // compiler, flags or libraries only.
  std::set<StudyBuild> builds() const;
  // Whether every cell is of one build whose sources were committed.
  bool is_of_one_clean_build() const;

 private:
  // By their text: each with the number of its cells.
  std::map<std::string, std::int64_t> builds_, machines_, commands_;
  std::map<std::string, std::string> data_;
  std::map<std::string, std::vector<std::string>> data_notes_;
  std::vector<std::uint64_t> seeds_;
  std::int64_t cells_ = 0;
  double seconds_ = 0;
  std::map<std::string, double> seconds_by_data_;
  std::int64_t peak_memory_ = 0;
  std::string first_finished_, last_finished_;
};

// A command line without the folders of whoever typed it: of a path
// the last part is left (core/base/text.h). Words are quoted as a shell
// wants them.
std::string command_text(const std::vector<std::string>& arguments);

}  // namespace zipml
