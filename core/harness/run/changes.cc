#include "core/harness/run/changes.h"

#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "core/harness/cell_ids.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

struct IdentityField {
  std::string name;
  std::string value;
};

// An identity (CellIds::identity) in fields that may change. `kind` is what
// never counts as changed: another experiment, task or repetition is another
// cell.
struct SplitIdentity {
  std::string kind;
  std::vector<IdentityField> fields;
};

constexpr const char* kPrerequisites = "prerequisites";
constexpr std::string_view kChecksum = "checksum";

SplitIdentity split(const std::string& identity) {
  const Json json = Json::parse(identity);
  SplitIdentity result;
  for (const char* name : {"experiment", "task", "repetition"}) {
    result.kind += json.at(name).dump() + ' ';
  }
  // The likeliest first: where several cells are alike, that one is named.
  for (const char* name : {"version", "numerics", kPrerequisites, "seed"}) {
    result.fields.push_back({name, json.at(name).dump()});
  }
  for (const auto& [name, value] : json.at("parameters").items()) {
    result.fields.push_back({name, value.dump()});
  }
  return result;
}

std::uint64_t mixed(std::uint64_t hash) {
  hash ^= hash >> 31;
  hash *= 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 29);
}

std::uint64_t hash_of(const std::string& text) {
  return mixed(std::hash<std::string>()(text));
}

std::uint64_t hash_of(const IdentityField& field) {
  return hash_of(field.name + '=' + field.value);
}

// For each field, in their order, a hash of the identity without its value.
std::vector<std::uint64_t> hashes_of_the_rest(const SplitIdentity& identity) {
  std::uint64_t all = hash_of(identity.kind);
  for (const IdentityField& field : identity.fields) all += hash_of(field);
  std::vector<std::uint64_t> hashes;
  for (const IdentityField& field : identity.fields) {
    hashes.push_back(mixed(all - hash_of(field)) ^ hash_of(field.name));
  }
  return hashes;
}

// A value in a line of text.
std::string shortened(const std::string& value) {
  constexpr std::size_t kLongest = 40;
  if (value.size() <= kLongest) return value;
  return value.substr(0, kLongest - 3) + "...";
}

}  // namespace

StoredChanges::StoredChanges(const CellStore& store,
                             const std::set<std::string>& wanted) {
  for (const StoredName& stored : store.stored()) {
    if (wanted.contains(stored.id)) continue;
    const std::string identity = store.stored_identity(stored.id);
    if (identity.empty()) continue;
    try {
      SplitIdentity old = split(identity);
      const std::vector<std::uint64_t> hashes = hashes_of_the_rest(old);
      for (std::size_t i = 0; i < hashes.size(); ++i) {
        by_the_rest_.try_emplace(
            hashes[i],
            Old{std::move(old.fields[i].name), std::move(old.fields[i].value)});
      }
    } catch (const Json::exception&) {
      continue;  // of another format
    }
  }
}

std::string StoredChanges::of(const Cell& cell) const {
  if (by_the_rest_.empty()) return "";
  const SplitIdentity own = split(CellIds().identity(cell));
  const std::vector<std::uint64_t> hashes = hashes_of_the_rest(own);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const auto found = by_the_rest_.find(hashes[i]);
    if (found == by_the_rest_.end()) continue;
    const IdentityField& field = own.fields[i];
    if (found->second.field != field.name) continue;
    if (field.name == kPrerequisites) return "a prerequisite";
    if (field.name == kChecksum) return "its data";
    return fmt::format("{} {} -> {}", field.name,
                       shortened(found->second.value), shortened(field.value));
  }
  return "";
}

}  // namespace zipml
