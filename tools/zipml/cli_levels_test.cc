// The built program on a user's own numbers.
#include <catch.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

// A line of the shell in the program's folder; $Z is the program.
ProcessResult shell(const Program& zipml, const std::string& line) {
  return run_process(
      {"sh", "-c", "Z='" + std::string(ZIPML_PROGRAM) + "'; " + line},
      zipml.folder());
}

// What `levels --json` says, without the remarks.
Json levels_of(const Program& zipml, const std::string& arguments) {
  const ProcessResult result =
      shell(zipml, "$Z levels " + arguments + " --json > json");
  INFO(arguments << ": " << result.output);
  REQUIRE(result.status == 0);
  return Json::parse(read_file(zipml.folder() / "json"));
}

void write(const Program& zipml, const std::string& file,
           const std::string& content) {
  write_file_atomically(zipml.folder() / file, content);
}

std::string bytes_of(const std::vector<double>& numbers) {
  std::string bytes;
  for (const double number : numbers) {
    auto bits = std::bit_cast<std::uint64_t>(number);
    for (int i = 0; i < 8; ++i, bits >>= 8) {
      bytes += static_cast<char>(bits & 0xff);
    }
  }
  return bytes;
}

std::string npy(const std::string& shape, const std::vector<double>& numbers) {
  std::string header =
      "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";
  while ((10 + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  return std::string("\x93NUMPY\x01\0", 8) + static_cast<char>(header.size()) +
         '\0' + header + bytes_of(numbers);
}

struct TensorOfTest {
  std::string name;
  std::vector<std::size_t> shape;
  std::vector<double> numbers;
};

std::string safetensors(const std::vector<TensorOfTest>& tensors) {
  Json header = Json::object();
  std::string data;
  for (const TensorOfTest& tensor : tensors) {
    const std::size_t begin = data.size();
    data += bytes_of(tensor.numbers);
    header[tensor.name] = {{"dtype", "F64"},
                           {"shape", tensor.shape},
                           {"data_offsets", {begin, data.size()}}};
  }
  const std::string text = header.dump();
  // The length as eight bytes, low ones first, as a double has its bits.
  return bytes_of({std::bit_cast<double>(std::uint64_t{text.size()})}) + text +
         data;
}

// The sum of (b - x)(x - a) over the points, by its definition.
double plain_cost(const std::vector<double>& points,
                  const std::vector<double>& levels) {
  double sum = 0;
  for (const double x : points) {
    for (std::size_t t = 1; t < levels.size(); ++t) {
      const bool inside = levels[t - 1] <= x && x <= levels[t];
      if (inside) sum += (levels[t] - x) * (x - levels[t - 1]);
    }
  }
  return sum;
}

}  // namespace

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
                "number; 3 more like it");
}

TEST_CASE("a file of one column needs no option", "[cli]") {
  const Program zipml;
  write(zipml, "one.csv", "x\n3\n1\n4\n1\n5\n9\n2\n6\n");
  const std::string seven =
      "# 8 points, 7 levels by exact\n"
      "# variance 0 (mean rounding variance, squared units of the points)\n"
      "# uniform levels: variance 0\n"
      "# every point has a level of its own\n1\n2\n3\n4\n5\n6\n9\n";
  CHECK(zipml({"levels", "one.csv"}).output == seven);
  CHECK(zipml({"levels", "one.csv", "--column", "x"}).output == seven);
  CHECK(zipml({"levels", "one.csv", "--column", "0"}).output == seven);
  const Json json = levels_of(zipml, "one.csv");
  CHECK(json["schema"] == "zipml levels 1");
  CHECK(json["file"] == "one.csv");
  CHECK(json["column"] == "x");
  CHECK(json["points"] == 8);
  CHECK(json["distinct"] == 7);
  CHECK(json["guarantee"] == "exact");
  CHECK(json["ratio"].is_null());
  CHECK(json["variance"] == 0);
  // Comments behind numbers, on every line too.
  write(zipml, "comments.txt", "5 # five\n1 # one\n2 # two\n");
  CHECK(levels_of(zipml, "comments.txt")["levels"] ==
        std::vector<double>{1, 2, 5});
  write(zipml, "same.txt", "5\n5\n5\n");
  CHECK(levels_of(zipml, "same.txt")["levels"] == std::vector<double>{5});
  write(zipml, "single.txt", "-2.5\n");
  CHECK(zipml({"levels", "single.txt"}).output.ends_with("own\n-2.5\n"));
}

