#include "experiments/fpga/design_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/fpga/design_table.h"
#include "experiments/fpga/design_fields.h"

namespace zipml::fpga {
namespace {

// Where a dotted field stands in the design's object; the design's own place
// when the field comes from its base.
Position place_of(const JsonMember& design, std::string_view field) {
  Position place = design.position;
  const JsonNode* object = &design.value;
  while (object != nullptr && object->is_object()) {
    const std::size_t dot = field.find('.');
    const JsonMember* member = object->find(field.substr(0, dot));
    if (member == nullptr) break;
    place = member->value.position;
    if (dot == std::string_view::npos) break;
    field.remove_prefix(dot + 1);
    object = &member->value;
  }
  return place;
}

// A sound description as check_design sees it.
void check(const JsonMember& member, const Design& design,
           const std::string& pointer, Mistakes& mistakes) {
  try {
    check_design(design);
  } catch (const UserError& error) {
    const std::string owner = "design " + design.name + ".";
    for (const Diagnostic& problem : error.diagnostics()) {
      const std::string field = problem.pointer.starts_with(owner)
                                    ? problem.pointer.substr(owner.size())
                                    : problem.pointer;
      std::string path = field;
      std::replace(path.begin(), path.end(), '.', '/');
      mistakes.add(place_of(member, field), pointer + "/" + path,
                   problem.message, problem.hint);
    }
  }
}

void read_design(const JsonMember& member, std::vector<Design>& designs,
                 Mistakes& mistakes) {
  const std::string pointer = child_pointer("", member.key);
  const JsonNode& object = member.value;
  if (member.key.empty() || is_design_name(member.key)) {
    mistakes.add(member.position, pointer,
                 "the name of a built-in design found, a new name expected");
    return;
  }
  if (!object.is_object()) {
    mistakes.add(object.position, pointer,
                 "expected an object, found " + found_text(object));
    return;
  }
  std::string base = "q2";
  std::string help;
  for (const auto& [key, text] : {std::pair{"base", &base}, {"help", &help}}) {
    const JsonMember* given = object.find(key);
    if (given == nullptr) continue;
    if (given->value.is_text()) {
      *text = given->value.text;
    } else {
      mistakes.add(given->value.position, child_pointer(pointer, key),
                   "expected a text, found " + found_text(given->value));
    }
  }
  if (!is_design_name(base)) {
    mistakes.add(place_of(member, "base"), child_pointer(pointer, "base"),
                 fmt::format("\"{}\" found, a built-in design expected", base),
                 did_you_mean(base, design_names()));
    return;
  }
  Design design = find_design(base);
  design.name = member.key;
  design.help = help.empty() ? "from " + base : help;
  const std::size_t before = mistakes.size();
  set_fields(object, pointer, design, mistakes);
  if (mistakes.size() == before) check(member, design, pointer, mistakes);
  designs.push_back(std::move(design));
}

}  // namespace

std::vector<Design> designs_from_text(std::string_view text,
                                      const std::string& file) {
  Mistakes mistakes(file);
  const auto root = parse_json(text, file, mistakes.list());
  std::vector<Design> designs;
  if (root && !root->is_object()) {
    mistakes.add(
        root->position, "",
        "expected an object of designs by name, found " + found_text(*root));
  }
  if (root) {
    for (const JsonMember& member : root->members) {
      read_design(member, designs, mistakes);
    }
  }
  mistakes.throw_if_any();
  return designs;
}

std::vector<Design> read_designs(const std::filesystem::path& file) {
  return designs_from_text(read_file(file), file.generic_string());
}

}  // namespace zipml::fpga
