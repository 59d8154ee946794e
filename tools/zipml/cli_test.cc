// The built program, as a user calls it.
#include <catch.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporary_folder.h"

namespace {

using namespace zipml;
namespace fs = std::filesystem;

// A small study that needs no data and takes a moment.
const std::vector<std::string> kSmall = {"run",
                                         "naive_bias",
                                         "--offline",
                                         "--set",
                                         "data=synthetic-5",
                                         "--set",
                                         "bits=1,4",
                                         "--set",
                                         "sgd.epochs=3",
                                         "--set",
                                         "repetitions=2",
                                         "--set",
                                         "monte_carlo.rows=2",
                                         "--set",
                                         "monte_carlo.draws=200",
                                         "--set",
                                         "fixed_point.passes=1"};

std::vector<std::string> with(std::vector<std::string> command,
                              const std::vector<std::string>& more) {
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

// The program in a folder of its own, with a cache and no data.
class Program {
 public:
  Program() {
    ::setenv("ZIPML_CACHE_DIR", (folder_.path() / "cache").c_str(), 1);
    ::unsetenv("ZIPML_DATA_DIR");
  }
  const fs::path& folder() const { return folder_.path(); }
  ProcessResult operator()(const std::vector<std::string>& arguments) const {
    return run_process(with({ZIPML_PROGRAM}, arguments), folder());
  }
  // Every file that a reader of results looks at, by its path.
  std::map<std::string, std::string> tables(const std::string& out) const {
    std::map<std::string, std::string> files;
    const fs::path root = folder() / out / "results" / "quick" / "naive_bias";
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      const std::string name = fs::relative(entry.path(), root).string();
      const bool timed = name.starts_with("cells") || name == "provenance.json";
      // What a writer that was killed leaves: NAME.EXT and six letters.
      const bool left_over = entry.path().extension().string().size() == 7;
      if (entry.is_regular_file() && !timed && !left_over) {
        files[name] = read_file(entry.path());
      }
    }
    return files;
  }

 private:
  TemporaryFolder folder_;
};

// Starts a command without waiting; both of its streams go to `output`, if it
// is given.
pid_t start(const std::vector<std::string>& command, const fs::path& folder,
            int output = -1) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (output >= 0) {
    ::dup2(output, STDERR_FILENO);
    ::dup2(output, STDOUT_FILENO);
  }
  std::vector<char*> words;
  for (const std::string& word : command) {
    words.push_back(const_cast<char*>(word.c_str()));
  }
  words.push_back(nullptr);
  if (::chdir(folder.c_str()) == 0) ::execv(words[0], words.data());
  ::_exit(127);
}

void check_mistake(const ProcessResult& result, const std::string& line) {
  CHECK(result.status == 2);
  CHECK(result.output == line + "\n");
}

}  // namespace

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
  CHECK(zipml({"describe", "fpga", "--markdown"}).status == 2);
  CHECK(zipml({"run", "--jobs", "none"}).status == 2);
  CHECK(zipml({}).status == 2);
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