TEST_CASE("only the column that was asked for is read", "[cli]") {
  const Program zipml;
  write(zipml, "people.csv", "name,age\nAnna,31\nBob,25\nCarl,47\nDana,31\n");
  CHECK(levels_of(zipml, "people.csv --column age --levels 3")["levels"] ==
        std::vector<double>{25, 31, 47});
  // Whole numbers above 2^24: 1 of every 2 or 0 of 1 points lies between two
  // levels, 60 from both: 2 * 3600 over 6 points.
  std::string times = "id,t\n";
  for (int i = 0; i < 6; ++i) {
    times +=
        std::to_string(i) + ',' + std::to_string(1700000001 + 60 * i) + '\n';
  }
  write(zipml, "times.csv", times);
  const Json json = levels_of(zipml, "times.csv --column t --levels 4");
  CHECK(json["variance"] == 1200);
  CHECK(json["column"] == "t");
  for (const double level : json["levels"]) {
    CHECK(std::fmod(level - 1700000001, 60) == 0);
  }
  const std::string one_line =
      "people.csv: has 2 columns (name, age); levels are made of one (--column "
      "names it, --each column takes all in turn)";
  check_mistake(zipml({"levels", "people.csv"}), one_line);
  // Text below what decides how a file is read is one line too.
  check_mistake(zipml({"levels", "people.csv", "--column", "name"}),
                "people.csv:2:1: column 0 (name): value \"Anna\" is not a "
                "number; 3 more like it");
  check_mistake(zipml({"levels", "people.csv", "--column", "agee"}),
                "people.csv: --column: there is no column \"agee\" (did you "
                "mean \"age\"?)");
  check_mistake(zipml({"levels", "people.csv", "--column", "2"}),
                "people.csv: --column: there is no column 2; they are 0 to 1");
  // Numbers that blanks separate are a table.
  write(zipml, "blanks.txt", "1  10\n2 20\n 4 30\n");
  check_mistake(zipml({"levels", "blanks.txt"}),
                "blanks.txt: has 2 columns (0, 1); levels are made of one "
                "(--column names it, --each column takes all in turn)");
  CHECK(levels_of(zipml, "blanks.txt --column 1")["levels"] ==
        std::vector<double>{10, 20, 30});
  write(zipml, "quoted.csv", "\"height, cm\",age\n1,2\n3,4\n");
  check_mistake(zipml({"levels", "quoted.csv"}),
                "quoted.csv: has 2 columns (\"height, cm\", age); levels are "
                "made of one (--column names it, --each column takes all in "
                "turn)");
  std::string wide = "c0", row = "0";
  for (int i = 1; i < 20; ++i) {
    wide += ",c" + std::to_string(i);
    row += ",1";
  }
  write(zipml, "wide.csv", wide + '\n' + row + '\n' + row + '\n');
  check_mistake(zipml({"levels", "wide.csv"}),
                "wide.csv: has 20 columns (c0, c1, c2, c3, c4, c5, c6, c7, c8, "
                "c9, c10, c11 and 8 more); levels are made of one (--column "
                "names it, --each column takes all in turn)");
}

TEST_CASE("a pipe is read as a file is", "[cli]") {
  const Program zipml;
  write(zipml, "numbers.txt",
        "\xef\xbb\xbf"
        "1\n2\n3\n7\n");
  // 3 levels of 1 2 3 7: 2 costs (3 - 2)(2 - 1) = 1, or 3 costs 4 * 1.
  const std::string levels = "1\n3\n7\n";
  REQUIRE(shell(zipml, "gzip -k numbers.txt && mkfifo pipe").status == 0);
  for (const std::string& line :
       {std::string("$Z levels numbers.txt --levels 3"),
        std::string("$Z levels numbers.txt.gz --levels 3"),
        std::string("$Z levels - --levels 3 < numbers.txt"),
        std::string("cat numbers.txt.gz | $Z levels - --levels 3"),
        std::string("cat numbers.txt > pipe & $Z levels pipe --levels 3")}) {
    const ProcessResult result = shell(zipml, line);
    INFO(line << '\n' << result.output);
    CHECK(result.status == 0);
    CHECK(
        result.output.starts_with("# 4 points, 3 levels by exact\n"
                                  "# variance 0.25 "));
    CHECK(result.output.ends_with(levels));
  }
  CHECK(shell(zipml, "printf 'a,b\\n1,2\\n5,3\\n' | $Z levels - --column b")
            .output.ends_with("own\n2\n3\n"));
}

