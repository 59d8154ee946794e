// The words of the command line: numbers, repeats, slips, and where the output
// goes.
#include <catch.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;

namespace {

using Words = std::vector<std::string>;

struct Slip {
  Words words;
  std::string line;
};

}  // namespace

TEST_CASE("numbers are read as people type them", "[cli]") {
  const Program zipml;
  const auto cycles = [&](const std::string& samples,
                          const std::string& features, const Words& more) {
    return zipml(
        with({"cycles", "--samples", samples, "--features", features}, more));
  };
  const ProcessResult plain =
      cycles("1000", "700",
             {"--rate", "0.5", "--latency", "20", "--bits", "4", "--batch", "1",
              "--design", "q2"});
  REQUIRE(plain.status == 0);
  CHECK(cycles("1e3", "7e2",
               {"--rate=.5", "--latency", "+20", "--bits", "4.", "--batch=1.0",
                "--design", "q2"})
            .output == plain.output);
  const Slip slips[] = {
      {{"cycles", "--samples", "1.5", "--features", "7"},
       "--samples: expected a whole number from 1 to 1000000000, found "
       "\"1.5\""},
      {{"cycles", "--samples", "6", "--features", "0"},
       "--features: expected a whole number from 1 to 1000000000, found "
       "\"0\""},
      {{"cycles", "--samples", "6", "--features", "1e99"},
       "--features: expected a whole number from 1 to 1000000000, found "
       "\"1e99\""},
      {{"cycles", "--samples", "6", "--features", "7", "--rate", "1,5"},
       "--rate: expected a number from 1e-06 to 1, found \"1,5\""},
      {{"cycles", "--samples", "6", "--features", "7", "--latency", "-5"},
       "--latency: expected a whole number from 0 to 1000000000, found "
       "\"-5\""},
      {{"run", "--jobs", "none"},
       "--jobs: expected a whole number from 1 to 1024, found \"none\""},
      {{"run", "--jobs", "2.5"},
       "--jobs: expected a whole number from 1 to 1024, found \"2.5\""},
      {{"run", "--cell-timeout", "-.5"},
       "--cell-timeout: expected a number from 0 to 1000000000, found "
       "\"-.5\""},
      {{"run", "--cell-timeout", "nan"},
       "--cell-timeout: expected a number from 0 to 1000000000, found "
       "\"nan\""},
      {{"levels", "x.txt", "--bits", "17"},
       "--bits: expected a whole number from 1 to 16, found \"17\""},
      {{"levels", "x.txt", "--levels", "1"},
       "--levels: expected a whole number from 2 to 65536, found \"1\""}};
  for (const Slip& slip : slips) check_mistake(zipml(slip.words), slip.line);

  // One grid, however its numbers are written.
  const auto plan = [&](const Words& numbers) {
    return zipml(
        with({"plan", "naive_bias", "--offline", "--set", "data=synthetic-5"},
             numbers));
  };
  const ProcessResult expected =
      plan({"--set", "repetitions=2", "--sweep", "sgd.alpha=0.1,0.2,0.3"});
  REQUIRE(expected.status == 0);
  CHECK(plan({"--set", "repetitions=2e0", "--sweep", "sgd.alpha=.1,+.2,.3"})
            .output == expected.output);
  CHECK(plan({"--set", "repetitions=+2.", "--sweep", "sgd.alpha=.1..0.3:.1"})
            .output == expected.output);
  check_mistake(plan({"--set", "repetitions=1.5"}),
                "--set repetitions: expected an integer from 1 to 10000, "
                "found 1.5");
  check_mistake(plan({"--sweep", "sgd.alpha=0.1..0.5"}),
                "--sweep sgd.alpha: a step of 1 gives 0.1 alone, and not 0.5 "
                "(FROM..TO:STEP or FROM..TO*FACTOR)");
}

