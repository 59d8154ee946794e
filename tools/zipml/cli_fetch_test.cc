// Data that comes while the program does other things, or does not come.
#include <catch.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <mutex>
#include <sstream>
#include <streambuf>
#include <string>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/data/fetch/loopback_server_testing.h"
#include "core/harness/config/override.h"
#include "tools/zipml/cli_testing.h"
#include "tools/zipml/commands.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

namespace {

// What several threads print.
class SharedText : public std::streambuf {
 public:
  std::string text() const {
    const std::scoped_lock lock(mutex_);
    return text_;
  }

 protected:
  int_type overflow(int_type character) override {
    const std::scoped_lock lock(mutex_);
    text_ += traits_type::to_char_type(character);
    return character;
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    const std::scoped_lock lock(mutex_);
    text_.append(text, static_cast<std::size_t>(size));
    return size;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

// 60 rows that a line explains, but for a little.
std::string rows_to_fetch() {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    const int a = i % 7 - 3, b = i * i % 11 - 5;
    text += std::to_string(2 * a - b + 0.5 * (i % 3 - 1)) +
            " 1:" + std::to_string(a) + " 2:" + std::to_string(b) + "\n";
  }
  return text;
}

CatalogueEntry entry_at(const std::string& name, const std::string& url) {
  return {.name = name,
          .title = "rows of a test",
          .rows = 60,
          .train_rows = 40,
          .features = 2,
          .files = {{.names = {name}}},
          .folder = name,
          .origins = {{.kind = DataOriginKind::kUrl, .members = {url + name}}}};
}

World test_world() {
  return {.seconds =
              [] {
                return std::chrono::duration<double>(
                           std::chrono::steady_clock::now().time_since_epoch())
                    .count();
              },
          .date = [] { return "2026-01-01T00:00:00Z"; }};
}

// `zipml run far.json near.json` in this process: a study of cadata and one
// that needs no data. The program's catalogue has other places for cadata.
class TwoStudies {
 public:
  explicit TwoStudies(const std::string& url, std::string stand_in = "") {
    entries_ = {entry_at("cadata", url), entry_at("cpusmall", url)};
    if (!stand_in.empty()) entries_[0].stand_ins = {std::move(stand_in)};
    write("far", "cadata");
    write("near", "synthetic-3");
  }

  fs::path folder() const { return folder_.path(); }
  fs::path cache() const { return folder_.path() / "cache"; }
  // What was put on the standard output, and the rest.
  std::string results() const { return results_.str(); }
  std::string remarks() const { return remark_text_.text(); }
  // The stamp is the last of a study's files.
  bool is_finished(const std::string& study) const {
    return fs::exists(folder() / "results/quick" / study / "stamp.json");
  }
  std::string findings(const std::string& study) const {
    return read_file(folder() / "results/quick" / study / "findings.json");
  }

  int run(const std::vector<std::string>& studies = {"far", "near"}) {
    std::ostream remarks(&remark_text_);
    CommonOptions options;
    options.out = folder();
    options.cache = cache();
    options.only_look = true;
    options.entries = &entries_;
    options.arguments = {"zipml", "run"};
    Session session(options, results_, remarks);
    RunRequest request;
    request.jobs = 2;
    for (const std::string& study : studies) {
      request.selected.names.push_back((folder() / (study + ".json")).string());
    }
    for (const char* set :
         {"bits=1,4", "sgd.epochs=3", "repetitions=2", "monte_carlo.rows=2",
          "monte_carlo.draws=200", "fixed_point.passes=1"}) {
      request.selected.sets.push_back(parse_override("--set", set));
    }
    return run_command(session, request, test_world());
  }

 private:
  void write(const std::string& name, const std::string& data) const {
    write_file_atomically(folder() / (name + ".json"),
                          "{\"experiment\": \"naive_bias\", \"name\": \"" +
                              name + "\", \"data\": [\"" + data + "\"]}");
  }