TEST_CASE("numbers at the ends of the range", "[cli]") {
  const Program zipml;
  write(zipml, "underflow.txt", "0\n1e-400\n1\n2\n3\n");
  CHECK(levels_of(zipml, "underflow.txt")["levels"] ==
        std::vector<double>{0, 1, 2, 3});
  write(zipml, "zeros.txt", "-0\n0\n-0.0\n1\n2\n");
  CHECK(zipml({"levels", "zeros.txt", "--levels", "3"})
            .output.ends_with("own\n0\n1\n2\n"));
  write(zipml, "zeros.npy", npy("(4,)", {-0.0, 0.0, 1, 2}));
  CHECK(zipml({"levels", "zeros.npy", "--levels", "3"})
            .output.ends_with("own\n0\n1\n2\n"));
  // 0 1 2 5 9 with the inner level 5: 1 * 4 + 2 * 3 = 10, by hand less than
  // with 1 or 2; equal steps, 4.5 between: 3.5 + 5 + 2 = 10.5.
  write(zipml, "huge.txt", "0\n1e200\n2e200\n5e200\n9e200\n");
  CHECK(zipml({"levels", "huge.txt", "--levels", "3"}).output ==
        "# 5 points, 3 levels by exact\n"
        "# variance above 1.79769e+308 (mean rounding variance, squared units "
        "of the points)\n"
        "# uniform levels: variance above 1.79769e+308, 1.05 times that\n"
        "# no 3 levels have a smaller variance\n0\n5e+200\n9e+200\n");
  const Json huge = levels_of(zipml, "huge.txt --levels 3");
  CHECK(huge["variance"] == "Infinity");
  CHECK(huge["uniform_variance"] == "Infinity");
  CHECK(huge["least_possible_variance"] == "Infinity");
  CHECK(huge["gap"] == 0);
  CHECK(huge["ratio"] == Approx(1.05).epsilon(1e-12));
  write(zipml, "tiny.txt", "0\n1e-200\n2e-200\n5e-200\n9e-200\n");
  const ProcessResult tiny = zipml({"levels", "tiny.txt", "--levels", "3"});
  CHECK(tiny.output ==
        "# 5 points, 3 levels by exact\n"
        "# variance below 4.94066e-324 (mean rounding variance, squared units "
        "of the points)\n"
        "# uniform levels: variance below 4.94066e-324, 1.05 times that\n"
        "# no 3 levels have a smaller variance\n0\n5e-200\n9e-200\n");
  // The largest doubles and the smallest ones; 1e-320 has 11 bits.
  write(zipml, "ends.txt", "-1e308\n0\n0.5e308\n1e308\n");
  const Json ends = levels_of(zipml, "ends.txt --levels 3");
  CHECK(ends["levels"] == std::vector<double>{-1e308, 0, 1e308});
  CHECK(ends["ratio"] == 1);
  write(zipml, "least.txt", "0\n1e-320\n2e-320\n5e-320\n9e-320\n");
  const Json least = levels_of(zipml, "least.txt --levels 3");
  CHECK(least["levels"] == std::vector<double>{0, 5e-320, 9e-320});
  CHECK(least["ratio"] == Approx(1.05).epsilon(0.001));
  // Both at once: the variance is what the small ones leave, 0 as a double, and
  // not because each point has a level.
  write(zipml, "both.txt", "0\n1e-320\n2e-320\n1e308\n");
  CHECK(zipml({"levels", "both.txt", "--levels", "3"})
            .output.find("# variance below 4.94066e-324 ") !=
        std::string::npos);
  for (const char* method : {"near_linear", "discretised", "uniform",
                             "lloyd_max", "logarithmic", "dynamic_program"}) {
    for (const char* file : {"huge.txt", "tiny.txt", "ends.txt", "least.txt"}) {
      const Json json = levels_of(
          zipml, std::string(file) + " --levels 3 --method " + method);
      INFO(method << ' ' << file << '\n' << json.dump(2));
      CHECK(json["ratio"].is_number());
      CHECK(json["levels"].size() == 3);
      for (const char* name :
           {"variance", "uniform_variance", "gap", "least_possible_variance"}) {
        CHECK((json[name].is_number() || json[name] == "Infinity"));
      }
    }
  }
}

