// The page of the kept run, made anew, as a reader's browser shows it.
#include <catch.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporary_folder.h"
#include "core/report/page/escape.h"
#include "tools/zipml/cli_testing.h"
#include "tools/zipml/run_page.h"
#include "tools/zipml/study_files.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

// The kept run in a folder of its own.
class KeptPage {
 public:
  KeptPage() : session_(options(folder_.path()), output_, output_) {
    for (const char* part : {"results/reference", "plots/reference"}) {
      fs::create_directories((folder_.path() / part).parent_path());
      fs::copy(fs::path(ZIPML_SOURCE_DIR) / part, folder_.path() / part,
               fs::copy_options::recursive);
    }
    page_ = write_report(session_);
  }

  const fs::path& path() const { return page_; }
  std::string html() const { return read_file(page_); }
  // Of each verdict that has one.
  std::vector<std::string> commands() const {
    std::vector<std::string> all;
    for (const StudyVerdicts& study :
         verdicts_of_run(session_, Recipes::kAdded)) {
      for (const VerdictRecipe& recipe : study.recipes) {
        if (!recipe.command.empty()) all.push_back(recipe.command);
      }
    }
    return all;
  }
  std::vector<Verdict> verdicts() const {
    std::vector<Verdict> all;
    for (const StudyVerdicts& study :
         verdicts_of_run(session_, Recipes::kAdded)) {
      all.insert(all.end(), study.verdicts.begin(), study.verdicts.end());
    }
    return all;
  }

 private:
  static CommonOptions options(const fs::path& folder) {
    CommonOptions options;
    options.out = folder;
    options.run = "reference";
    options.profile = "standard";
    options.cache = folder / "cache";
    options.configs = fs::path(ZIPML_SOURCE_DIR) / "configs";
    options.offline = true;
    return options;
  }

  TemporaryFolder folder_;
  std::ostringstream output_;
  Session session_;
  fs::path page_;
};

// The browser that is here, if any.
std::optional<std::string> browser() {
  const TemporaryFolder folder;
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    try {
      if (run_process({name, "--version"}, folder.path()).status == 0) {
        return name;
      }
    } catch (const UserError&) {
      continue;
    }
  }
  return std::nullopt;
}

struct Visit {
  std::string page = {};                   // as it is after its scripts
  std::vector<std::string> messages = {};  // of the console
};

// A browser's window is at least 500 pixels wide: a page for a phone stands in
// a frame, which hands on what with_script's copy of it has found.
std::string framed(int width) {
  return fmt::format(R"html(<iframe src="page.html" width="{}" height="800"
style="border: 0"></iframe><script>
addEventListener("message", event => {{
  const result = document.createElement("pre");
  result.id = "found";
  result.textContent = event.data;
  document.body.append(result);
}});
</script>)html",
                     width);
}

enum class ReaderScreen { kWide, kPhone };

Visit visit(const std::string& program, const std::string& page,
            ReaderScreen screen = ReaderScreen::kWide) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "page.html", page);
  write_file_atomically(folder.path() / "frame.html", framed(390));
  const fs::path shown =
      folder.path() /
      (screen == ReaderScreen::kPhone ? "frame.html" : "page.html");
  const ProcessResult result = run_process(
      {"sh", "-c", "\"$0\" \"$@\" >seen.html 2>log.txt", program, "--headless",
       "--no-sandbox", "--disable-gpu",
       "--user-data-dir=" + (folder.path() / "profile").string(),
       "--enable-logging=stderr", "--virtual-time-budget=20000",
       "--window-size=1280,900", "--dump-dom", "file://" + shown.string()},
      folder.path());
  REQUIRE(result.status == 0);
  Visit seen{.page = read_file(folder.path() / "seen.html")};
  std::istringstream lines(read_file(folder.path() / "log.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (holds(line, "CONSOLE")) seen.messages.push_back(line);
  }
  return seen;
}

// A copy of the page whose policy lets another script in, which leaves what it
// finds in `found`.
std::string with_script(std::string page, const std::string& script) {
  const std::string policy = "script-src 'sha256-";
  const std::size_t from = page.find(policy);
  REQUIRE(from != std::string::npos);
  const std::size_t end = page.find('\'', from + policy.size());
  page.replace(from, end + 1 - from, "script-src 'unsafe-inline'");
  const std::size_t body = page.rfind("</body>");
  REQUIRE(body != std::string::npos);
  page.insert(body, R"html(<script>
const wait = () => new Promise(done => setTimeout(done, 100));
const choose = (id, value) => {
  const field = document.getElementById(id);
  field.value = value;
  if (field.value !== value) throw new Error(`${id} has no ${value}`);
  field.dispatchEvent(new Event(id === "search" ? "input" : "change"));
};
const rows = () => [...document.querySelectorAll("#verdict-table tbody tr")]
  .filter(row => row.checkVisibility());
const texts = column => rows().map(row => row.cells[column].textContent);
const head = column =>
  document.querySelectorAll("#verdict-table th button")[column].click();
const clear = async () => {
  document.querySelector("#filters button[type=reset]").click();
  await wait();
};
const found = {};
addEventListener("load", async () => {
  try {
)html" + script + R"html(
  } catch (error) {
    found.error = String(error);
  }
  const result = document.createElement("pre");
  result.id = "found";
  result.textContent = JSON.stringify(found);
  document.body.append(result);
  if (parent !== window) parent.postMessage(result.textContent, "*");
});
</script>)html");
  return page;
}

