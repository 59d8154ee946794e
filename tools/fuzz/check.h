// What must hold of anything that was read, whatever the bytes were.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/dataset.h"
#include "core/data/tables/number_table.h"

namespace zipml::fuzz {

// std::logic_error when a promise does not hold.
void require(bool holds, const std::string& promise);

// Tables that are larger are refused, as one is that does not fit in memory:
// legal ones from a few bytes (LIBSVM's index 10,000,000) would take seconds.
constexpr std::size_t kMostMemory = 1 << 18;

// The sizes agree; each value is a number, missing or one of its column's
// texts; every column can be named.
void check(const NumberTable& table);
// The sizes agree, all values are numbers, and some rows train.
void check(const Dataset& data);

bool same(const NumberTable& a, const NumberTable& b);
bool same(const Dataset& a, const Dataset& b);

// Whether to read these bytes again: one in some, always the same ones, since
// it takes as long as another input.
bool is_read_twice(std::string_view bytes);

// What read() gives of the bytes, nothing after a UserError. Of some it reads
// twice: the same bytes must give the same, or the same mistake.
template <typename Read>
auto read_checked(std::string_view bytes, const Read& read) {
  using Result = decltype(read());
  limit_memory(kMostMemory);
  struct Outcome {
    std::optional<Result> result = {};
    std::string mistake = {};
  };
  const auto attempt = [&] {
    Outcome outcome;
    try {
      outcome.result = read();
    } catch (const UserError& error) {
      outcome.mistake = error.what();
      require(!outcome.mistake.empty(), "a mistake is told");
    }
    return outcome;
  };
  Outcome first = attempt();
  if (!is_read_twice(bytes)) return std::move(first.result);
  const Outcome second = attempt();
  require(first.mistake == second.mistake, "the mistake is the same");
  require(!first.result || same(*first.result, *second.result),
          "what is read is the same");
  return std::move(first.result);
}

}  // namespace zipml::fuzz