TEST_CASE("levels equal brute force", "[cli]") {
  const Program zipml;
  const std::vector<double> points = {3, 14, 15, 92, 65, 35, 89, 79, 32, 38};
  std::string text;
  for (const double point : points) text += std::to_string(point) + ' ';
  std::replace(text.begin(), text.end(), ' ', '\n');
  write(zipml, "points.txt", text);
  std::vector<double> sorted = points;
  std::sort(sorted.begin(), sorted.end());
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i + 1 < sorted.size(); ++i) {
    for (std::size_t j = i + 1; j + 1 < sorted.size(); ++j) {
      least = std::min(least, plain_cost(points, {sorted.front(), sorted[i],
                                                  sorted[j], sorted.back()}));
    }
  }
  for (const char* method : {"exact", "dynamic_program"}) {
    const Json json =
        levels_of(zipml, std::string("points.txt --bits 2 --method ") + method);
    // Whole numbers: the sums are exact.
    CHECK(json["variance"] == least / 10);
    CHECK(plain_cost(points, json["levels"]) == least);
    CHECK(json["uniform_variance"].get<double>() ==
          Approx(plain_cost(points, {3, 3 + 89. / 3, 3 + 178. / 3, 92}) / 10));
    CHECK(json["ratio"] ==
          Approx(json["uniform_variance"].get<double>() * 10 / least));
  }
}

TEST_CASE("as many levels as were asked for", "[cli]") {
  const Program zipml;
  std::string many;
  for (int i = 0; i < 20000; ++i) {
    many += std::to_string(static_cast<double>(i) * i / 7e3) + '\n';
  }
  write(zipml, "many.txt", many);
  double before = std::numeric_limits<double>::infinity();
  for (const int bits : {1, 4, 8, 12}) {
    const Json json =
        levels_of(zipml, "many.txt --bits " + std::to_string(bits));
    CHECK(json["levels"].size() == std::size_t{1} << bits);
    CHECK(json["variance"] < before);
    before = json["variance"];
  }
  const Json all = levels_of(zipml, "many.txt --bits 16");
  CHECK(all["levels"].size() == all["distinct"]);
  CHECK(all["variance"] == 0);
}

TEST_CASE("levels of arrays", "[cli]") {
  const Program zipml;
  write(zipml, "matrix.npy", npy("(2, 3)", {1, 2, 3, 10, 20, 30}));
  const Json all = levels_of(zipml, "matrix.npy");
  CHECK(all["levels"] == std::vector<double>{1, 2, 3, 10, 20, 30});
  CHECK(!all.contains("column"));
  const Json column = levels_of(zipml, "matrix.npy --column 1");
  CHECK(column["levels"] == std::vector<double>{2, 20});
  CHECK(column["column"] == "1");
  CHECK(shell(zipml, "$Z levels - --column 2 < matrix.npy")
            .output.ends_with("own\n3\n30\n"));
  check_mistake(zipml({"levels", "matrix.npy", "--column", "3"}),
                "matrix.npy: --column: there is no column 3; they are 0 to 2");
  check_mistake(zipml({"levels", "matrix.npy", "--tensor", "w"}),
                "--tensor: matrix.npy has no tensors by name (--column and "
                "--each column are for tables)");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  write(zipml, "nan.npy", npy("(3,)", {1, nan, 2}));
  check_mistake(zipml({"levels", "nan.npy"}),
                "nan.npy: 1 NaN; finite numbers were expected (--missing drop "
                "leaves NaN out)");
  CHECK(zipml({"levels", "nan.npy", "--missing", "drop"}).output ==
        "nan.npy: 1 NaN left out\n"
        "# 2 points, 2 levels by exact\n"
        "# variance 0 (mean rounding variance, squared units of the points)\n"
        "# uniform levels: variance 0\n"
        "# every point has a level of its own\n1\n2\n");
  write(zipml, "infinite.npy", npy("(3,)", {1, infinity, -infinity}));
  check_mistake(zipml({"levels", "infinite.npy", "--missing", "drop"}),
                "infinite.npy: 2 infinities; finite numbers were expected");
  write(zipml, "none.npy", npy("(0, 4)", {}));
  check_mistake(zipml({"levels", "none.npy"}),
                "none.npy: no numbers; finite numbers were expected");
  // IDX: bytes, 2 x 2.
  write(zipml, "bytes.idx",
        std::string("\0\0\x08\x02\0\0\0\x02\0\0\0\x02\x01\x02\x03\x05", 16));
  CHECK(levels_of(zipml, "bytes.idx")["levels"] ==
        std::vector<double>{1, 2, 3, 5});
  CHECK(levels_of(zipml, "bytes.idx --column 1")["levels"] ==
        std::vector<double>{2, 5});
}

