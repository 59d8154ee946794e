#include "tools/zipml/lines_in_order.h"

#include <utility>

namespace zipml {

void LinesInOrder::put(std::size_t place, std::string text) {
  lines_.at(place) = std::move(text);
  for (; next_ < lines_.size() && lines_[next_]; ++next_) {
    stream_ << *lines_[next_] << std::flush;
  }
}

void LinesInOrder::put_rest() {
  for (; next_ < lines_.size(); ++next_) {
    if (lines_[next_]) stream_ << *lines_[next_] << std::flush;
  }
}

}  // namespace zipml
