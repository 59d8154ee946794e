#include "core/report/crate/crate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "core/json/text.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProfile = "https://w3id.org/ro/wfrun/process/0.5";
constexpr const char* kLicense = "https://spdx.org/licenses/BSD-3-Clause";
constexpr const char* kPaper = "https://arxiv.org/abs/1611.05402";
constexpr std::array<const char*, 6> kAuthors = {
    "Hantian Zhang", "Jerry Li", "Kaan Kara",
    "Dan Alistarh",  "Ji Liu",   "Ce Zhang"};
constexpr const char* kAgent = "#agent";

struct MediaType {
  std::string_view ending, type;
};
constexpr MediaType kMediaTypes[] = {
    {".csv", "text/csv"},          {".dat", "text/plain"},
    {".gp", "text/plain"},         {".html", "text/html"},
    {".json", "application/json"}, {".md", "text/markdown"},
    {".pdf", "application/pdf"},   {".png", "image/png"},
    {".svg", "image/svg+xml"},     {".tex", "application/x-tex"},
    {".txt", "text/plain"},
};

Json reference(const std::string& id) { return {{"@id", id}}; }

Json references(const std::vector<std::string>& ids) {
  Json list = Json::array();
  for (const std::string& id : ids) list.push_back(reference(id));
  return list;
}

// A name as the part of an identifier within the crate.
std::string local_id(const std::string& kind, const std::string& name) {
  return '#' + kind + '-' + crate_id(name);
}

std::string id_of(const CrateBuild& build) {
  return local_id("zipml", build.version + '-' + build.git_commit);
}

// A set is told apart by its bytes too.
std::string id_of_data(const std::string& set, const std::string& checksum) {
  return local_id("data", set + '-' + checksum.substr(0, 12));
}

class Graph {
 public:
  explicit Graph(const Crate& crate) : crate_(crate) {}

  Json json() {
    add_root();
    add_fixed();
    for (const CrateStudy& study : crate_.studies) add_study(study);
    for (const CrateFile& file : crate_.files) add_file(file);
    return {{"@context",
             {"https://w3id.org/ro/crate/1.1/context",
              "https://w3id.org/ro/terms/workflow-run/context"}},
            {"@graph", std::move(graph_)}};
  }

 private:
  std::string date() const {
    std::string last;
    for (const CrateStudy& study : crate_.studies) {
      last = std::max(last, study.finished);
    }
    return last;
  }

  void add_root() {
    graph_.push_back(
        {{"@id", kCrateFileName},
         {"@type", "CreativeWork"},
         {"conformsTo", reference("https://w3id.org/ro/crate/1.1")},
         {"about", reference("./")}});
    std::vector<std::string> files, actions;
    for (const CrateFile& file : crate_.files) {
      files.push_back(crate_id(file.path));
    }
    for (const CrateStudy& study : crate_.studies) {
      actions.push_back(local_id("run", study.name));
    }
    graph_.push_back(
        {{"@id", "./"},
         {"@type", "Dataset"},
         {"conformsTo", reference(kProfile)},
         {"name", fmt::format("ZipML, reproduced: the run {}", crate_.run)},
         {"description",
          fmt::format("Tables, figures and verdicts on the claims of the ZipML "
                      "paper, of {} studies in the profile {}, and all that "
                      "they were made of. `zipml --out . --run {} verify`, in "
                      "this folder, tells the verdicts.",
                      crate_.studies.size(), crate_.profile, crate_.run)},
         {"datePublished", date()},
         {"license", reference(kLicense)},
         {"citation", reference(kPaper)},
         {"hasPart", references(files)},
         {"mentions", references(actions)}});
  }