TEST_CASE("levels of tensors", "[cli]") {
  const Program zipml;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  write(zipml, "model.safetensors",
        safetensors({{"a.weight", {2, 3}, {0, 7, 1, 8, 1, 2}},
                     {"a.bias", {2}, {4, 4}},
                     {"broken", {4}, {1, nan, infinity, nan}},
                     {"empty", {0, 5}, {}},
                     {"b_", {3}, {-0.5, 0, 0.25}}}));
  // With 0, 2 and 8 of 0 1 1 2 7 8: 1 * 1 twice and 5 * 1: 7 over 6 points;
  // equal steps 0, 4, 8: 3 + 3 + 4 + 3 = 13.
  CHECK(zipml({"levels", "model.safetensors", "--each", "tensor", "--levels",
               "3"})
            .output ==
        R"(### model.safetensors

| tensor   | numbers | levels | bits | uniform variance | optimal variance | ratio | largest magnitude | remark             |
| -------- | -------:| ------:| ----:| ----------------:| ----------------:| -----:| -----------------:| ------------------ |
| a.weight |       6 |      3 |    2 |            2.167 |            1.167 | 1.857 |             8.000 |                    |
| a.bias   |       2 |      1 |    1 |                0 |                0 |     - |             4.000 | one distinct value |
| broken   |       4 |      - |    - |                - |                - |     - |                 - | 2 NaN, 1 infinity  |
| empty    |       0 |      - |    - |                - |                - |     - |                 - | no numbers         |
| b\_      |       3 |      3 |    2 |                0 |                0 |     - |            0.5000 |                    |

Up to 3 levels by exact; ratio is uniform over optimal variance. Variances are mean rounding variances, in squared units of the numbers.
)");
  const Json json =
      levels_of(zipml, "model.safetensors --each tensor --levels 3");
  CHECK(json["schema"] == "zipml levels 1");
  CHECK(json["file"] == "model.safetensors");
  CHECK(json["method"] == "exact");
  REQUIRE(json["tensors"].size() == 5);
  CHECK(json["tensors"][0]["tensor"] == "a.weight");
  CHECK(json["tensors"][0]["levels"] == std::vector<double>{0, 2, 8});
  CHECK(json["tensors"][0]["variance"] == Approx(7.0 / 6));
  CHECK(json["tensors"][0]["largest_magnitude"] == 8);
  CHECK(json["tensors"][1]["levels"] == std::vector<double>{4});
  CHECK(json["tensors"][1]["problem"] == "one distinct value");
  CHECK(json["tensors"][2]["problem"] == "2 NaN, 1 infinity");
  CHECK(!json["tensors"][2].contains("levels"));
  const Json one = levels_of(zipml, "model.safetensors --tensor b_");
  CHECK(one["tensor"] == "b_");
  CHECK(one["levels"] == std::vector<double>{-0.5, 0, 0.25});
  CHECK(levels_of(zipml,
                  "model.safetensors --tensor a.weight --column 2")["levels"] ==
        std::vector<double>{1, 2});
  CHECK(levels_of(zipml,
                  "- --tensor a.weight --each column < "
                  "model.safetensors")["columns"][1]["levels"] ==
        std::vector<double>{1, 7});
  check_mistake(zipml({"levels", "model.safetensors", "--tensor", "broken"}),
                "model.safetensors: tensor \"broken\" has 2 NaN, 1 infinity; "
                "finite numbers were expected (--missing drop leaves NaN out)");
  check_mistake(zipml({"levels", "model.safetensors", "--tensor", "a.wieght"}),
                "model.safetensors: has no tensor \"a.wieght\" (did you mean "
                "\"a.weight\"?)");
  check_mistake(
      zipml({"levels", "model.safetensors"}),
      "model.safetensors: has 5 tensors (a.weight, a.bias, broken, empty, b_); "
      "levels are made of one (--tensor names it, --each tensor takes all in "
      "turn)");
  write(zipml, "single.safetensors", safetensors({{"w", {1, 2}, {5, 3}}}));
  CHECK(levels_of(zipml, "single.safetensors")["levels"] ==
        std::vector<double>{3, 5});
}

