// The built program, as a user calls it: what it tells.
#include <catch.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;

TEST_CASE("the program says what it has", "[cli]") {
  const Program zipml;
  const ProcessResult list = zipml({"list"});
  CHECK(list.status == 0);
  CHECK(list.output.find("naive_bias") != std::string::npos);
  CHECK(list.output.find("double_sampling") != std::string::npos);
  CHECK(list.output.find("results/paper/claims.md") != std::string::npos);
  const ProcessResult describe = zipml({"describe", "naive_bias"});
  CHECK(describe.output.find("sgd.batch_size") != std::string::npos);
  CHECK(describe.output.find("  C1: Naively rounded samples bias SGD\n") !=
        std::string::npos);
  CHECK(zipml({"describe", "X8"}).output.starts_with("X8: Figs 8 and 10"));
  CHECK(zipml({"describe", "--markdown"}).output.find("\n## fpga\n") !=
        std::string::npos);
  CHECK(zipml({"--help"}).status == 0);
  CHECK(zipml({"--version"}).status == 0);
  const ProcessResult schema = zipml({"schema", "double_sampling"});
  CHECK(nlohmann::json::parse(schema.output).contains("properties"));
  CHECK(zipml({"data", "list"}).output.find("cadata") != std::string::npos);
}

TEST_CASE("mistakes on the command line are one line and exit 2", "[cli]") {
  const Program zipml;
  check_mistake(zipml({"describe", "naive_bais"}),
                "unknown experiment \"naive_bais\" (did you mean "
                "\"naive_bias\"?)");
  CHECK(zipml({"describe"}).status == 2);
  CHECK(zipml({"describe", "C99"}).status == 2);
  CHECK(zipml({"run", "naive_bias", "--set", "sgd.epcohs=3"}).status == 2);
  CHECK(zipml({"verify"}).status == 2);
  CHECK(zipml({"table", "naive_bias"}).status == 2);
  CHECK(zipml({"run", "--run", "../up"}).status == 2);
  CHECK(zipml({"run", "--profile", "quik"}).status == 2);
}

TEST_CASE("the target of the kernels is chosen, or the choice refused",
          "[cli]") {
  const Program zipml;
  const std::string refusal = "unknown target \"nonsense\", expected one of ";
  const auto check_refused = [&](const ProcessResult& result) {
    INFO(result.output);
    CHECK(result.status == 2);
    CHECK(result.output.starts_with(refusal + "generic"));
    CHECK(std::count(result.output.begin(), result.output.end(), '\n') == 1);
  };
  const std::vector<std::string> list = {"list"};
  const std::vector<std::string> forced = {"--target", "generic", "list"};
  CHECK(zipml(forced).output == zipml(list).output);
  check_refused(zipml({"--target", "nonsense", "list"}));
  check_refused(zipml({"list", "--target", "nonsense"}));
  const char* inherited = std::getenv("ZIPML_TARGET");
  const std::string before = inherited == nullptr ? "" : inherited;
  ::setenv("ZIPML_TARGET", "nonsense", 1);
  const ProcessResult by_environment = zipml(list);
  const ProcessResult overridden = zipml(forced);
  const ProcessResult doctor = zipml({"doctor", "--target", "generic"});
  if (inherited == nullptr) {
    ::unsetenv("ZIPML_TARGET");
  } else {
    ::setenv("ZIPML_TARGET", before.c_str(), 1);
  }
  check_refused(by_environment);
  CHECK(overridden.status == 0);
  CHECK(doctor.output.find("kernels: generic\n") != std::string::npos);
}

