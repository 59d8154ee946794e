#include "core/harness/config/outputs_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/harness/config/config_reader.h"

namespace zipml {
namespace {

const std::vector<std::string> kTableKeys = {
    "id", "from", "title", "caption", "columns", "where", "pool", "sort"};
const std::vector<std::string> kFigureKeys = {
    "id",    "from", "title", "caption", "x",     "y",     "lines", "panels",
    "where", "pool", "log_x", "log_y",   "y_min", "y_max", "bands"};

// The members of one table or figure.
class OutputReader {
 public:
  OutputReader(const JsonNode& node, std::string pointer, std::string what,
               Mistakes& mistakes)
      : node_(node),
        pointer_(std::move(pointer)),
        what_(std::move(what)),
        mistakes_(mistakes) {}

  void check_keys(const std::vector<std::string>& known) {
    for (const JsonMember& member : node_.members) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) {
        continue;
      }
      std::string hint = did_you_mean(member.key, known);
      if (hint.empty()) {
        hint = fmt::format("a {} has {}", what_, fmt::join(known, ", "));
      }
      mistakes_.add(member.position, child_pointer(pointer_, member.key),
                    "unknown key", std::move(hint));
    }
  }

  // Empty where it is not there.
  std::string text(const char* key) { return placed_text(key).text; }

  PlacedText required_text(const char* key) {
    if (node_.find(key) == nullptr) missing(key);
    return placed_text(key);
  }

  PlacedText id() {
    PlacedText id = required_text("id");
    if (id.text.empty() || is_safe_name(id.text)) return id;
    mistakes_.add(id.position, id.pointer,
                  fmt::format("expected up to {} letters, digits and \"._-\", "
                              "not starting with a dot, found the text \"{}\"",
                              kLongestName, id.text),
                  "it names files");
    return id;
  }

  std::vector<PlacedText> texts(const char* key) {
    std::vector<PlacedText> texts;
    const JsonMember* member = node_.find(key);
    if (member == nullptr) return texts;
    const std::string place = child_pointer(pointer_, key);
    const JsonNode& value = member->value;
    if (!value.is_list()) {
      add_text(value, place, "a column's name or a list of them", texts);
      return texts;
    }
    if (value.items.empty()) {
      wrong(value, place, "a column's name or a list of them");
    }
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      add_text(value.items[i], fmt::format("{}/{}", place, i),
               "a column's name", texts);
    }
    return texts;
  }

  std::vector<PlacedText> required_texts(const char* key) {
    if (node_.find(key) == nullptr) missing(key);
    return texts(key);
  }

  bool boolean(const char* key, bool otherwise) {
    const JsonMember* member = node_.find(key);
    if (member == nullptr) return otherwise;
    if (member->value.kind == JsonNode::Kind::kBoolean) {
      return member->value.boolean;
    }
    wrong(member->value, child_pointer(pointer_, key), "true or false");
    return otherwise;
  }

  // The ends of an axis.
  void check_range(const ChosenFigure& figure) {
    const auto place = [&](const char* key) {
      return std::pair(node_.find(key)->value.position,
                       child_pointer(pointer_, key));
    };
    if (figure.y_min && figure.y_max && *figure.y_min >= *figure.y_max) {
      const auto [position, pointer] = place("y_max");
      mistakes_.add(position, pointer,
                    fmt::format("{:g} is not above y_min, {:g}", *figure.y_max,
                                *figure.y_min));
    }
    for (const auto& [key, end] :
         {std::pair("y_min", figure.y_min), {"y_max", figure.y_max}}) {
      if (!figure.log_y || !end || *end > 0) continue;
      const auto [position, pointer] = place(key);
      mistakes_.add(position, pointer,
                    fmt::format("{:g} is not above 0, as all of a logarithmic "
                                "axis is",
                                *end));
    }
  }

  std::optional<double> number(const char* key) {
    const JsonMember* member = node_.find(key);
    if (member == nullptr) return std::nullopt;
    if (member->value.is_number()) return member->value.as_number();
    wrong(member->value, child_pointer(pointer_, key), "a number");
    return std::nullopt;
  }

  ChosenRows rows() {
    return {.from = required_text("from"),
            .where = conditions(),
            .pool = texts("pool")};
  }

 private:
  void wrong(const JsonNode& node, const std::string& pointer,
             const char* expected) {
    if (node.is_reported) return;
    mistakes_.add(
        node.position, pointer,
        fmt::format("expected {}, found {}", expected, found_text(node)));
  }

  void missing(const char* key) {
    mistakes_.add(node_.position, pointer_,
                  fmt::format("a {} without \"{}\"", what_, key));
  }

  PlacedText placed_text(const char* key) {
    const JsonMember* member = node_.find(key);
    if (member == nullptr) return {};
    const JsonNode& value = member->value;
    PlacedText text{.position = value.position,
                    .pointer = child_pointer(pointer_, key)};
    if (value.is_text() && !value.text.empty()) {
      text.text = value.text;
    } else {
      wrong(value, text.pointer, "a text");
    }
    return text;
  }

  void add_text(const JsonNode& node, const std::string& pointer,
                const char* expected, std::vector<PlacedText>& texts) {
    if (node.is_text() && !node.text.empty()) {
      texts.push_back({node.text, node.position, pointer});
    } else {
      wrong(node, pointer, expected);
    }
  }

  std::vector<RowCondition> conditions() {
    std::vector<RowCondition> conditions;
    const JsonMember* member = node_.find("where");
    if (member == nullptr) return conditions;
    const std::string place = child_pointer(pointer_, "where");
    if (!member->value.is_object()) {
      wrong(member->value, place, "an object of columns and values");
      return conditions;
    }
    for (const JsonMember& own : member->value.members) {
      RowCondition condition{
          .column = {own.key, own.position, child_pointer(place, own.key)}};
      if (!own.value.is_list()) {
        add_value(own.value, condition.column.pointer, condition);
      } else if (own.value.items.empty()) {
        wrong(own.value, condition.column.pointer, "a value or a list of them");
      }
      for (std::size_t i = 0; i < own.value.items.size(); ++i) {
        add_value(own.value.items[i],
                  fmt::format("{}/{}", condition.column.pointer, i), condition);
      }
      conditions.push_back(std::move(condition));
    }
    return conditions;
  }

  void add_value(const JsonNode& node, const std::string& pointer,
                 RowCondition& condition) {
    switch (node.kind) {
      case JsonNode::Kind::kBoolean:
        condition.values.emplace_back(node.boolean);
        return;
      case JsonNode::Kind::kInteger:
        condition.values.emplace_back(node.integer);
        return;
      case JsonNode::Kind::kNumber:
        condition.values.emplace_back(node.number);
        return;
      case JsonNode::Kind::kText:
        condition.values.emplace_back(node.text);
        return;
      default:
        wrong(node, pointer, "a text, a number, true or false");
    }
  }

  const JsonNode& node_;
  std::string pointer_;
  std::string what_;
  Mistakes& mistakes_;
};