TEST_CASE("an option that keeps one value is given once", "[cli]") {
  const Program zipml;
  const Slip slips[] = {
      {{"levels", "x", "--levels", "2", "--levels", "3"},
       "zipml levels: --levels is given twice"},
      {{"levels", "x", "--bits", "2", "--bits", "3"},
       "zipml levels: --bits is given twice"},
      {{"levels", "x", "--column", "a", "--column", "b"},
       "zipml levels: --column is given twice"},
      {{"levels", "x", "--method", "exact", "--method", "exact"},
       "zipml levels: --method is given twice"},
      {{"levels", "x", "--json", "--json"},
       "zipml levels: --json is given twice"},
      {{"--out", "a", "list", "--out", "b"},
       "zipml list: --out is given twice"},
      {{"list", "--run", "a", "--run", "b"},
       "zipml list: --run is given twice"},
      {{"list", "--profile", "quick", "--profile", "paper"},
       "zipml list: --profile is given twice"},
      {{"list", "--target", "generic", "--target", "generic"},
       "zipml list: --target is given twice"},
      {{"list", "--offline", "--offline"},
       "zipml list: --offline is given twice"},
      {{"plan", "--name", "a", "--name", "b"},
       "zipml plan: --name is given twice"},
      {{"plan", "--force", "--force"}, "zipml plan: --force is given twice"},
      {{"plan", "--only-failed", "--only-failed"},
       "zipml plan: --only-failed is given twice"},
      {{"run", "--jobs", "1", "--jobs", "2"},
       "zipml run: --jobs is given twice"},
      {{"run", "--cell-timeout", "1", "--cell-timeout", "2"},
       "zipml run: --cell-timeout is given twice"},
      {{"run", "--replace", "--replace"},
       "zipml run: --replace is given twice"},
      {{"run", "--fail-fast", "--fail-fast"},
       "zipml run: --fail-fast is given twice"},
      {{"table", "s", "--format", "csv", "--format", "csv"},
       "zipml table: --format is given twice"},
      {{"verify", "--json", "--json"}, "zipml verify: --json is given twice"},
      {{"verify", "--strict", "--strict"},
       "zipml verify: --strict is given twice"},
      {{"schema", "--write", "a", "--write", "b"},
       "zipml schema: --write is given twice"},
      {{"describe", "--markdown", "--markdown"},
       "zipml describe: --markdown is given twice"},
      {{"cycles", "--samples", "1", "--features", "2", "--samples", "3"},
       "zipml cycles: --samples is given twice"}};
  for (const Slip& slip : slips) check_mistake(zipml(slip.words), slip.line);
  for (const char* option : {"--design", "--design-file", "--rate", "--latency",
                             "--bits", "--batch", "--features"}) {
    check_mistake(zipml({"cycles", "--samples", "8", "--features", "8", option,
                         "1", option, "1"}),
                  std::string("zipml cycles: ") + option + " is given twice");
  }
  // Those that are joined.
  const ProcessResult plan =
      zipml({"plan", "naive_bias", "--offline", "--set", "data=synthetic-5",
             "--set", "repetitions=1", "--sweep", "seed=1,2", "--sweep",
             "sgd.alpha=.1,.2", "--data-dir", ".", "--data-dir", "."});
  CHECK(plan.status == 0);
  CHECK(holds(plan.output, " cells of 4 grid points, "));
}

TEST_CASE("a word that is not known is named, with a suggestion", "[cli]") {
  const Program zipml;
  const Slip slips[] = {
      {{"runn"}, "zipml: unknown command \"runn\" (did you mean \"run\"?)"},
      {{"runn", "naive_bias", "--jobs", "2"},
       "zipml: unknown command \"runn\" (did you mean \"run\"?)"},
      {{"lst", "data"},
       "zipml: unknown command \"lst\" (did you mean \"list\"?)"},
      {{"lst", "--help"},
       "zipml: unknown command \"lst\" (did you mean \"list\"?)"},
      {{"data", "lst"},
       "zipml data: unknown command \"lst\" (did you mean \"list\"?)"},
      {{"data", "fetch"},
       "zipml data: unknown command \"fetch\" (known: list, get, check)"},
      {{"help", "runn"},
       "zipml: unknown command \"runn\" (did you mean \"run\"?)"},
      {{"list", "--profle", "quick"},
       "zipml list: unknown option \"--profle\" (did you mean "
       "\"--profile\"?)"},
      {{"--profle=quick", "list"},
       "zipml list: unknown option \"--profle\" (did you mean "
       "\"--profile\"?)"},
      {{"plan", "--fail-fast"},
       "zipml plan: unknown option \"--fail-fast\" (it is one of `zipml run`)"},
      {{"list", "-x"},
       "zipml list: unknown option \"-x\" (did you mean \"-h\"?)"},
      {{"list", "--wholly-other"},
       "zipml list: unknown option \"--wholly-other\" (`zipml help list` "
       "explains it)"},
      {{"list", "all"},
       "zipml list: unexpected \"all\" (`zipml help list` explains it)"},
      {{"describe", "fpga", "refetch"},
       "zipml describe: unexpected \"refetch\" (`zipml help describe` explains "
       "it)"},
      {{"data"}, "zipml data: a command is missing (one of list, get, check)"},
      {{"table"},
       "zipml table: \"study\" is missing (`zipml help table` explains it)"},
      {{"compare", "quick"},
       "zipml compare: \"second\" is missing (`zipml help compare` explains "
       "it)"},
      {{"levels"},
       "zipml levels: \"file\" is missing (`zipml help levels` explains it)"},
      {{"data", "get"},
       "zipml data get: \"names\" is missing (`zipml help data get` explains "
       "it)"},
      {{"cycles", "--samples", "5"},
       "zipml cycles: --features is missing (`zipml help cycles` explains "
       "it)"},
      {{"run", "--set"},
       "zipml run: --set needs a value (`zipml help run` explains it)"},
      {{"run", "--out"},
       "zipml run: --out needs a value (`zipml help run` explains it)"},
      {{"run", "--jobs="},
       "zipml run: --jobs needs a value (`zipml help run` explains it)"},
      {{"list", "list"},
       "zipml list: unexpected \"list\" (`zipml help list` explains it)"},
      {{"run", "--set", "bits"}, "--set bits: expected NAME=VALUE"},
      {{"run", "--force=maybe"},
       "zipml run: --force takes no value (found \"--force=maybe\")"},
      {{"levels", "x", "--bits", "2", "--levels", "4"},
       "zipml levels: --bits and --levels exclude each other"},
      {{"describe", "fpga", "--markdown"},
       "zipml describe: \"name\" and --markdown exclude each other"}};
  for (const Slip& slip : slips) check_mistake(zipml(slip.words), slip.line);
  const ProcessResult nothing = zipml({});
  CHECK(nothing.status == 2);
  CHECK(nothing.output.starts_with(
      "zipml: a command is missing (one of list, describe, "));
  CHECK(std::count(nothing.output.begin(), nothing.output.end(), '\n') == 1);
}