TEST_CASE("cycles prints an epoch of any design", "[cli]") {
  const Program zipml;
  const auto cycles = [&](const std::vector<std::string>& more) {
    return zipml(with({"cycles", "--samples", "256"}, more));
  };
  // Counts of the authors' RTL.
  const ProcessResult q2 = cycles(
      {"--features", "90", "--design", "q2", "--rate", "1", "--latency", "1"});
  INFO(q2.output);
  CHECK(q2.status == 0);
  CHECK(q2.output.find("simulated     289 cycles\n") != std::string::npos);
  CHECK(q2.output.find("closed form   289 cycles (exact)\n") !=
        std::string::npos);
  CHECK(q2.output.find("lines read    256\n") != std::string::npos);
  CHECK(q2.output.find("stall cycles  0\n") != std::string::npos);
  CHECK(q2.output.starts_with("design        q2: HARP v1, 2 bits"));
  CHECK(
      cycles({"--features", "90", "--design", "q2", "--bits", "9"})
          .output.starts_with("design        q2: with 9 bits instead of 2\n"));
  CHECK(cycles({"--features", "2048", "--design", "mlweaving", "--bits", "8",
                "--batch", "64", "--rate", "1", "--latency", "1"})
            .output.find("simulated     8830 cycles\n") != std::string::npos);
  // The FIFO: stalls from 465 lines a row on, and at 504 it hangs.
  CHECK(zipml({"cycles", "--samples", "6", "--features", "7903", "--design",
               "float", "--rate", "1", "--latency", "1"})
            .output.find("stall cycles  155\n") != std::string::npos);
  const ProcessResult hung = cycles({"--features", "8063"});
  CHECK(hung.status == 2);
  CHECK(hung.output.find("the hardware hangs after 503 reads") !=
        std::string::npos);

  // More than is simulated: the closed form, which is exact where the memory
  // keeps up and rows are short. 4 lines a row by hand: 32 + 16 * 126 bits.
  const ProcessResult many =
      zipml({"cycles", "--samples", "1e9", "--features", "126", "--design",
             "q8", "--rate", "1", "--latency", "1"});
  INFO(many.output);
  CHECK(many.status == 0);
  CHECK(many.output.find("simulated     not: 4000000000 lines to read, more "
                         "than 200000000\n") != std::string::npos);
  // n L + L (1 + 16 / b) + depth + 16 + latency, 32 values a line.
  CHECK(many.output.find("closed form   4000000034 cycles (exact)\n") !=
        std::string::npos);
  CHECK(many.output.find(" s at 200 MHz, by the closed form\n") !=
        std::string::npos);
  CHECK(many.output.find("stall cycles") == std::string::npos);
  const ProcessResult bound =
      zipml({"cycles", "--samples", "1000000000", "--features", "7000"});
  CHECK(bound.status == 0);
  CHECK(bound.output.find("cycles (a lower bound: ") != std::string::npos);
  CHECK(bound.output.find("simulated     not: 438000000000 lines") !=
        std::string::npos);
  write_file_atomically(
      zipml.folder() / "narrow.json",
      "{\"narrow\": {\"values_per_line\": 1, "
      "\"max_features\": 0, \"fifo\": {\"usable_lines\": 0}}}");
  check_mistake(
      zipml({"cycles", "--samples", "1e9", "--features", "1e9", "--design",
             "narrow", "--design-file", "narrow.json", "--rate", "1e-6"}),
      "design narrow: an epoch of about 1e+24 cycles, fewer than 4.6e+18 "
      "expected");

  const ProcessResult unknown =
      cycles({"--features", "9", "--design", "q1splt"});
  CHECK(unknown.status == 2);
  CHECK(unknown.output.find("did you mean \"q1split\"?") != std::string::npos);
  CHECK(cycles({}).status == 2);
  CHECK(cycles({"--features", "0"}).status == 2);
  CHECK(cycles({"--features", "9", "--rate", "0"}).status == 2);
  CHECK(cycles({"--features", "9", "--latency", "-5"}).status == 2);
  CHECK(cycles({"--features", "9", "--design", "q2", "--bits", "17"}).status ==
        2);
  CHECK(cycles({"--features", "9", "--design", "mlweaving", "--batch", "12"})
            .status == 2);

  write_file_atomically(zipml.folder() / "mine.json",
                        "{\"wide\": {\"base\": \"q2\", \"line_bits\": "
                        "1024}}");
  CHECK(cycles({"--features", "200", "--design", "wide", "--design-file",
                "mine.json"})
            .output.find("1 line a row") != std::string::npos);
  write_file_atomically(zipml.folder() / "mine.json",
                        "{\"wide\": {\"bass\": 1}}");
  check_mistake(cycles({"--features", "200", "--design-file", "mine.json"}),
                "mine.json:1:11: /wide/bass: unknown field of a design (did "
                "you mean \"base\"?)");
}

TEST_CASE("an FPGA design of one's own needs no C++", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "hbm.json",
                        "{\"q3-hbm\": {\"bits\": 3, \"storage\": "
                        "\"base_and_draws\", \"link_bytes_per_second\": "
                        "460e9}}");
  write_file_atomically(
      zipml.folder() / "study.json",
      "{\"experiment\": \"fpga\", \"design_file\": \"hbm.json\",\n"
      " \"designs\": [\"float\", \"q5-base\"], \"sets\": [\"300x200\"],\n"
      " \"storage\": {\"set\": \"300x200\", \"bits\": [4]},\n"
      " \"dimensions\": {\"last\": 64, \"rows\": 20},\n"
      " \"training\": {\"sets\": [\"100x5\"], \"epochs\": 2,\n"
      "   \"search_epochs\": 1, \"designs\": [\"float\", \"q3-hbm\"]},\n"
      " \"cpu\": {\"sets\": [\"100x5\"], \"threads\": 2, \"epochs\": 3},\n"
      " \"repetitions\": 2}\n");
  const ProcessResult run =
      zipml({"run", "study.json", "--set", "design.link_gbps=12.8"});
  INFO(run.output);
  REQUIRE(run.status == 0);
  const std::string table =
      read_file(zipml.folder() / "results/quick/fpga/tables/epochs.csv");
  CHECK(table.find("q3-hbm") != std::string::npos);
  CHECK(table.find("q5-base") != std::string::npos);
  CHECK(read_file(zipml.folder() / "plots/quick/fpga/roofline.gp")
            .find("q3-hbm") != std::string::npos);

  write_file_atomically(zipml.folder() / "hbm.json", "{\"x\": {\"bits\": 0}}");
  const auto check_refused = [](const ProcessResult& result,
                                const std::string& mistake) {
    CHECK(result.status == 2);
    INFO(result.output);
    CHECK(result.output.find(mistake) != std::string::npos);
  };
  check_refused(zipml({"run", "study.json", "--replace"}),
                "hbm.json:1:16: /x/bits: 0 found, 1 to 16 expected\n");
  check_refused(zipml({"run", "fpga", "--replace", "--set",
                       "training.designs=float,q2x"}),
                "training.designs: \"q2x\" found, a built-in design or one of "
                "design_file expected (did you mean \"q2\"?)\n");
}
