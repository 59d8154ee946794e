#include "core/json/mistakes.h"

#include <algorithm>
#include <tuple>

namespace zipml {

void Mistakes::add(Position position, std::string pointer, std::string message,
                   std::string hint) {
  found_.push_back({.file = position.line > 0 ? file_ : "",
                    .position = position,
                    .pointer = std::move(pointer),
                    .message = std::move(message),
                    .hint = std::move(hint)});
}

void Mistakes::throw_if_any() const {
  if (found_.empty()) return;
  std::vector<Diagnostic> sorted = found_;
  const auto place = [](const Diagnostic& diagnostic) {
    return std::tuple(diagnostic.file.empty(), diagnostic.position.line,
                      diagnostic.position.column);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) {
                     return place(a) < place(b);
                   });
  throw UserError(std::move(sorted));
}

}  // namespace zipml