TEST_CASE("a file of one's own is its content, and its folder stays private",
          "[cli]") {
  const Program zipml;
  const fs::path& folder = zipml.folder();
  std::string rows = "x,y,price\n";
  for (int i = 0; i < 40; ++i) {
    rows += std::to_string(i % 7) + "," + std::to_string(i * i % 11) + "," +
            std::to_string(0.5 * (i % 7) + i * i % 11) + "\n";
  }
  write_file_atomically(folder / "private" / "rows.csv", rows);
  const auto study = [&](const std::string& name, const fs::path& data) {
    write_file_atomically(folder / "private" / name,
                          "{\"experiment\": \"naive_bias\", \"data\": [\"" +
                              data.string() + "\"]}");
    std::vector<std::string> command = {"private/" + name};
    for (std::size_t i = 2; i < kSmall.size(); ++i) {
      if (kSmall[i] == "data=synthetic-5") {
        command.pop_back();  // its --set
      } else {
        command.push_back(kSmall[i]);
      }
    }
    return command;
  };
  const auto own = study("own.json", folder / "private" / "rows.csv");
  const ProcessResult run = run_process(
      with({ZIPML_PROGRAM, "run", (folder / "private" / "own.json").string(),
            "--out", (folder / "out").string()},
           {own.begin() + 1, own.end()}),
      folder / "private");
  INFO(run.output);
  REQUIRE(run.status == 0);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "out")) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path());
    ++files;
    CHECK(read_file(entry.path()).find("private") == std::string::npos);
    CHECK(read_file(entry.path()).find(folder.string()) == std::string::npos);
  }
  CHECK(files > 20);
  CHECK(read_file(folder / "out/results/quick/naive_bias/tables/gap.csv")
            .find("rows.csv,") != std::string::npos);

  // The same rows from anywhere are done already.
  fs::create_directories(folder / "else");
  write_file_atomically(folder / "else" / "other.csv", rows);
  REQUIRE(run_process({"gzip", "-k", "other.csv"}, folder / "else").status ==
          0);
  for (const char* name : {"other.csv", "other.csv.gz"}) {
    const ProcessResult plan = zipml(with(
        {"plan", "--out", "out"}, study("else.json", folder / "else" / name)));
    INFO(plan.output);
    CHECK(plan.output.find(" cells, 0 to run,") != std::string::npos);
  }
  write_file_atomically(folder / "else" / "other.csv", rows + "1,2,3\n");
  const ProcessResult changed =
      zipml(with({"plan", "--out", "out"},
                 study("else.json", folder / "else" / "other.csv")));
  CHECK(changed.output.find(" cells, 0 to run,") == std::string::npos);
}

TEST_CASE("a set that nothing can be learned from is refused", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "one.csv", "a,b\n1,2\n");
  check_mistake(zipml({"run", "naive_bias", "--set", "data=one.csv"}),
                "== naive_bias: Naive rounding of samples leads SGD elsewhere\n"
                "one.csv: 1 row to train on found, at least 2 expected");
  write_file_atomically(zipml.folder() / "flat.libsvm", "3 1:1\n3 1:2\n");
  check_mistake(zipml({"plan", "end_to_end", "--set", "data=flat.libsvm"}),
                "flat.libsvm: the label is 3 in all 2 rows to train on; labels "
                "that differ were expected");
}

TEST_CASE("plan and status fetch nothing", "[cli]") {
  const Program zipml;
  const std::string line =
      "naive_bias: cadata is not here yet (`zipml data get cadata` fetches it; "
      "--offline takes a stand-in that is here)\n";
  const ProcessResult plan =
      zipml({"plan", "naive_bias", "sgd_rate", "--set", "repetitions=1"});
  CHECK(plan.status == 0);
  CHECK(plan.output.starts_with(line));
  CHECK(plan.output.find("sgd_rate: ") != std::string::npos);
  const ProcessResult status = zipml({"status", "naive_bias"});
  CHECK(status.status == 1);
  CHECK(status.output == line);
}

TEST_CASE("every mistake of a config is reported and nothing runs", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "bad.json",
                        "{\n  \"experiment\": \"naive_bias\",\n"
                        "  \"sgd\": {\"stepsize\": 1, \"epochs\": \"ten\"},\n"
                        "  \"data\": [\"none.csv\"]\n}\n");
  const ProcessResult result = zipml({"run", "bad.json"});
  CHECK(result.status == 2);
  CHECK(result.output.find("bad.json:3:11: /sgd/stepsize: unknown key") !=
        std::string::npos);
  CHECK(result.output.find("bad.json:3:36: /sgd/epochs: ") !=
        std::string::npos);
  CHECK(result.output.find("bad.json:4:12: /data/0: ") != std::string::npos);
  CHECK_FALSE(fs::exists(zipml.folder() / "results"));
}