nlohmann::json found_by(const Visit& seen) {
  const std::string begin = "<pre id=\"found\">";
  const std::size_t from = seen.page.rfind(begin);
  REQUIRE(from != std::string::npos);
  const std::size_t end = seen.page.find("</pre>", from);
  return nlohmann::json::parse(unescaped(std::string_view(seen.page).substr(
      from + begin.size(), end - from - begin.size())));
}

constexpr const char* kUse = R"js(
    found.all = rows().length;
    choose("by-outcome", "refuted");
    found.refuted = texts(2);
    choose("by-claim", "C4");
    found.both = [texts(0), texts(2)];
    await clear();
    found.cleared = rows().length;
    choose("by-study", "naive_bias");
    found.study = texts(7);
    await clear();
    choose("by-data", "stand-in");
    found.stand_ins = rows().length;
    await clear();
    choose("search", "double SAMPLING");
    found.search = rows().map(row => row.textContent.toLowerCase());
    found.told = document.getElementById("shown").textContent;
    await clear();
    document.querySelector("a[data-outcome=reproduced]").click();
    found.badge = texts(2);
    await clear();

    const numbers = () => texts(6).filter(text => text).map(Number);
    head(6);
    found.ascending = numbers();
    head(6);
    found.descending = numbers();
    found.last = texts(6).at(-1);
    head(0);
    found.claims = texts(0);

    const place = id => document.getElementById(id).getBoundingClientRect().top;
    const go = async address => {
      scrollTo(0, 0);
      location.hash = address;
      await wait();
    };
    await go("#C4");
    found.at_claim = place("C4");
    await go("#claim-C7");
    found.at_old_address = place("C7");
    found.closed = document.getElementById("C4.2").open;
    await go("#C4.2");
    found.opened = document.getElementById("C4.2").open;
    found.at_verdict = place("C4.2");
    found.dead_links = [...document.querySelectorAll("a[href^='#']")]
      .map(link => decodeURIComponent(link.hash.slice(1)))
      .filter(id => !document.getElementById(id));
    const ids = [...document.querySelectorAll("[id]")].map(part => part.id);
    found.ids = [ids.length, new Set(ids).size];

    const code = document.querySelector(".verdict .command code");
    await go("#" + code.closest("details").id);
    const button = code.nextElementSibling;
    let copied = "";
    document.addEventListener("copy", () => {
      copied = String(getSelection());
    });
    if (navigator.clipboard) {
      navigator.clipboard.writeText = async text => { copied = text; };
    }
    button.click();
    await wait();
    found.copy = [button.textContent, copied, code.textContent];
    found.buttons = document.querySelectorAll(".command button").length;

    const paper = () => getComputedStyle(document.body).backgroundColor;
    const ink = () => getComputedStyle(
      document.querySelector(".figure text")).fill;
    found.light = [paper(), ink()];
    document.getElementById("theme").click();
    found.dark = [paper(), ink()];
)js";

}  // namespace

TEST_CASE("the page of the kept run is one file of at most 2 MB", "[slow]") {
  const KeptPage page;
  CHECK(fs::file_size(page.path()) <= 2'000'000);
  const std::string html = page.html();
  CHECK_FALSE(holds(html, "http:"));
  CHECK_FALSE(holds(html, "https:"));
  // Every figure was understood: none is an image in a data URI, on white.
  CHECK_FALSE(holds(html, "<img"));
  CHECK(holds(html, "<svg class=\"figure\""));
  const std::vector<std::string> commands = page.commands();
  CHECK(commands.size() > 50);
  for (const std::string& command : commands) {
    INFO(command);
    CHECK(holds(html, "<code>" + escaped(command) + "</code>"));
  }
  // The same bytes when it is made again.
  CHECK(KeptPage().html() == html);
}

