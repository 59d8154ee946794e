#include "core/report/page/escape.h"

#include <algorithm>
#include <array>

namespace zipml {
namespace {

struct Entity {
  char character;
  std::string_view name;
};

constexpr std::array<Entity, 6> kEntities = {{{'&', "&amp;"},
                                              {'<', "&lt;"},
                                              {'>', "&gt;"},
                                              {'"', "&quot;"},
                                              {'\'', "&apos;"},
                                              // As others write it.
                                              {'\'', "&#39;"}}};

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto* entity =
        std::find_if(kEntities.begin(), kEntities.end(),
                     [c](const Entity& own) { return own.character == c; });
    if (entity == kEntities.end()) {
      result += c;
    } else {
      result += entity->name;
    }
  }
  return result;
}

std::string unescaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto* entity = std::find_if(
        kEntities.begin(), kEntities.end(),
        [text](const Entity& own) { return text.starts_with(own.name); });
    if (entity == kEntities.end()) {
      result += text.front();
      text.remove_prefix(1);
    } else {
      result += entity->character;
      text.remove_prefix(entity->name.size());
    }
  }
  return result;
}

}  // namespace zipml