TEST_CASE("a run makes tables, figures, verdicts and a report, once", "[cli]") {
  const Program zipml;
  const ProcessResult run = zipml(kSmall);
  INFO(run.output);
  REQUIRE(run.status == 0);
  const fs::path results = zipml.folder() / "results/quick/naive_bias";
  const fs::path plots = zipml.folder() / "plots/quick/naive_bias";
  for (const char* file :
       {"tables/excess.md", "tables/excess.csv", "tables/excess.tex",
        "verdicts.json", "findings.json", "provenance.json", "study.json"}) {
    CHECK(fs::exists(results / file));
  }
  for (const char* file : {"loss.gp", "loss.dat", "loss.svg", "loss.pdf",
                           "loss.png", "excess_against_bits.svg"}) {
    CHECK(fs::exists(plots / file));
  }
  const std::string page =
      read_file(zipml.folder() / "results/quick/report.html");
  CHECK(page.find("naive_bias") != std::string::npos);
  CHECK(page.find("http://") == std::string::npos);
  CHECK(page.find(">C1</a><div>Naively rounded samples bias SGD</div>") !=
        std::string::npos);

  const auto verdicts =
      nlohmann::json::parse(zipml({"verify", "--json"}).output);
  for (const char* member :
       {"study", "claim", "kind", "statement", "where", "metric", "paper",
        "ours", "ci95", "n", "tolerance", "verdict", "reason", "profile",
        "data", "stand_in", "incomplete"}) {
    CHECK(verdicts.at(0).contains(member));
  }
  // A claim that nothing tries is there too, and says so.
  CHECK(verdicts.back()["kind"] == "no_experiment");
  CHECK(verdicts.back()["verdict"] == "not testable here");
  // "Will simply diverge" is refuted in any run.
  CHECK(zipml({"verify", "--strict"}).status == 1);

  const ProcessResult plan =
      zipml(with({"plan"}, {kSmall.begin() + 1, kSmall.end()}));
  CHECK(plan.output.find(" 0 to run") != std::string::npos);
  // A run that computes nothing changes nothing, whenever it is.
  const auto files = [&] {
    std::map<std::string, std::string> bytes;
    for (const auto& entry :
         fs::recursive_directory_iterator(zipml.folder() / "results")) {
      if (entry.is_regular_file()) {
        bytes[entry.path().string()] = read_file(entry.path());
      }
    }
    return bytes;
  };
  const auto before = files();
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // a new date
  const ProcessResult again = zipml(kSmall);
  CHECK(again.status == 0);
  CHECK(files() == before);
  const auto provenance =
      nlohmann::json::parse(read_file(results / "provenance.json"));
  CHECK(provenance["builds"].size() == 1);
  CHECK(provenance["builds"][0]["cells"] == provenance["cells"]);

  // Another study does not take its place unasked.
  const ProcessResult other = zipml(with(kSmall, {"--set", "sgd.alpha=0.1"}));
  CHECK(other.status == 2);
  CHECK(other.output.find("--name") != std::string::npos);
  CHECK(files() == before);
  // Nor does a config without a name of its own.
  write_file_atomically(zipml.folder() / "own.json",
                        R"({"experiment": "naive_bias", "bits": [2]})");
  CHECK(zipml({"run", "own.json"}).status == 2);
  CHECK(files() == before);
  // Whatever an older version has kept of it.
  const std::string kept = read_file(results / "study.json");
  write_file_atomically(results / "study.json", R"({"profile": "quick"})");
  const ProcessResult old = zipml({"run", "own.json"});
  CHECK(old.status == 2);
  CHECK(old.output.find("its defaults") != std::string::npos);
  write_file_atomically(results / "study.json", kept);
  CHECK(zipml(with(kSmall, {"--set", "sgd.alpha=0.1", "--name", "mine"}))
            .status == 0);
  CHECK(fs::exists(zipml.folder() / "results/quick/mine/verdicts.json"));
  fs::remove_all(zipml.folder() / "results/quick/mine");

  // From the stored findings alone.
  const std::string figure = read_file(plots / "loss.svg");
  fs::remove_all(plots);
  fs::remove_all(results / "cells");
  CHECK(zipml({"plot"}).status == 0);
  CHECK(read_file(plots / "loss.svg") == figure);
  CHECK(zipml({"report"}).status == 0);
  CHECK(zipml({"table", "naive_bias", "gap", "--format", "csv"}).output ==
        read_file(results / "tables/gap.csv"));
  CHECK(zipml({"compare", "quick", "quick"}).status == 0);
}

