// The claims that a page names, by number.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>

#include "core/report/page/html.h"

namespace zipml {

class ClaimList {
 public:
  explicit ClaimList(std::span<const ClaimReport> claims);

  // The text as HTML: escaped, and each number of a claim in it leads to the
  // claim and shows its title.
  std::string html(const std::string& text);

  // The title; empty for a claim that is not known.
  std::string title(const std::string& number) const;

  // Whether html() has met the number.
  bool is_named(const std::string& number) const {
    return named_.contains(number);
  }
  std::size_t named_count() const { return named_.size(); }

 private:
  std::map<std::string, std::string> titles_;
  std::set<std::string> named_;
};

}  // namespace zipml
