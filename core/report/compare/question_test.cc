#include "core/report/compare/question.h"

#include <catch.h>

#include <nlohmann/json.hpp>

#include "core/harness/config/study_json.h"
#include "core/report/compare/compare_testing.h"

using namespace zipml;

using Parts = std::vector<std::string>;

TEST_CASE("a question is read back from study.json", "[unit]") {
  Study study{.name = "mine",
              .experiment = "naive_bias",
              .version = 2,
              .numerics = {{"sgd", 3}},
              .profile = Profile::kStandard};
  study.points = question_of(7).points;
  study.points.front().coordinates = {{"bits", 3}};
  const StudyQuestion question = question_from_json(to_json(study));
  CHECK(question.experiment == "naive_bias");
  CHECK(question.version == 2);
  CHECK(question.numerics == study.numerics);
  CHECK(question.profile == "standard");
  REQUIRE(question.points.size() == 1);
  const GridPoint& point = question.points.front();
  CHECK(point.coordinates == study.points.front().coordinates);
  CHECK(point.settings.seed == 7);
  CHECK(point.settings.repetitions == 5);
  CHECK(point.settings.parameters == study.points.front().settings.parameters);
}

TEST_CASE("an older study.json has no pooled seeds, versions or files",
          "[unit]") {
  const auto json = nlohmann::ordered_json::parse(
      R"({"experiment": "x", "profile": "quick", "points": [{"coordinates": {},
          "settings": {"profile": "quick", "seed": 1, "repetitions": 2,
                       "parameters": {}}}]})");
  const StudyQuestion question = question_from_json(json);
  CHECK(question.points.front().settings.pooled_seeds == 1);
  CHECK(question.version == 1);
}

TEST_CASE("how two questions differ", "[unit]") {
  const QuestionDifference same = difference_of(question_of(1), question_of(1));
  CHECK(same.same_question());
  CHECK(same.parts.empty());

  const QuestionDifference seeds =
      difference_of(question_of(1), question_of(2));
  CHECK_FALSE(seeds.same_draws);
  CHECK(seeds.same_parameters);
  CHECK(seeds.parts == Parts{"seed 1 | 2"});

  const QuestionDifference epochs =
      difference_of(question_of(1), question_of(1, 100));
  CHECK(epochs.same_draws);
  CHECK_FALSE(epochs.same_parameters);
  CHECK(epochs.parts == Parts{"sgd.epochs 20 | 100"});

  StudyQuestion later = question_of(1);
  later.numerics = {{"sgd", 2}};
  later.profile = "standard";
  const QuestionDifference versions = difference_of(question_of(1), later);
  CHECK(versions.same_question());
  CHECK(versions.parts ==
        Parts{"version of sgd 1 | 2", "profile quick | standard"});

  StudyQuestion file = question_of(1);
  file.files = {{"mine.csv", "12"}};
  CHECK_FALSE(difference_of(file, question_of(1)).same_parameters);
  StudyQuestion newer = question_of(1);
  newer.points.front().settings.parameters.set("sgd.order", "shuffled");
  const QuestionDifference added = difference_of(question_of(1), newer);
  CHECK(added.same_question());
  CHECK(added.parts == Parts{"parameters of one only: sgd.order"});
  StudyQuestion swept = question_of(1);
  swept.points.push_back(question_of(2).points.front());
  CHECK(difference_of(question_of(2), swept).parts == Parts{"seed 2 | 1, 2"});
}

TEST_CASE("the names and fixed values of parameters", "[unit]") {
  StudyQuestion question = question_of(1);
  question.points.push_back(question_of(1, 100).points.front());
  const auto names = parameter_names(question);
  CHECK(names.contains("sgd.epochs"));
  CHECK(names.contains("epochs"));
  CHECK(names.contains("bits"));
  CHECK_FALSE(names.contains("seed"));
  const Record fixed = fixed_parameters(question);
  CHECK(fixed.find("sgd.epochs") == nullptr);
  CHECK(fixed.integer("seed") == 1);
  CHECK(fixed.at("bits") == Value(Value::List{3, 4}));
}
