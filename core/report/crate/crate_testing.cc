#include "core/report/crate/crate_testing.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "core/base/file.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string decoded(const std::string& id) {
  std::string path;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (id[i] == '%' && i + 2 < id.size()) {
      path += static_cast<char>(std::stoi(id.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      path += id[i];
    }
  }
  return path;
}

bool is_reference(const Json& value) {
  return value.is_object() && value.size() == 1 && value.contains("@id") &&
         value["@id"].is_string();
}

// A property's values, one or many.
std::vector<Json> values_of(const Json& entity, const char* name) {
  if (!entity.contains(name)) return {};
  const Json& value = entity[name];
  if (!value.is_array()) return {value};
  return {value.begin(), value.end()};
}

std::vector<std::string> ids_of(const Json& entity, const char* name) {
  std::vector<std::string> ids;
  for (const Json& value : values_of(entity, name)) {
    if (is_reference(value)) ids.push_back(value["@id"].get<std::string>());
  }
  return ids;
}

bool is_a(const Json& entity, const char* type) {
  for (const Json& value : values_of(entity, "@type")) {
    if (value == type) return true;
  }
  return false;
}

bool has_text(const Json& entity, const char* name) {
  return entity.contains(name) && entity[name].is_string() &&
         !entity[name].get<std::string>().empty();
}

bool is_date(const Json& entity, const char* name) {
  static const std::regex kDate(
      R"(\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)");
  return has_text(entity, name) &&
         std::regex_match(entity[name].get<std::string>(), kDate);
}

// As the profile's validator wants it.
bool is_time_with_offset(const Json& entity, const char* name) {
  static const std::regex kTime(
      R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d)");
  return has_text(entity, name) &&
         std::regex_match(entity[name].get<std::string>(), kTime);
}

class Check {
 public:
  explicit Check(fs::path folder) : folder_(std::move(folder)) {}

  std::vector<std::string> problems() {
    const fs::path file = folder_ / "ro-crate-metadata.json";
    if (!fs::is_regular_file(file)) return {"there is no metadata file"};
    const Json json = Json::parse(read_file(file), nullptr, false);
    if (json.is_discarded()) return {"the metadata file is no JSON"};
    const auto contexts = values_of(json, "@context");
    demand(std::find(contexts.begin(), contexts.end(),
                     "https://w3id.org/ro/crate/1.1/context") != contexts.end(),
           "the context is not RO-Crate's");
    if (!json.contains("@graph") || !json["@graph"].is_array()) {
      return {"there is no graph"};
    }
    for (const Json& entity : json["@graph"]) add(entity);
    check_descriptor();
    if (entities_.contains("./")) check_root(entities_.at("./"));
    check_references();
    check_files();
    check_actions();
    return problems_;
  }

 private:
  void demand(bool holds, const std::string& problem) {
    if (!holds) problems_.push_back(problem);
  }

  void add(const Json& entity) {
    if (!has_text(entity, "@id")) {
      problems_.push_back("an entity has no id");
      return;
    }
    const auto id = entity["@id"].get<std::string>();
    demand(entities_.emplace(id, entity).second, id + " is there twice");
    demand(entity.contains("@type"), id + " has no type");
    for (const auto& [name, value] : entity.items()) {
      for (const Json& one : values_of(entity, name.c_str())) {
        demand(!one.is_structured() || is_reference(one),
               fmt::format("{}: {} is not flat", id, name));
      }
    }
  }

  void check_descriptor() {
    const auto found = entities_.find("ro-crate-metadata.json");
    if (found == entities_.end()) {
      problems_.push_back("there is no descriptor");
      return;
    }
    const Json& descriptor = found->second;
    demand(is_a(descriptor, "CreativeWork"), "the descriptor's type");
    demand(ids_of(descriptor, "about") == std::vector<std::string>{"./"},
           "the descriptor is not about the root");
    demand(ids_of(descriptor, "conformsTo") ==
               std::vector<std::string>{"https://w3id.org/ro/crate/1.1"},
           "the descriptor does not conform to RO-Crate 1.1");
    demand(entities_.contains("./"), "there is no root");
  }