  TemporaryFolder folder_;
  std::vector<CatalogueEntry> entries_;
  std::ostringstream results_;
  SharedText remark_text_;
};

// Waits for what another thread or program does; false when it never does.
template <typename Condition>
bool comes_true(const Condition& condition) {
  for (int i = 0; i < 6000 && !condition(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return condition();
}

std::size_t occurrences(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// Package managers that do as they are told by the test.
class FakeTools {
 public:
  FakeTools(const Program& zipml, const std::string& apt_get)
      : before_(std::getenv("PATH")) {
    const fs::path folder = zipml.folder() / "bin";
    for (const char* name : {"apt-get", "npm", "dpkg-deb"}) {
      write_file_atomically(
          folder / name,
          "#!/bin/sh\n" +
              (name == std::string("apt-get") ? apt_get : "exit 9"));
      fs::permissions(folder / name, fs::perms::owner_all);
    }
    ::setenv("PATH", (folder.string() + ":" + before_).c_str(), 1);
    // Nothing else is to be had.
    ::setenv("https_proxy", "http://127.0.0.1:9", 1);
  }
  ~FakeTools() {
    ::setenv("PATH", before_.c_str(), 1);
    ::unsetenv("https_proxy");
  }
  FakeTools(const FakeTools&) = delete;
  FakeTools& operator=(const FakeTools&) = delete;

 private:
  std::string before_;
};

const std::string kHalfOfIt =
    "for last; do :; done\n"
    "if [ $2 = --print-uris ]; then\n"
    "  echo \"'http://host/$last.deb' $last.deb 2000000 SHA256:0\"\n"
    "else head -c 1000000 /dev/zero > $last.deb; sleep 600\n"
    "fi\n";

}  // namespace

TEST_CASE("no study waits for another's download", "[cli]") {
  std::promise<void> answer;
  const LoopbackServer server([&](const std::string& head) {
    answer.get_future().wait();
    return serve_range(head, rows_to_fetch());
  });
  TwoStudies far_and_near(server.url(""));
  auto status =
      std::async(std::launch::async, [&] { return far_and_near.run(); });
  CHECK(comes_true([&] { return far_and_near.is_finished("near"); }));
  CHECK_FALSE(far_and_near.is_finished("far"));
  // In the order of the command, whatever was first.
  CHECK(far_and_near.results().empty());
  answer.set_value();
  CHECK(status.get() == 0);
  INFO(far_and_near.remarks());
  const std::string results = far_and_near.results();
  CHECK(results.starts_with("far: "));
  CHECK(holds(results, "\nnear: "));
  CHECK(server.requests().size() == 1);
  CHECK(holds(far_and_near.remarks(), "\ncadata: "));

  // The same where the data was there all the time.
  TwoStudies at_once("http://127.0.0.1:9/");
  write_file_atomically(at_once.cache() / "cadata/cadata", rows_to_fetch());
  CHECK(at_once.run() == 0);
  for (const char* study : {"far", "near"}) {
    CHECK(at_once.findings(study) == far_and_near.findings(study));
  }
  const std::string there = at_once.results();
  CHECK(results.substr(0, results.find("\nWhat")) ==
        there.substr(0, there.find("\nWhat")));
}

TEST_CASE("what cannot be had is said once, and the others run", "[cli]") {
  const LoopbackServer server([&](const std::string& head) {
    if (holds(head, "/cpusmall ")) return serve_range(head, rows_to_fetch());
    return answer_with("404 Not Found", "");
  });
  const std::string reason = "/cadata: the server answered 404";
  SECTION("without a stand-in") {
    TwoStudies far_and_near(server.url(""));
    fs::copy_file(far_and_near.folder() / "far.json",
                  far_and_near.folder() / "far_too.json");
    const std::string config = read_file(far_and_near.folder() / "far.json");
    write_file_atomically(
        far_and_near.folder() / "far_too.json",
        std::string(config).replace(config.find("\"far\""), 5, "\"far_too\""));
    CHECK(far_and_near.run({"far", "far_too", "near"}) == 2);
    const std::string told = far_and_near.remarks();
    INFO(told);
    CHECK(occurrences(reason, told) == 1);
    CHECK(holds(told, "\nfar: cannot run: "));
    CHECK(holds(told, "/far.json: cadata is not in "));
    CHECK(holds(told, "far_too: cannot run, as far\n"));
    CHECK(far_and_near.is_finished("near"));
    CHECK(far_and_near.results().starts_with("near: "));
    CHECK(fs::exists(far_and_near.folder() / "results/quick/report.html"));
  }
  SECTION("with one") {
    TwoStudies far_and_near(server.url(""), "cpusmall");
    CHECK(far_and_near.run() == 0);
    const std::string told = far_and_near.remarks();
    INFO(told);
    CHECK(occurrences(reason, told) == 1);
    CHECK(occurrences("; cpusmall stands in for it\n", told) == 1);
    CHECK(far_and_near.results().starts_with("far: "));
    // Nor is it asked for again by a program that finds the stand-in.
    CHECK(far_and_near.is_finished("far"));
  }
}

TEST_CASE("Ctrl-C while data comes keeps what has come", "[cli]") {
  // Half of it, and then nothing.
  std::promise<void> sent, close;
  const LoopbackServer server(
      [](const std::string& head) {
        std::string answer = serve_range(head, rows_to_fetch());
        answer.resize(answer.size() - rows_to_fetch().size() / 2);
        return answer;
      },
      1,
      [&] {
        sent.set_value();
        close.get_future().wait();
      });
  const std::size_t half = rows_to_fetch().size() - rows_to_fetch().size() / 2;
  TwoStudies far_and_near(server.url(""));
  const fs::path part = far_and_near.cache() / "cadata/cadata.part";
  auto status = std::async(std::launch::async, [&] {
    return far_and_near.run(std::vector<std::string>{"far", "near"});
  });
  sent.get_future().wait();
  CHECK(comes_true([&] {
    return fs::exists(part) && fs::file_size(part) == half &&
           far_and_near.is_finished("near");
  }));
  ::kill(::getpid(), SIGINT);
  CHECK(status.get() == 130);
  close.set_value();
  CHECK(read_file(part) == rows_to_fetch().substr(0, half));
  const std::string told = far_and_near.remarks();
  INFO(told);
  CHECK(holds(told, "cadata: 0.6 of 1.1 kB of cadata kept\n"));
  CHECK(holds(told,
              "interrupted; what is finished is kept. Go on with:\n"
              "  zipml run\n"));
  CHECK(far_and_near.results().starts_with("near: "));
}

TEST_CASE("data get is stopped by a signal, and keeps the part", "[cli]") {
  const Program zipml;
  const FakeTools tools(zipml, kHalfOfIt);
  const fs::path part =
      zipml.folder() / "cache/shuttle/r-cran-mlbench.part/r-cran-mlbench.deb";
  for (const int signal : {SIGINT, SIGTERM}) {
    fs::remove(part);
    int output[2];
    REQUIRE(::pipe(output) == 0);
    const pid_t child = start({ZIPML_PROGRAM, "data", "get", "shuttle"},
                              zipml.folder(), output[1]);
    ::close(output[1]);
    CHECK(comes_true(
        [&] { return fs::exists(part) && fs::file_size(part) == 1'000'000; }));
    // The display has seen it by then.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    ::kill(child, signal);
    std::string text;
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
    CHECK(WEXITSTATUS(status) == 128 + signal);
    CHECK(fs::file_size(part) == 1'000'000);
    CHECK(holds(text, "shuttle: 1.0 of 2.0 MB of r-cran-mlbench kept\n"));
    CHECK(text.ends_with(" data get shuttle\n"));
  }
}

TEST_CASE("data get says once what cannot be had, by its status too", "[cli]") {
  const Program zipml;
  const FakeTools tools(zipml, "echo E: no network >&2; exit 100\n");
  const std::string reason = "r-cran-mlbench: apt-get download failed";
  const ProcessResult none = zipml({"data", "get", "shuttle"});
  INFO(none.output);
  CHECK(none.status == 2);
  CHECK(occurrences(reason, none.output) == 1);
  CHECK(holds(none.output, "--data-dir DIR"));
  CHECK(zipml({"data", "get", "nothing"}).status == 2);

  // Its stand-in is here.
  write_file_atomically(zipml.folder() / "data/Shuttle.rda", "any bytes");
  const ProcessResult other =
      zipml({"data", "get", "cod-rna", "shuttle", "--data-dir", "data"});
  INFO(other.output);
  CHECK(other.status == 1);
  CHECK(occurrences("cod-rna is not in ", other.output) == 1);
  CHECK(occurrences("; shuttle stands in for it\n", other.output) == 1);
  CHECK(occurrences("shuttle: data/Shuttle.rda\n", other.output) == 2);
  CHECK(zipml({"data", "get", "shuttle", "--data-dir", "data"}).status == 0);
}