ChosenTable read_table_choice(OutputReader& reader) {
  reader.check_keys(kTableKeys);
  ChosenTable table;
  table.id = reader.id();
  table.title = reader.text("title");
  table.caption = reader.text("caption");
  table.rows = reader.rows();
  table.columns = reader.texts("columns");
  table.sort = reader.texts("sort");
  return table;
}

ChosenFigure read_figure_choice(OutputReader& reader) {
  reader.check_keys(kFigureKeys);
  ChosenFigure figure;
  figure.id = reader.id();
  figure.title = reader.text("title");
  figure.caption = reader.text("caption");
  figure.rows = reader.rows();
  figure.x = reader.required_text("x");
  figure.y = reader.required_texts("y");
  figure.lines = reader.texts("lines");
  figure.panels = reader.texts("panels");
  figure.log_x = reader.boolean("log_x", false);
  figure.log_y = reader.boolean("log_y", false);
  figure.bands = reader.boolean("bands", true);
  figure.y_min = reader.number("y_min");
  figure.y_max = reader.number("y_max");
  reader.check_range(figure);
  return figure;
}

// The members of the list `key`, each read by `read`.
template <typename Chosen>
std::vector<Chosen> read_list(const JsonNode& root, const char* key,
                              const char* what, Chosen (*read)(OutputReader&),
                              Mistakes& mistakes) {
  std::vector<Chosen> all;
  const JsonMember* member = root.find(key);
  if (member == nullptr) return all;
  const std::string place = child_pointer("", key);
  if (!member->value.is_list()) {
    mistakes.add(
        member->value.position, place,
        "expected a list of objects, found " + found_text(member->value));
  }
  std::set<std::string> ids;
  for (std::size_t i = 0; i < member->value.items.size(); ++i) {
    const JsonNode& item = member->value.items[i];
    const std::string pointer = fmt::format("{}/{}", place, i);
    if (!item.is_object()) {
      mistakes.add(item.position, pointer,
                   "expected an object, found " + found_text(item));
      continue;
    }
    OutputReader reader(item, pointer, what, mistakes);
    Chosen chosen = read(reader);
    if (!chosen.id.text.empty() && !ids.insert(chosen.id.text).second) {
      mistakes.add(
          chosen.id.position, chosen.id.pointer,
          fmt::format("\"{}\" is the id of another {}", chosen.id.text, what),
          "choose another");
    }
    all.push_back(std::move(chosen));
  }
  return all;
}

}  // namespace

ChosenOutputs read_outputs(const JsonNode& root, Mistakes& mistakes) {
  ChosenOutputs outputs;
  outputs.tables = read_list<ChosenTable>(root, "tables", "table",
                                          read_table_choice, mistakes);
  outputs.figures = read_list<ChosenFigure>(root, "figures", "figure",
                                            read_figure_choice, mistakes);
  const JsonMember* own = root.find("own_figures");
  if (own == nullptr) return outputs;
  if (own->value.kind == JsonNode::Kind::kBoolean) {
    outputs.own_figures = own->value.boolean;
  } else {
    mistakes.add(own->value.position, "/own_figures",
                 "expected true or false, found " + found_text(own->value));
  }
  return outputs;
}

}  // namespace zipml
