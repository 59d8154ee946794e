// Where a text names claims of the paper.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zipml {

// A piece of a text: plain, or the number of a claim with its title.
struct ClaimWords {
  std::string text = {};
  std::string title = {};  // empty: plain
};

// The text in pieces that joined give it again. The number of a claim (a key of
// `titles`, "C1" or "A.3") counts where it is a word of its own: not in "C10",
// "C1.5" or "CC1".
std::vector<ClaimWords> split_at_claims(
    std::string_view text, const std::map<std::string, std::string>& titles);

}  // namespace zipml
