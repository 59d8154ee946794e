#include "core/report/page/claim_words.h"

#include <catch.h>

#include <utility>

using namespace zipml;

namespace {

using Pieces = std::vector<std::pair<std::string, std::string>>;

Pieces pieces_of(const std::string& text) {
  Pieces pieces;
  for (const ClaimWords& words :
       split_at_claims(text, {{"C1", "one"}, {"C10", "ten"}, {"A.3", "a"}})) {
    pieces.emplace_back(words.text, words.title);
  }
  return pieces;
}

}  // namespace

TEST_CASE("claims in a text are found", "[unit]") {
  CHECK(pieces_of("").empty());
  CHECK(pieces_of("none") == Pieces{{"none", ""}});
  CHECK(pieces_of("C1") == Pieces{{"C1", "one"}});
  CHECK(pieces_of("see C1, C10 (A.3).") == Pieces{{"see ", ""},
                                                  {"C1", "one"},
                                                  {", ", ""},
                                                  {"C10", "ten"},
                                                  {" (", ""},
                                                  {"A.3", "a"},
                                                  {").", ""}});
  CHECK(pieces_of("C1C10") == Pieces{{"C1C10", ""}});
  CHECK(pieces_of("By C10. C1/\u00E9") == Pieces{{"By ", ""},
                                                 {"C10", "ten"},
                                                 {". ", ""},
                                                 {"C1", "one"},
                                                 {"/\u00E9", ""}});
}

TEST_CASE("other words that hold a number are left alone", "[unit]") {
  for (const char* text : {"C100", "CC1", "C1.5", "xC1", "C1_a", "c1", "A.3.1",
                           "...", ".", "A. 3"}) {
    CHECK(pieces_of(text) == Pieces{{text, ""}});
  }
}