TEST_CASE("filters, order, addresses and buttons of the page", "[slow]") {
  const std::optional<std::string> program = browser();
  if (!program) {
    WARN("not tried: there is no chromium here");
    return;
  }
  const KeptPage page;
  const std::vector<Verdict> verdicts = page.verdicts();
  const auto count = [&](auto is_meant) {
    return static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(), is_meant));
  };

  // As it is: its own script runs under its policy, and nothing complains.
  const Visit plain = visit(*program, page.html());
  CHECK(plain.messages.empty());
  CHECK(holds(plain.page, "class=\"js\""));

  const Visit used = visit(*program, with_script(page.html(), kUse));
  for (const std::string& message : used.messages) UNSCOPED_INFO(message);
  CHECK(used.messages.empty());
  const nlohmann::json found = found_by(used);
  INFO(found.value("error", ""));
  REQUIRE_FALSE(found.contains("error"));
  CHECK(found.at("all") == verdicts.size());
  CHECK(found.at("cleared") == verdicts.size());
  const auto all_hold = [](const nlohmann::json& texts,
                           const std::string& part) {
    return std::all_of(texts.begin(), texts.end(), [&](const auto& text) {
      return holds(text.template get<std::string>(), part);
    });
  };
  CHECK(found.at("refuted").size() == count([](const Verdict& verdict) {
          return verdict.judgement.outcome == Outcome::kNotReproduced;
        }));
  CHECK(all_hold(found.at("refuted"), "not reproduced"));
  CHECK(found.at("both").at(0).size() == count([](const Verdict& verdict) {
          return verdict.judgement.outcome == Outcome::kNotReproduced &&
                 verdict.claim == "C4";
        }));
  CHECK(all_hold(found.at("both").at(0), "C4"));
  CHECK(all_hold(found.at("both").at(1), "not reproduced"));
  CHECK(!found.at("study").empty());
  CHECK(all_hold(found.at("study"), "naive_bias"));
  CHECK(found.at("stand_ins") == count([](const Verdict& verdict) {
          return verdict.data.is_stand_in();
        }));
  CHECK(!found.at("search").empty());
  CHECK(found.at("search").size() < verdicts.size());
  CHECK(all_hold(found.at("search"), "double"));
  CHECK(all_hold(found.at("search"), "sampling"));
  CHECK(found.at("told").get<std::string>().starts_with(fmt::format(
      "{} of {} verdicts", found.at("search").size(), verdicts.size())));
  CHECK(found.at("badge").size() == count([](const Verdict& verdict) {
          return verdict.judgement.outcome == Outcome::kReproduced;
        }));

  auto ascending = found.at("ascending").get<std::vector<double>>();
  auto descending = found.at("descending").get<std::vector<double>>();
  CHECK(ascending.size() > 50);
  CHECK(std::is_sorted(ascending.begin(), ascending.end()));
  CHECK(std::is_sorted(descending.rbegin(), descending.rend()));
  CHECK(found.at("last") == "");
  CHECK(found.at("claims").front() == "C1");
  CHECK(found.at("claims").back().get<std::string>().front() == 'X');

  // Below the bar at the top, within the window.
  for (const char* place : {"at_claim", "at_old_address", "at_verdict"}) {
    INFO(place);
    CHECK(found.at(place) >= 0);
    CHECK(found.at(place) < 450);
  }
  CHECK(found.at("closed") == false);
  CHECK(found.at("opened") == true);
  CHECK(found.at("dead_links").empty());
  CHECK(found.at("ids").at(0) == found.at("ids").at(1));

  CHECK(found.at("copy").at(0) == "Copied");
  CHECK(found.at("copy").at(1) == found.at("copy").at(2));
  CHECK(found.at("buttons") == page.commands().size());
  for (const std::size_t part : {0, 1}) {
    CHECK(found.at("light").at(part) != found.at("dark").at(part));
  }
}

TEST_CASE("the page is as wide as a phone", "[slow]") {
  const std::optional<std::string> program = browser();
  if (!program) {
    WARN("not tried: there is no chromium here");
    return;
  }
  const KeptPage page;
  const Visit seen = visit(*program, with_script(page.html(), R"js(
    const width = () => document.documentElement.scrollWidth;
    found.window = innerWidth;
    found.room = document.documentElement.clientWidth;
    found.width = width();
    for (const part of document.querySelectorAll("details")) part.open = true;
    await wait();
    found.unfolded = width();
    const contents = document.getElementById("contents");
    found.hidden = !contents.checkVisibility();
    document.querySelector(".menu").click();
    await wait();
    found.menu = contents.checkVisibility();
    contents.querySelector("a[href='#C4']").click();
    await wait();
    found.left = !contents.checkVisibility();
    found.place = document.getElementById("C4").getBoundingClientRect().top;
  )js"),
                           ReaderScreen::kPhone);
  CHECK(seen.messages.empty());
  const nlohmann::json found = found_by(seen);
  INFO(found.dump());
  REQUIRE_FALSE(found.contains("error"));
  CHECK(found.at("window") == 390);
  CHECK(found.at("width") <= found.at("room"));
  CHECK(found.at("unfolded") <= found.at("room"));
  CHECK(found.at("hidden") == true);
  CHECK(found.at("menu") == true);
  CHECK(found.at("left") == true);
  CHECK(found.at("place") >= 0);
  CHECK(found.at("place") < 450);
}

TEST_CASE("messages of a browser's console are found", "[slow]") {
  const std::optional<std::string> program = browser();
  if (!program) {
    WARN("not tried: there is no chromium here");
    return;
  }
  CHECK(visit(*program, "<script>console.log('a'); none();</script>")
            .messages.size() == 2);
  // What the policy of the page forbids is told there too.
  const KeptPage page;
  std::string other = page.html();
  other.insert(other.rfind("</body>"), "<script>0</script>");
  CHECK(visit(*program, other).messages.size() == 1);
}