  void check_root(const Json& root) {
    demand(is_a(root, "Dataset"), "the root is no Dataset");
    demand(has_text(root, "name"), "the root has no name");
    demand(has_text(root, "description"), "the root has no description");
    demand(is_date(root, "datePublished"), "the root has no date");
    const auto licenses = ids_of(root, "license");
    demand(licenses.size() == 1, "the root has no licence");
    for (const std::string& id : licenses) {
      const Json& license = entities_[id];
      demand(has_text(license, "name") && has_text(license, "description"),
             "the licence is not described");
    }
    const auto profiles = ids_of(root, "conformsTo");
    demand(
        profiles ==
            std::vector<std::string>{"https://w3id.org/ro/wfrun/process/0.5"},
        "the root does not conform to the profile");
    for (const std::string& id : profiles) {
      demand(is_a(entities_[id], "CreativeWork") &&
                 has_text(entities_[id], "name"),
             "the profile is not described");
    }
    demand(!ids_of(root, "citation").empty(), "nothing is cited");
  }

  void check_references() {
    for (const auto& [id, entity] : entities_) {
      for (const auto& [name, value] : entity.items()) {
        for (const std::string& to : ids_of(entity, name.c_str())) {
          // The specification itself is no entity of a crate.
          if (to == "https://w3id.org/ro/crate/1.1") continue;
          demand(entities_.contains(to),
                 fmt::format("{} refers to {}", id, to));
        }
      }
    }
  }

  // The root's parts, and theirs.
  void add_parts(const std::string& id, std::set<std::string>& parts) {
    for (const std::string& part : ids_of(entities_[id], "hasPart")) {
      if (parts.insert(part).second) add_parts(part, parts);
    }
  }

  void check_files() {
    std::set<std::string> parts, paths;
    add_parts("./", parts);
    for (const auto& [id, entity] : entities_) {
      if (!is_a(entity, "File")) continue;
      demand(parts.contains(id), id + " is no part of the root");
      const std::string path = decoded(id);
      const fs::path relative(path);
      const bool inside =
          path.find("://") == std::string::npos && relative.is_relative() &&
          path == relative.lexically_normal().generic_string() &&
          !path.starts_with("..");
      if (!inside || !fs::is_regular_file(folder_ / relative)) {
        problems_.push_back(id + " is not a file of the crate");
        continue;
      }
      paths.insert(path);
      demand(has_text(entity, "name"), id + " has no name");
      demand(has_text(entity, "encodingFormat"), id + " has no format");
      demand(entity.value("contentSize", "") ==
                 std::to_string(fs::file_size(folder_ / relative)),
             id + " has another size");
      demand(entity.value("sha256", "") == sha256_of_file(folder_ / relative),
             id + " has another content");
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_directory()) continue;
      const std::string path =
          fs::relative(entry.path(), folder_).generic_string();
      demand(path == "ro-crate-metadata.json" || paths.contains(path),
             path + " is not listed");
    }
  }

  void check_actions() {
    const auto mentioned = ids_of(entities_["./"], "mentions");
    int count = 0;
    for (const auto& [id, entity] : entities_) {
      if (!is_a(entity, "CreateAction")) continue;
      ++count;
      demand(
          std::find(mentioned.begin(), mentioned.end(), id) != mentioned.end(),
          id + " is not mentioned");
      for (const char* text : {"name", "description"}) {
        demand(has_text(entity, text), id + " has no " + text);
      }
      demand(is_time_with_offset(entity, "endTime"),
             id + " has no time with its offset");
      const auto instruments = ids_of(entity, "instrument");
      demand(!instruments.empty(), id + " has no instrument");
      for (const std::string& tool : instruments) {
        const Json& software = entities_[tool];
        demand(is_a(software, "SoftwareApplication") &&
                   has_text(software, "name") &&
                   has_text(software, "softwareVersion"),
               tool + " is no application with a version");
      }
      demand(!ids_of(entity, "result").empty(), id + " has no result");
      for (const char* property : {"object", "result"}) {
        for (const std::string& of : ids_of(entity, property)) {
          demand(is_a(entities_[of], "File") ||
                     is_a(entities_[of], "CreativeWork"),
                 of + " is neither a file nor a work");
        }
      }
    }
    demand(count > 0, "there is no action");
  }

  fs::path folder_;
  std::map<std::string, Json> entities_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> crate_problems(const fs::path& folder) {
  return Check(folder).problems();
}

}  // namespace zipml
