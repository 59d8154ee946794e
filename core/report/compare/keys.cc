#include "core/report/compare/keys.h"

#include <fmt/format.h>

#include <deque>
#include <map>
#include <set>
#include <utility>

#include "core/report/format.h"

namespace zipml {
namespace {

// The place after the number that begins at `start`, and whether it has a point
// or an exponent.
std::pair<std::size_t, bool> end_of_number(const std::string& text,
                                           std::size_t start) {
  std::size_t end = start;
  bool computed = false;
  const auto skip_digits = [&] {
    while (end < text.size() && is_digit(text[end])) ++end;
  };
  const auto digit_at = [&](std::size_t place) {
    return place < text.size() && is_digit(text[place]);
  };
  skip_digits();
  if (end < text.size() && text[end] == '.' && digit_at(end + 1)) {
    computed = true;
    ++end;
    skip_digits();
  }
  if (end < text.size() && text[end] == 'e') {
    const bool sign =
        end + 1 < text.size() && (text[end + 1] == '-' || text[end + 1] == '+');
    if (digit_at(end + (sign ? 2 : 1))) {
      computed = true;
      end += sign ? 2 : 1;
      skip_digits();
    }
  }
  return {end, computed};
}

// Pairs those of both that have the same name, in their order, and takes the
// partners out of `left`; an empty name is none.
template <typename NameOf>
void pair_up(const std::vector<Keys>& first, const std::vector<Keys>& second,
             const NameOf& name_of, std::vector<Match>& matches,
             std::set<std::size_t>& left) {
  std::map<std::string, std::deque<std::size_t>> free;
  for (const std::size_t index : left) {
    free[name_of(second[index])].push_back(index);
  }
  for (Match& match : matches) {
    if (match.second) continue;
    const std::string& name = name_of(first[*match.first]);
    const auto found = free.find(name);
    if (name.empty() || found == free.end() || found->second.empty()) continue;
    match.second = found->second.front();
    found->second.pop_front();
    left.erase(*match.second);
  }
}

void make_names_unique(std::vector<Match>& matches) {
  std::map<std::string, int> uses;
  for (Match& match : matches) {
    const int use = ++uses[match.name];
    if (use > 1) match.name += fmt::format(" #{}", use);
  }
}

}  // namespace

std::string without_computed_numbers(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      result += text[i++];
      continue;
    }
    const auto [end, computed] = end_of_number(text, i);
    result += computed ? "#" : text.substr(i, end - i);
    i = end;
  }
  return result;
}

std::string without_seeds(const std::string& text) {
  const std::string seed = "seed = ";
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(seed); at != std::string::npos;
       at = text.find(seed, from)) {
    result += text.substr(from, at - from) + "seed";
    from = at + seed.size();
    while (from < text.size() && is_digit(text[from])) ++from;
  }
  return result + text.substr(from);
}

std::vector<Match> match_keys(const std::vector<Keys>& first,
                              const std::vector<Keys>& second) {
  std::vector<Match> matches;
  std::set<std::size_t> left;
  for (std::size_t i = 0; i < first.size(); ++i) {
    matches.push_back({.first = i, .name = first[i].name});
  }
  for (std::size_t i = 0; i < second.size(); ++i) left.insert(i);
  for (std::string Keys::*name :
       {&Keys::exact, &Keys::of_any_seed, &Keys::without_numbers}) {
    pair_up(
        first, second,
        [name](const Keys& keys) -> const std::string& { return keys.*name; },
        matches, left);
  }
  for (const std::size_t index : left) {
    matches.push_back({.second = index, .name = second[index].name});
  }
  make_names_unique(matches);
  return matches;
}

}  // namespace zipml
