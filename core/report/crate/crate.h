// A run as an RO-Crate: a folder with a file that says what everything in it
// is and where it comes from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace zipml {

// A file of the crate.
struct CrateFile {
  std::string path = {};  // from the crate's folder, with '/'
  std::string sha256 = {};
  std::uintmax_t size = 0;  // bytes
};

// A build of the program that computed results.
struct CrateBuild {
  std::string version = {};
  std::string git_commit = {};

  friend bool operator<(const CrateBuild& a, const CrateBuild& b) {
    return a.version != b.version ? a.version < b.version
                                  : a.git_commit < b.git_commit;
  }
};

// A finished study: one execution of the program.
struct CrateStudy {
  std::string name = {};
  std::string title = {};
  std::string finished = {};  // ISO 8601; empty: not known
  // What has no result of it; empty: nothing.
  std::string missing = {};
  std::vector<CrateBuild> builds = {};
  std::vector<std::string> commands = {};
  std::map<std::string, std::string> data = {};  // set and its checksum
  // Paths: the resolved config, and all that the run has made.
  std::string config = {};
  std::vector<std::string> results = {};
};

struct Crate {
  std::string run = {};
  std::string profile = {};
  std::string agent = {};  // who ran it; empty: not said
  std::vector<CrateStudy> studies = {};
  std::vector<CrateFile> files = {};
};

inline constexpr const char* kCrateFileName = "ro-crate-metadata.json";

// The text of ro-crate-metadata.json: RO-Crate 1.1 in JSON-LD, flattened, as a
// Process Run Crate 0.5. Every file is a File with its size, its sha256 and its
// media type; every study a CreateAction (instrument: the builds of zipml;
// object: the data sets by their checksums and the resolved config; result: its
// files; when it ended); the paper is cited; the licence is this program's.
// The same crate gives the same bytes.
std::string crate_metadata(const Crate& crate);

// The media type by a file's ending, "application/octet-stream" of an unknown
// one.
std::string media_type(const std::string& path);

// A path as a URI, from the crate's folder: what is not a letter, a digit or
// one of - . _ ~ / as %XX.
std::string crate_id(const std::string& path);

}  // namespace zipml