TEST_CASE("levels of each column", "[cli]") {
  const Program zipml;
  write(zipml, "data.csv",
        "city,a,b,c\nBergen,0,1,x\nOslo,1,NA,2\nRome,3,3,inf\nParis,9,2,4\n");
  // With 0, 3 and 9 of a: (3 - 1) * 1 over 4 points; equal steps 4.5 apart:
  // 3.5 * 1 + 1.5 * 3.
  const std::string text_remarks =
      "data.csv: column 0 (city) left out: 4 of 4 values are no number, as "
      "\"Bergen\"\n";
  const std::string mixed_remarks =
      "data.csv: column 3 (c) left out: 2 of 4 values are no number, as "
      "\"x\"\n";
  const ProcessResult each =
      zipml({"levels", "data.csv", "--each", "column", "--levels", "3"});
  CHECK(each.status == 0);
  CHECK(each.output == text_remarks + mixed_remarks + R"(### data.csv

| column | numbers | levels | bits | uniform variance | optimal variance | ratio | largest magnitude | remark          |
| ------ | -------:| ------:| ----:| ----------------:| ----------------:| -----:| -----------------:| --------------- |
| a      |       4 |      3 |    2 |            2.000 |           0.5000 | 4.000 |             9.000 |                 |
| b      |       4 |      - |    - |                - |                - |     - |                 - | 1 missing value |

Up to 3 levels by exact; ratio is uniform over optimal variance. Variances are mean rounding variances, in squared units of the numbers.
)");
  const Json json =
      levels_of(zipml, "data.csv --each column --missing drop --levels 2");
  REQUIRE(json["columns"].size() == 2);
  CHECK(json["columns"][1]["column"] == "b");
  CHECK(json["columns"][1]["levels"] == std::vector<double>{1, 3});
  CHECK(json["columns"][1]["points"] == 3);
  // A method with a gap has a column for it.
  CHECK(zipml({"levels", "data.csv", "--each", "column", "--method",
               "near_linear"})
            .output.find("| certified gap |") != std::string::npos);
  write(zipml, "data.libsvm", "3 1:4 2:0.5\n1 2:1\n2 1:9\n");
  const Json features = levels_of(zipml, "data.libsvm --each column");
  REQUIRE(features["columns"].size() == 3);
  CHECK(features["columns"][1]["column"] == "1");
  CHECK(features["columns"][1]["levels"] == std::vector<double>{0, 4, 9});
  write(zipml, "words.csv", "a,b\nx,y\nz,w\n");
  const ProcessResult none = zipml({"levels", "words.csv", "--each", "column"});
  CHECK(none.status == 2);
  CHECK(none.output.ends_with("words.csv: has no column of numbers\n"));
}

TEST_CASE("how a file is read may be said", "[cli]") {
  const Program zipml;
  write(zipml, "years.csv", "2001\n2002\n2003\n");
  CHECK(levels_of(zipml, "years.csv")["points"] == 3);
  const Json headed = levels_of(zipml, "years.csv --header yes");
  CHECK(headed["points"] == 2);
  CHECK(headed["column"] == "2001");
  write(zipml, "gaps.csv", "a\n1\nNA\n4\n");
  check_mistake(zipml({"levels", "gaps.csv"}),
                "gaps.csv:3:1: column 0 (a): value \"NA\" is missing; a number "
                "was expected (--missing drop leaves such rows out)");
  CHECK(zipml({"levels", "gaps.csv", "--missing", "drop"})
            .output.starts_with("gaps.csv: 1 missing value left out\n# 2 "));
  check_mistake(zipml({"levels", "gaps.csv", "--missing", "mean"}),
                "--missing: found \"mean\"; expected refuse or drop");
  check_mistake(zipml({"levels", "gaps.csv", "--header", "maybe"}),
                "--header: found \"maybe\"; expected auto or yes or no");
  check_mistake(zipml({"levels", "gaps.csv", "--each", "colum"}),
                "--each: found \"colum\"; expected column or tensor (did you "
                "mean \"column\"?)");
  check_mistake(zipml({"levels", "gaps.csv", "--each", "tensor"}),
                "--each: gaps.csv has no tensors by name (--column and --each "
                "column are for tables)");
  check_mistake(
      zipml({"levels", "gaps.csv", "--each", "column", "--column", "a"}),
      "--each: --column takes one column; give one of the two");
  check_mistake(zipml({"levels", "gaps.csv", "--format", "nyp"}),
                "unknown --format \"nyp\" (did you mean \"npy\"?)");
  write(zipml, "pairs.txt", "1:2\n3:4\n");
  CHECK(zipml({"levels", "pairs.txt", "--format", "csv"}).status == 2);
  write(zipml, "data.libsvm", "3 1:4 2:0.5\n1 2:1\n");
  check_mistake(zipml({"levels", "data.libsvm"}),
                "data.libsvm: is a LIBSVM file: a label and features; levels "
                "are made of one (--column names it, 0 for the label or a "
                "feature from 1; --each column takes all in turn)");
  CHECK(zipml({"levels", "data.libsvm", "--column", "1", "--header", "yes"})
            .output.starts_with(
                "data.libsvm: --header has no meaning for LIBSVM\n# 2 "));
}

