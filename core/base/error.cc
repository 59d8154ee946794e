#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/base/text.h"

namespace zipml {
namespace {

std::string join_lines(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += '\n';
    text += diagnostic.text();
  }
  return text;
}

// Edits (insert, delete, replace, swap of neighbours) from a to b.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> table((a.size() + 1) * width);
  auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return table[i * width + j];
  };
  for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = a[i - 1] == b[j - 1] ? 0 : 1;
      at(i, j) = std::min(
          {at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
      }
    }
  }
  return at(a.size(), b.size());
}

}  // namespace

std::string Diagnostic::text() const {
  std::string text;
  if (!file.empty()) {
    text += file;
    if (position.line > 0) {
      text += fmt::format(":{}", position.line);
      if (position.column > 0) text += fmt::format(":{}", position.column);
    }
    text += ": ";
  }
  if (!pointer.empty()) text += pointer + ": ";
  text += message;
  if (!hint.empty()) text += fmt::format(" ({})", hint);
  return printable(text);
}

UserError::UserError(Diagnostic diagnostic)
    : UserError(std::vector<Diagnostic>{std::move(diagnostic)}) {}

UserError::UserError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(join_lines(diagnostics)),
      diagnostics_(std::move(diagnostics)) {
  assert(!diagnostics_.empty());
}

void fail(Diagnostic diagnostic) { throw UserError(std::move(diagnostic)); }

void fail_in(std::string file, std::string message, std::string hint) {
  fail({.file = std::move(file),
        .message = std::move(message),
        .hint = std::move(hint)});
}

void fail_at(std::string pointer, std::string message, std::string hint) {
  fail({.pointer = std::move(pointer),
        .message = std::move(message),
        .hint = std::move(hint)});
}

void add_distinct(std::vector<Diagnostic>& to,
                  const std::vector<Diagnostic>& more) {
  for (const Diagnostic& diagnostic : more) {
    const std::string text = diagnostic.text();
    const bool is_told =
        std::any_of(to.begin(), to.end(),
                    [&](const Diagnostic& one) { return one.text() == text; });
    if (!is_told) to.push_back(diagnostic);
  }
}

std::string nearest_name(const std::string& name,
                         const std::vector<std::string>& known) {
  const std::size_t limit = std::max<std::size_t>(1, name.size() / 3);
  std::string nearest;
  std::size_t best = limit + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string did_you_mean(const std::string& name,
                         const std::vector<std::string>& known) {
  const std::string nearest = nearest_name(name, known);
  return nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest);
}

}  // namespace zipml
