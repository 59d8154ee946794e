// The built program on a user's own numbers.
#include <catch.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

TEST_CASE("levels of the user's own numbers", "[cli]") {
  const Program zipml;
  const fs::path& folder = zipml.folder();
  // By hand: with 0, 2, 7 and 10 only 1 (four times, 1 * 1) and 8 (2 * 1) lie
  // off the levels: 6 over 10 points. Uniform levels cost 50/3.
  write_file_atomically(folder / "numbers.txt",
                        "# ten numbers\n0\n7\n1\n 1\n8\n1 # again\n\n2\n7\n"
                        "1e1\n+1\n");
  const ProcessResult four =
      zipml({"levels", "numbers.txt", "--levels", "4", "--offline"});
  CHECK(four.status == 0);
  CHECK(four.output ==
        "# 10 points, 4 levels by exact\n"
        "# variance 0.6 (mean rounding variance, squared units of the "
        "points)\n"
        "# uniform levels: variance 1.66667, 2.778 times that\n"
        "# no 4 levels have a smaller variance\n"
        "0\n2\n7\n10\n");
  CHECK(zipml({"levels", "numbers.txt", "--bits", "2"}).output == four.output);
  const ProcessResult json = zipml({"levels", "numbers.txt", "--bits", "2",
                                    "--method", "dynamic_program", "--json"});
  const auto parsed = nlohmann::json::parse(json.output);
  CHECK(parsed["levels"] == std::vector<double>{0, 2, 7, 10});
  CHECK(parsed["variance"] == Approx(0.6));
  CHECK(parsed["uniform_variance"] == Approx(5.0 / 3));
  CHECK(parsed["points"] == 10);
  // The levels are numbers one a line again: a pipe.
  const ProcessResult piped = run_process(
      {"sh", "-c",
       std::string(ZIPML_PROGRAM) + " levels numbers.txt --bits 2 | " +
           ZIPML_PROGRAM + " levels - --bits 2"},
      folder);
  CHECK(piped.output.find("# 4 points, 4 levels by exact\n# variance 0 ") == 0);
  CHECK(
      piped.output.ends_with("\n# every point has a level of its own\n"
                             "0\n2\n7\n10\n"));
  CHECK(zipml({"levels", "numbers.txt", "--bits", "2", "--method", "uniform"})
            .output.find("\n# not the least variance of 4 levels: `exact` "
                         "gives it\n") != std::string::npos);
}

TEST_CASE("levels of a column", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "data.csv",
                        "age,size,label\n0,5,1\n2,6,1\n1,7,0\n");
  write_file_atomically(zipml.folder() / "data.libsvm",
                        "3 1:4 2:0.5\n1 2:1\n2 1:9\n");
  const auto levels = [&](const std::string& file, const std::string& column) {
    return nlohmann::json::parse(
        zipml({"levels", file, "--column", column, "--bits", "3", "--json"})
            .output)["levels"];
  };
  CHECK(levels("data.csv", "age") == std::vector<double>{0, 1, 2});
  CHECK(levels("data.csv", "1") == std::vector<double>{5, 6, 7});
  CHECK(levels("data.csv", "label") == std::vector<double>{0, 1});
  CHECK(levels("data.libsvm", "1") == std::vector<double>{0, 4, 9});
  CHECK(levels("data.libsvm", "0") == std::vector<double>{1, 2, 3});
  // To the last digit, whatever the other columns hold.
  write_file_atomically(zipml.folder() / "wide.csv",
                        "city,n\nBergen,16777217\nOslo,16777219\n"
                        "Rome,16777221\nParis,0.1899\n");
  CHECK(levels("wide.csv", "n") ==
        std::vector<double>{0.1899, 16777217, 16777219, 16777221});
  check_mistake(zipml({"levels", "wide.csv", "--column", "city"}),
                "wide.csv:2:1: column 0 (city): value \"Bergen\" is not a "
                "number");
}

TEST_CASE("mistakes of levels are one line and exit 2", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "bad.txt", "1\n2\n3x\n");
  check_mistake(zipml({"levels", "bad.txt"}),
                "bad.txt:3: value \"3x\" is not a number (one number a line; "
                "for CSV or LIBSVM name a --column)");
  write_file_atomically(zipml.folder() / "nan.txt", "1\nnan\n");
  check_mistake(zipml({"levels", "nan.txt"}),
                "nan.txt:2: value \"nan\" is not finite");
  write_file_atomically(zipml.folder() / "huge.txt", "1e999\n");
  check_mistake(zipml({"levels", "huge.txt"}),
                "huge.txt:1: value \"1e999\" is too large for a 64-bit float");
  write_file_atomically(zipml.folder() / "data.libsvm", "3 1:4 2:0.5\n");
  check_mistake(zipml({"levels", "data.libsvm", "--column", "3"}),
                "data.libsvm: has no column \"3\" (features are 1 to 2, and 0 "
                "is the label)");
  write_file_atomically(zipml.folder() / "good.txt", "1\n2\n");
  check_mistake(zipml({"levels", "good.txt", "--method", "exakt"}),
                "method: unknown method of optimal levels \"exakt\" (did you "
                "mean \"exact\"?)");
  check_mistake(zipml({"levels", "good.txt", "--method", "lloyd"}),
                "method: unknown method of optimal levels \"lloyd\" (did you "
                "mean \"lloyd_max\"?)");
  CHECK(zipml({"levels", "good.txt", "--method", "best"})
            .output.find("(known: exact, near_linear, ") != std::string::npos);
  std::string many;
  for (int i = 0; i < 100; ++i) many += std::to_string(i * i % 101) + "\n";
  write_file_atomically(zipml.folder() / "many.txt", many);
  const ProcessResult merged =
      zipml({"levels", "many.txt", "--bits", "2", "--method", "greedy_merge"});
  CHECK(merged.status == 2);
  CHECK(merged.output.find(
            " levels where 4 were asked for (greedy_then_dynamic_program takes "
            "as many of them as fit)\n") != std::string::npos);
  CHECK(zipml({"levels", "none.txt"}).status == 2);
  write_file_atomically(zipml.folder() / "empty.txt", "# nothing\n");
  CHECK(zipml({"levels", "empty.txt"}).status == 2);
  write_file_atomically(zipml.folder() / "data.csv", "a,b\n1,2\n");
  CHECK(zipml({"levels", "data.csv", "--column", "c"}).status == 2);
  CHECK(zipml({"levels", "-", "--column", "c"}).status == 2);
}
