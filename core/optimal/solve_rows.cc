#include "core/optimal/solve_rows.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <string>
#include <thread>

#include "core/optimal/atoms.h"
#include "core/optimal/registry.h"

namespace zipml::optimal {
namespace {

// Rows that a thread takes at a time: few enough that long ones spread out.
constexpr std::size_t kTaken = 8;

}  // namespace

std::vector<OptimalLevels> solve_rows(std::string_view method,
                                      std::span<const Points> rows,
                                      const LevelsOptions& options,
                                      int threads) {
  if (threads < 1) {
    refuse("threads", "found " + std::to_string(threads) +
                          " threads, expected at least 1");
  }
  find_method(method);
  LevelsOptions quiet = options;
  quiet.progress = {};
  std::vector<OptimalLevels> results(rows.size());
  std::vector<std::exception_ptr> failures(rows.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> first_failure = rows.size();
  const auto work = [&] {
    for (;;) {
      const std::size_t first = next.fetch_add(kTaken);
      // Rows after one that has failed are nobody's.
      const std::size_t last = std::min(first + kTaken, first_failure.load());
      if (first >= last) return;
      for (std::size_t row = first; row < last; ++row) {
        try {
          results[row] = solve(method, rows[row], quiet);
        } catch (...) {
          failures[row] = std::current_exception();
          std::size_t before = first_failure.load();
          while (row < before &&
                 !first_failure.compare_exchange_weak(before, row)) {
          }
          break;
        }
      }
    }
  };
  {
    const std::size_t useful = (rows.size() + kTaken - 1) / kTaken;
    std::vector<std::jthread> others;
    for (std::size_t thread = 1;
         thread < std::min(static_cast<std::size_t>(threads), useful);
         ++thread) {
      others.emplace_back(work);
    }
    work();
  }
  if (first_failure < rows.size()) {
    std::rethrow_exception(failures[first_failure]);
  }
  return results;
}

}  // namespace zipml::optimal