TEST_CASE("a method that takes long says so before it begins", "[cli]") {
  const Program zipml;
  std::string many;
  for (int i = 0; i < 50000; ++i) many += std::to_string(i) + ".5\n";
  write(zipml, "many.txt", many);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = start(
      {ZIPML_PROGRAM, "levels", "many.txt", "--method", "dynamic_program"},
      zipml.folder(), ends[1]);
  ::close(ends[1]);
  std::string said(1024, '\0');
  const ssize_t got = ::read(ends[0], said.data(), said.size());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  REQUIRE(got > 0);
  // 16 * 50,000^2 / 2 steps, 10^9 of them a second.
  CHECK(said.substr(0, static_cast<std::size_t>(got)) ==
        "dynamic_program takes about 0:20 for 50000 different numbers and 16 "
        "levels; exact is quicker, and no method has a smaller variance\n");
  // Here it does not.
  write(zipml, "few.txt", "1\n2\n5\n9\n");
  CHECK(zipml({"levels", "few.txt", "--method", "dynamic_program"})
            .output.starts_with("# 4 points"));
}

TEST_CASE("the help of levels has its methods and examples", "[cli]") {
  const Program zipml;
  const ProcessResult help = zipml({"levels", "--help"});
  CHECK(help.status == 0);
  for (const char* part :
       {"  dynamic_program             exact  the paper's dynamic program, O(s "
        "N^2)",
        "  discretised                 gap    ",
        "  zipml levels weights.npy --bits 4\n",
        "  zipml levels --each tensor model.safetensors\n"}) {
    INFO(help.output);
    CHECK(help.output.find(part) != std::string::npos);
  }
}

TEST_CASE("mistakes of levels are one line and exit 2", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "bad.txt", "1\n2\n3x\n");
  check_mistake(zipml({"levels", "bad.txt"}),
                "bad.txt:3:1: column 0: value \"3x\" is not a number");
  write_file_atomically(zipml.folder() / "nan.txt", "1\nnan\n");
  check_mistake(zipml({"levels", "nan.txt"}),
                "nan.txt:2:1: column 0: value \"nan\" is missing; a number was "
                "expected (--missing drop leaves such rows out)");
  write_file_atomically(zipml.folder() / "huge.txt", "1e999\n");
  check_mistake(zipml({"levels", "huge.txt"}),
                "huge.txt:1:1: column 0: value \"1e999\" is too large for a "
                "64-bit float");
  write_file_atomically(zipml.folder() / "data.libsvm", "3 1:4 2:0.5\n");
  check_mistake(zipml({"levels", "data.libsvm", "--column", "3"}),
                "data.libsvm: --column: there is no column 3; they are 0 to 2");
  write_file_atomically(zipml.folder() / "good.txt", "1\n2\n");
  check_mistake(zipml({"levels", "good.txt", "--method", "exakt"}),
                "--method: unknown method of optimal levels \"exakt\" (did you "
                "mean \"exact\"?; `zipml levels --help` says what each does)");
  check_mistake(zipml({"levels", "good.txt", "--method", "lloyd"}),
                "--method: unknown method of optimal levels \"lloyd\" (did you "
                "mean \"lloyd_max\"?; `zipml levels --help` says what each "
                "does)");
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
