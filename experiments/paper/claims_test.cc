#include "experiments/paper/claims.h"

#include <catch.h>

#include <string>

using namespace zipml;

TEST_CASE("an entry of claims.md is read whole", "[unit]") {
  const auto claims = claims_from_markdown(
      "# Title\n\n## Claims\n\n### C1\n\n**Two words\nand more.** Text, with "
      "1.5 **bold**\nand more.\n\n- Where: section 1,\n  Fig 2\n- Checked by: "
      "`one`, `two_2`\n\n## Errata\n\n### X1\n\n**Short.** Text.\n\n- Where: "
      "Lemma 1\n- Checked by: none\n");
  REQUIRE(claims.size() == 2);
  CHECK(claims[0].number == "C1");
  CHECK(claims[0].title == "Two words and more");
  CHECK(claims[0].text == "Text, with 1.5 **bold** and more.");
  CHECK(claims[0].where == "section 1,   Fig 2");
  CHECK(claims[0].experiments == std::vector<std::string>{"one", "two_2"});
  CHECK(claims[1].number == "X1");
  CHECK(claims[1].title == "Short");
  CHECK(claims[1].text == "Text.");
  CHECK(claims[1].where == "Lemma 1");
  CHECK(claims[1].experiments.empty());
  CHECK(claim_text(claims[0]) ==
        "C1: Two words and more\n"
        "  Text, with 1.5 **bold** and more.\n"
        "  Where: section 1, Fig 2\n"
        "  Checked by: one, two_2\n");
  CHECK(claim_text(claims[1]) ==
        "X1: Short\n  Text.\n  Where: Lemma 1\n  Checked by: no experiment\n");
}

TEST_CASE("every claim and erratum of the paper is built in", "[unit]") {
  std::vector<std::string> numbers = {"T1", "T3", "T4", "A.3"};
  for (int i = 1; i <= 19; ++i) numbers.push_back("C" + std::to_string(i));
  for (int i = 1; i <= 17; ++i) numbers.push_back("X" + std::to_string(i));
  for (const std::string& number : numbers) {
    INFO(number);
    const PaperClaim* claim = paper_claim(number);
    REQUIRE(claim != nullptr);
    CHECK(!claim->title.empty());
    CHECK(claim->title.size() <= 60);
    CHECK(claim->text.ends_with('.'));
    CHECK(!claim->where.empty());
    CHECK(claim_titles().at(number) == claim->title);
  }
  CHECK(paper_claims().size() == numbers.size());
  CHECK(claim_titles().size() == numbers.size());
  CHECK(paper_claim("C20") == nullptr);
}