TEST_CASE("a run that is not complete says so everywhere", "[cli]") {
  const Program zipml;
  const std::string told = "cells timed out";
  const ProcessResult run = zipml(with(kSmall, {"--cell-timeout", "1e-9"}));
  INFO(run.output);
  CHECK(run.status == 1);
  CHECK(run.output.find("INCOMPLETE") != std::string::npos);
  const fs::path results = zipml.folder() / "results/quick";
  CHECK(read_file(results / "report.html").find(told) != std::string::npos);
  CHECK(read_file(results / "naive_bias/verdicts.json").find(told) !=
        std::string::npos);
  CHECK(read_file(results / "naive_bias/verdicts.md").find(told) !=
        std::string::npos);
  const ProcessResult verify = zipml({"verify"});
  CHECK(verify.status == 1);
  CHECK(verify.output.find(told) != std::string::npos);
  // Nothing measured, no number: not 0.00, not nan.
  for (const auto& entry :
       fs::directory_iterator(results / "naive_bias/tables")) {
    const std::string text = read_file(entry.path());
    INFO(entry.path().filename().string());
    CHECK(text.find("(n = 0)") == std::string::npos);
    CHECK(text.find("nan") == std::string::npos);
    CHECK(text.find("NaN") == std::string::npos);
  }

  // Stopped at the first failure: no tables, no page, not "fine".
  const ProcessResult stopped = zipml(with(
      kSmall, {"--cell-timeout", "1e-9", "--fail-fast", "--out", "stopped"}));
  CHECK(stopped.status == 1);
  CHECK_FALSE(fs::exists(zipml.folder() / "stopped/results/quick/report.html"));
}

TEST_CASE("jobs, kills and repeats do not change a byte", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(with(kSmall, {"--out", "one", "--jobs", "1"})).status == 0);
  const auto expected = zipml.tables("one");
  REQUIRE(expected.size() > 10);
  REQUIRE(zipml(with(kSmall, {"--out", "two", "--jobs", "2"})).status == 0);
  CHECK(zipml.tables("two") == expected);

  // Killed three times, each a little later, and then left alone.
  const std::vector<std::string> command =
      with(with({ZIPML_PROGRAM}, kSmall), {"--out", "killed", "--jobs", "2"});
  for (int attempt = 1; attempt <= 3; ++attempt) {
    const pid_t child = start(command, zipml.folder());
    std::this_thread::sleep_for(std::chrono::milliseconds(30 * attempt));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
  }
  REQUIRE(zipml(with(kSmall, {"--out", "killed", "--jobs", "2"})).status == 0);
  CHECK(zipml.tables("killed") == expected);
}

TEST_CASE("a sweep runs any parameter without C++", "[cli]") {
  const Program zipml;
  const ProcessResult run =
      zipml(with(kSmall, {"--sweep", "sgd.batch_size=4,32"}));
  INFO(run.output);
  REQUIRE(run.status == 0);
  const std::string table =
      read_file(zipml.folder() / "results/quick/naive_bias/tables/excess.csv");
  CHECK(table.starts_with("sgd.batch_size,data,bits"));
  CHECK(table.find("\n32,synthetic-5,4,") != std::string::npos);
}

TEST_CASE("one content under two names is one data set", "[cli]") {
  const Program zipml;
  std::string rows = "a,y\n";
  for (int i = 0; i < 20; ++i) {
    rows += std::to_string(i * i % 7) + "," + std::to_string(i % 5) + "\n";
  }
  write_file_atomically(zipml.folder() / "one.csv", rows);
  write_file_atomically(zipml.folder() / "copy.csv", rows);
  const ProcessResult run =
      zipml({"run", "naive_bias", "--set", "data=./one.csv,./copy.csv"});
  INFO(run.output);
  CHECK(run.status == 2);
  CHECK(run.output.find("are the same data") != std::string::npos);
}

