// What comes in any order, printed in one.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace zipml {

class LinesInOrder {
 public:
  // Of `count` places.
  LinesInOrder(std::ostream& stream, std::size_t count)
      : stream_(stream), lines_(count) {}
  // put_rest()
  ~LinesInOrder() { put_rest(); }
  LinesInOrder(const LinesInOrder&) = delete;
  LinesInOrder& operator=(const LinesInOrder&) = delete;

  // Prints it, and what waited for it, as soon as all places before it have
  // theirs. `text` ends with a line feed, or is empty.
  void put(std::size_t place, std::string text);
  // Prints what there is, since the places between will have nothing.
  void put_rest();

 private:
  std::ostream& stream_;
  std::vector<std::optional<std::string>> lines_;
  std::size_t next_ = 0;
};

}  // namespace zipml