TEST_CASE("help is a command too", "[cli]") {
  const Program zipml;
  const ProcessResult help = zipml({"help"});
  CHECK(help.status == 0);
  for (const char* word : {"Usage: zipml", "run", "levels", "--data-dir"}) {
    CHECK(holds(help.output, word));
  }
  const ProcessResult run = zipml({"help", "run"});
  CHECK(run.status == 0);
  CHECK(holds(run.output, "Usage: zipml run"));
  CHECK(holds(run.output, "--cell-timeout"));
  CHECK(holds(zipml({"help", "data", "get"}).output, "Usage: zipml data get"));
  CHECK(zipml({"run", "--help"}).status == 0);
}

TEST_CASE("output that does not arrive is a failure", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "numbers.txt", "1\n2\n7\n");
  const auto shell = [&](const std::string& command) {
    return run_process({"bash", "-c", command}, zipml.folder());
  };
  const std::string program = ZIPML_PROGRAM;
  REQUIRE(zipml(kSmall).status == 0);
  for (const char* words :
       {"list", "--help", "verify", "verify --json",
        "table naive_bias gap --format csv", "plan sgd_rate", "--version",
        "help run", "schema naive_bias", "describe --markdown",
        "levels numbers.txt --json", "data list",
        "cycles --samples 5 --features 5"}) {
    const ProcessResult full = shell(program + " " + words + " > /dev/full");
    INFO(words);
    CHECK(full.status == 1);
    CHECK(full.output == "zipml: standard output: No space left on device\n");
  }
  const ProcessResult closed = shell(program + " list >&-");
  CHECK(closed.status == 1);
  CHECK(closed.output == "zipml: standard output: Bad file descriptor\n");
  // Its reader has seen enough: nothing to say.
  const ProcessResult head =
      shell(program + " describe --markdown | head -n 1");
  CHECK(head.status == 0);
  CHECK(head.output == "# The parameters of every experiment\n");
  CHECK(shell("trap '' PIPE; " + program + " describe --markdown | head -n 1")
            .output == head.output);
  // A mistake stays one.
  CHECK(shell(program + " describe none > /dev/full").status == 2);
}

TEST_CASE("a terminal is coloured only if it wants to be", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  const auto verify = [&](const Words& environment) {
    return run_in_terminal(
        with(with({"env"}, environment), {ZIPML_PROGRAM, "verify", "C1"}),
        zipml.folder());
  };
  const std::string code = "\x1b[";
  // Or this test would see no colour at all.
  CHECK(holds(verify({"-u", "NO_COLOR", "TERM=xterm"}), code));
  for (const Words& plain :
       {Words{"NO_COLOR=1", "TERM=xterm"}, Words{"-u", "NO_COLOR", "TERM=dumb"},
        Words{"-u", "NO_COLOR", "TERM="},
        Words{"-u", "NO_COLOR", "-u", "TERM"}}) {
    const std::string output = verify(plain);
    CHECK(holds(output, "C1"));
    CHECK_FALSE(holds(output, code));
  }
  const auto run = [&](const Words& environment) {
    return run_in_terminal(
        with(with(with({"env"}, environment), {ZIPML_PROGRAM}),
             with(kSmall, {"--force"})),
        zipml.folder());
  };
  CHECK(holds(run({"TERM=xterm"}), code));
  const std::string dumb = run({"TERM=dumb"});
  CHECK(holds(dumb, "done"));
  CHECK_FALSE(holds(dumb, code));
}