TEST_CASE("a user's own file is a data set", "[cli]") {
  const Program zipml;
  std::string rows = "a,b,y\n";
  std::string libsvm;
  for (int i = 0; i < 60; ++i) {
    const double a = i % 7 - 3, b = i % 11 - 5;
    const double y = 2 * a - b + (i % 3 - 1) * 0.5;
    rows += std::to_string(a) + "," + std::to_string(b) + "," +
            std::to_string(y) + "\n";
    libsvm += std::to_string(y) + " 1:" + std::to_string(a) +
              " 2:" + std::to_string(b) + "\n";
  }
  write_file_atomically(zipml.folder() / "mine.csv", rows);
  write_file_atomically(zipml.folder() / "mine.libsvm", libsvm);
  write_file_atomically(
      zipml.folder() / "mine.json",
      "{\"experiment\": \"naive_bias\", \"name\": \"mine\",\n"
      " \"data\": [\"mine.csv\", \"mine.libsvm\"], \"bits\": [4],\n"
      " \"file\": {\"label\": \"y\", \"train_rows\": 50}, \"repetitions\": 2,\n"
      " \"sgd\": {\"epochs\": 2}, \"monte_carlo\": {\"rows\": 2, \"draws\": "
      "100},\n"
      " \"title\": \"`touch hacked` \\\"quoted\\\" system('touch "
      "hacked')\"}\n");
  const ProcessResult run = zipml({"run", "mine.json"});
  INFO(run.output);
  REQUIRE(run.status == 0);
  CHECK(read_file(zipml.folder() / "results/quick/mine/tables/excess.csv")
            .find("mine.csv") != std::string::npos);
  CHECK_FALSE(fs::exists(zipml.folder() / "hacked"));

  write_file_atomically(zipml.folder() / "mine.csv", rows + "1,nan,2\n");
  const ProcessResult bad = zipml({"run", "mine.json"});
  CHECK(bad.status == 2);
  CHECK(bad.output.find("mine.csv:62:3: ") != std::string::npos);
}

TEST_CASE("data that is not to be had is said so", "[cli]") {
  const Program zipml;
  const ProcessResult run =
      zipml({"run", "naive_bias", "--offline", "--set", "data=cadata"});
  CHECK(run.status == 2);
  CHECK(run.output.find("zipml data get cadata") != std::string::npos);
  CHECK(zipml({"data", "check", "cadata", "--offline"}).status == 1);
}

TEST_CASE("Ctrl-C keeps what is finished and says how to go on", "[cli]") {
  const Program zipml;
  std::vector<std::string> slow = with(kSmall, {"--out", "stopped"});
  std::replace(slow.begin(), slow.end(), std::string("sgd.epochs=3"),
               std::string("sgd.epochs=200"));
  const std::vector<std::string> command = with({ZIPML_PROGRAM}, slow);
  int output[2];
  REQUIRE(::pipe(output) == 0);
  const pid_t child = start(command, zipml.folder(), output[1]);
  ::close(output[1]);
  // Its first words mean that it listens to signals.
  std::string text(4096, '\0');
  text.resize(static_cast<std::size_t>(
      std::max<ssize_t>(0, ::read(output[0], text.data(), text.size()))));
  ::kill(child, SIGINT);
  char buffer[4096];
  ssize_t got = 0;
  while ((got = ::read(output[0], buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(output[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  INFO(text);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
  CHECK(text.find("Go on with:") != std::string::npos);
}

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
  CHECK(zipml({"levels", "good.txt", "--levels", "1"}).status == 2);
  CHECK(zipml({"levels", "good.txt", "--bits", "2", "--levels", "4"}).status ==
        2);
  CHECK(zipml({"levels", "none.txt"}).status == 2);
  write_file_atomically(zipml.folder() / "empty.txt", "# nothing\n");
  CHECK(zipml({"levels", "empty.txt"}).status == 2);
  write_file_atomically(zipml.folder() / "data.csv", "a,b\n1,2\n");
  CHECK(zipml({"levels", "data.csv", "--column", "c"}).status == 2);
  CHECK(zipml({"levels", "-", "--column", "c"}).status == 2);
}