  void add_fixed() {
    graph_.push_back({{"@id", kProfile},
                      {"@type", "CreativeWork"},
                      {"name", "Process Run Crate"},
                      {"version", "0.5"}});
    graph_.push_back(
        {{"@id", kLicense},
         {"@type", "CreativeWork"},
         {"name", "BSD 3-Clause \"New\" or \"Revised\" License"},
         {"description", "The licence of zipml and of its results"},
         {"identifier", kLicense}});
    Json authors = Json::array();
    for (const char* name : kAuthors) {
      authors.push_back(reference(local_id("author", name)));
    }
    graph_.push_back(
        {{"@id", kPaper},
         {"@type", "ScholarlyArticle"},
         {"name",
          "The ZipML Framework for Training Models with End-to-End Low "
          "Precision: The Cans, the Cannots, and a Little Bit of Deep "
          "Learning"},
         {"author", std::move(authors)},
         {"datePublished", "2016"},
         {"identifier", "arXiv:1611.05402"},
         {"url", kPaper}});
    for (const char* name : kAuthors) {
      graph_.push_back({{"@id", local_id("author", name)},
                        {"@type", "Person"},
                        {"name", name}});
    }
    if (!crate_.agent.empty()) {
      graph_.push_back(
          {{"@id", kAgent}, {"@type", "Person"}, {"name", crate_.agent}});
    }
  }

  void add_study(const CrateStudy& study) {
    std::vector<std::string> instruments, objects, results;
    for (const CrateBuild& build : study.builds) {
      instruments.push_back(id_of(build));
      add_build(build);
    }
    for (const auto& [set, checksum] : study.data) {
      objects.push_back(id_of_data(set, checksum));
      add_data(set, checksum);
    }
    objects.push_back(crate_id(study.config));
    for (const std::string& path : study.results) {
      results.push_back(crate_id(path));
    }
    Json action = {
        {"@id", local_id("run", study.name)},
        {"@type", "CreateAction"},
        {"name", fmt::format("{}: {}", study.name, study.title)},
        {"description", fmt::format("{}", fmt::join(study.commands, "\n"))},
        {"instrument", references(instruments)},
        {"object", references(objects)},
        {"result", references(results)}};
    if (!study.finished.empty()) {
      // The profile's validator takes +00:00, and not Z.
      std::string time = study.finished;
      if (time.ends_with('Z')) time.replace(time.size() - 1, 1, "+00:00");
      action["endTime"] = std::move(time);
    }
    if (!crate_.agent.empty()) action["agent"] = reference(kAgent);
    action["actionStatus"] = study.missing.empty()
                                 ? "http://schema.org/CompletedActionStatus"
                                 : "http://schema.org/FailedActionStatus";
    if (!study.missing.empty()) action["error"] = study.missing;
    graph_.push_back(std::move(action));
  }

  void add_build(const CrateBuild& build) {
    if (!known_.insert(id_of(build)).second) return;
    graph_.push_back({{"@id", id_of(build)},
                      {"@type", "SoftwareApplication"},
                      {"name", "zipml"},
                      {"softwareVersion", build.version},
                      {"identifier", "git commit " + build.git_commit}});
  }

  // Not in the crate, and of other licences: by its checksum.
  void add_data(const std::string& set, const std::string& checksum) {
    const std::string id = id_of_data(set, checksum);
    if (!known_.insert(id).second) return;
    graph_.push_back({{"@id", id},
                      {"@type", "CreativeWork"},
                      {"name", set},
                      {"description",
                       "Data set, as `zipml data get` has it; the sum is of "
                       "its content"},
                      {"sha256", checksum}});
  }

  void add_file(const CrateFile& file) {
    graph_.push_back(
        {{"@id", crate_id(file.path)},
         {"@type", "File"},
         {"name", std::filesystem::path(file.path).filename().string()},
         {"contentSize", std::to_string(file.size)},
         {"encodingFormat", media_type(file.path)},
         {"sha256", file.sha256}});
  }

  const Crate& crate_;
  Json graph_ = Json::array();
  std::set<std::string> known_;
};

}  // namespace

std::string media_type(const std::string& path) {
  for (const MediaType& known : kMediaTypes) {
    if (path.ends_with(known.ending)) return std::string(known.type);
  }
  return "application/octet-stream";
}

std::string crate_id(const std::string& path) {
  std::string id;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 ||
                                       std::string_view("-._~/").find(c) !=
                                           std::string_view::npos);
    id += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return id;
}

std::string crate_metadata(const Crate& crate) {
  return indented_json(Graph(crate).json());
}

}  // namespace zipml
