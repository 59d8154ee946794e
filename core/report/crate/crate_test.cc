#include "core/report/crate/crate.h"

#include <catch.h>

#include <filesystem>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/report/crate/crate_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

// A crate of one study and two files, one of a name that needs escapes.
class Sample {
 public:
  Sample() {
    for (const char* path : {"results/r/study.json", "plots/50 % é.svg"}) {
      write(path, std::string("content of ") + path);
      crate.files.push_back(
          {path, sha256_of_file(root() / path), fs::file_size(root() / path)});
    }
    crate.studies.push_back({.name = "naive_bias",
                             .title = "Naive rounding",
                             .finished = "2026-11-29T22:12:52Z",
                             .builds = {{"1.0.0", "0123abc"}},
                             .commands = {"zipml run naive_bias"},
                             .data = {{"cadata", std::string(64, 'a')}},
                             .config = "results/r/study.json",
                             .results = {"plots/50 % é.svg"}});
    finish();
  }

  fs::path root() const { return folder_.path() / "crate"; }
  void write(const std::string& path, const std::string& text) const {
    write_file_atomically(root() / path, text);
  }
  void finish() const { write(kCrateFileName, crate_metadata(crate)); }
  std::vector<std::string> problems() const { return crate_problems(root()); }

  Crate crate{.run = "r", .profile = "quick"};

 private:
  TemporaryFolder folder_;
};

using Problems = std::vector<std::string>;

}  // namespace

TEST_CASE("a crate follows the specification", "[unit]") {
  Sample sample;
  CHECK(sample.problems() == Problems{});
  sample.crate.agent = "A. Person";
  sample.crate.studies[0].missing = "1 of 2 cells failed";
  sample.finish();
  CHECK(sample.problems() == Problems{});
  const std::string text = read_file(sample.root() / kCrateFileName);
  CHECK(text.find("FailedActionStatus") != std::string::npos);
  CHECK(text.find("A. Person") != std::string::npos);
}

TEST_CASE("what is wrong with a crate is found", "[unit]") {
  const std::string picture = "plots/50%20%25%20%C3%A9.svg";
  {
    Sample sample;
    sample.write("plots/50 % é.svg", "content OF plots/50 % é.svg");
    CHECK(sample.problems() == Problems{picture + " has another content"});
  }
  {
    Sample sample;
    sample.write("more.txt", "");
    CHECK(sample.problems() == Problems{"more.txt is not listed"});
  }
  {
    Sample sample;
    fs::remove(sample.root() / "plots/50 % é.svg");
    CHECK(sample.problems() ==
          Problems{picture + " is not a file of the crate"});
  }
  {
    Sample sample;
    sample.crate.studies[0].results = {"absent"};
    sample.finish();
    CHECK(sample.problems() == Problems{"#run-naive_bias refers to absent",
                                        "absent is neither a file nor a work"});
  }
  {
    Sample sample;
    sample.crate.studies[0].builds.clear();
    sample.finish();
    CHECK(sample.problems() == Problems{"#run-naive_bias has no instrument"});
  }
  {
    Sample sample;
    sample.crate.studies[0].finished = "2026-11-29";
    sample.finish();
    CHECK(sample.problems() ==
          Problems{"#run-naive_bias has no time with its offset"});
  }
  {
    Sample sample;
    sample.crate.studies[0].finished = "";
    sample.finish();
    CHECK(sample.problems() ==
          Problems{"the root has no date",
                   "#run-naive_bias has no time with its offset"});
  }
  {
    Sample sample;
    sample.crate.files[0].path = "/etc/hostname";
    sample.crate.studies[0].config = "/etc/hostname";
    sample.finish();
    CHECK(sample.problems() ==
          Problems{"/etc/hostname is not a file of the crate",
                   "results/r/study.json is not listed"});
  }
  {
    Sample sample;
    sample.write(kCrateFileName, "{}");
    CHECK_FALSE(sample.problems().empty());
  }
}

TEST_CASE("paths are URIs and files have media types", "[unit]") {
  CHECK(crate_id("a/b c%.csv") == "a/b%20c%25.csv");
  CHECK(media_type("a/t.csv") == "text/csv");
  CHECK(media_type("a.svg") == "image/svg+xml");
  CHECK(media_type("a.unheard") == "application/octet-stream");
}
