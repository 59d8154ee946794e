#include "core/report/figures/gnuplot.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/report/figures/data.h"
#include "core/report/figures/script.h"
#include "core/report/format.h"

extern char** environ;

namespace zipml {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 3> kImages = {".svg", ".pdf", ".png"};

// The parent's environment (libraries and fonts may need it), with what would
// change a figure set.
class Environment {
 public:
  Environment() {
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const std::string_view text = *entry;
      const bool ours = text.starts_with("TZ=") || text.starts_with("LC_") ||
                        text.starts_with("GNUTERM=") ||
                        text.starts_with("GNUPLOT_PS_DIR=");
      if (!ours) entries_.emplace_back(text);
    }
    entries_.emplace_back("TZ=UTC");
    entries_.emplace_back("LC_ALL=C.UTF-8");
    for (std::string& entry : entries_) pointers_.push_back(entry.data());
    pointers_.push_back(nullptr);
  }
  char** data() { return pointers_.data(); }

 private:
  std::vector<std::string> entries_;
  std::vector<char*> pointers_;
};

struct FileActions {
  posix_spawn_file_actions_t actions;
  FileActions() { ::posix_spawn_file_actions_init(&actions); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
};

struct SpawnAttributes {
  posix_spawnattr_t value;
  SpawnAttributes() { ::posix_spawnattr_init(&value); }
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&value); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
};

// Runs the script in its folder; its messages go to a file there.
void run_gnuplot(const std::string& program, const fs::path& folder,
                 const std::string& script) {
  const fs::path messages = folder / "messages";
  const std::string folder_text = folder.string();
  FileActions files;
  ::posix_spawn_file_actions_addchdir_np(&files.actions, folder_text.c_str());
  ::posix_spawn_file_actions_addopen(&files.actions, STDIN_FILENO, "/dev/null",
                                     O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files.actions, STDOUT_FILENO, "messages",
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::posix_spawn_file_actions_adddup2(&files.actions, STDOUT_FILENO,
                                     STDERR_FILENO);
  // -d: neither the system's nor the user's start-up file.
  std::array<std::string, 3> words = {program, "-d", script};
  std::array<char*, 4> arguments = {words[0].data(), words[1].data(),
                                    words[2].data(), nullptr};
  // A group of its own: Ctrl-C is for us to answer, between two figures.
  SpawnAttributes attributes;
  ::posix_spawnattr_setflags(&attributes.value, POSIX_SPAWN_SETPGROUP);
  Environment environment;
  pid_t child = 0;
  const int error =
      ::posix_spawnp(&child, program.c_str(), &files.actions, &attributes.value,
                     arguments.data(), environment.data());
  if (error != 0) {
    fail({.message = fmt::format("{} cannot be run: {}", program,
                                 std::generic_category().message(error)),
          .hint = "install the Debian package gnuplot-nox"});
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      fail({.message = fmt::format("waiting for {}: {}", program,
                                   std::generic_category().message(errno))});
    }
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  std::error_code ignored;
  const std::string text =
      fs::exists(messages, ignored) ? single_line(read_file(messages)) : "";
  fail({.message = fmt::format("{} failed on {}: {}", program, script, text),
        .hint = "gnuplot 5.4 or later with its cairo terminals is needed"});
}

// cairo 1.16 writes the time of day into the PDF. The digits are replaced in
// place, so that no offset in the file changes.
std::string without_date(std::string pdf) {
  static constexpr std::string_view kKey = "/CreationDate (D:";
  static constexpr std::string_view kEpoch = "19700101000000";
  const std::size_t key = pdf.find(kKey);
  if (key == std::string::npos) return pdf;
  const std::size_t begin = key + kKey.size();
  if (begin + kEpoch.size() > pdf.size()) return pdf;
  const bool digits = std::all_of(
      pdf.begin() + static_cast<std::ptrdiff_t>(begin),
      pdf.begin() + static_cast<std::ptrdiff_t>(begin + kEpoch.size()),
      [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
  if (digits) pdf.replace(begin, kEpoch.size(), kEpoch);
  return pdf;
}

bool has_image(const Figure& figure) {
  return std::any_of(
      figure.panels.begin(), figure.panels.end(),
      [](const Panel& panel) { return panel.image.has_value(); });
}

// gnuplot puts an image into the SVG as a PNG of a pixel a value, and browsers
// would blur these; some viewers know the older name only.
std::string with_sharp_images(std::string svg) {
  static constexpr std::string_view kImage = "<image ";
  static constexpr std::string_view kSharp =
      "image-rendering='optimizeSpeed' style='image-rendering: pixelated' ";
  for (std::size_t at = svg.find(kImage); at != std::string::npos;
       at = svg.find(kImage, at)) {
    at += kImage.size();
    svg.insert(at, kSharp);
  }
  return svg;
}

bool holds(const fs::path& path, const std::string& content) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && read_file(path) == content;
}

bool is_drawn(const fs::path& stem, const std::string& script,
              const std::string& data) {
  const std::string base = stem.string();
  std::error_code ignored;
  return holds(base + ".gp", script) && holds(base + ".dat", data) &&
         std::all_of(kImages.begin(), kImages.end(), [&](const char* ending) {
           return fs::is_regular_file(base + ending, ignored);
         });
}

}  // namespace

FigureWork draw_figure(const Figure& figure, const fs::path& folder,
                       const GnuplotOptions& options,
                       const FigureFormat& format) {
  const std::string stem = safe_file_name(figure.id);
  const DrawnFigure drawn = drawn_figure(figure, format);
  const std::string script = figure_script(figure, drawn, stem);
  const std::string data = figure_data(figure, drawn);
  const fs::path base = folder / stem;
  if (is_drawn(base, script, data)) return FigureWork::kUnchanged;
  if (options.program.empty()) {
    std::error_code ignored;
    for (const char* ending : kImages) {
      fs::remove(base.string() + ending, ignored);
    }
    write_file_atomically(base.string() + ".dat", data);
    write_file_atomically(base.string() + ".gp", script);
    return FigureWork::kNotDrawn;
  }

  const TemporaryFolder scratch;
  write_file_atomically(scratch.path() / (stem + ".gp"), script);
  write_file_atomically(scratch.path() / (stem + ".dat"), data);
  run_gnuplot(options.program, scratch.path(), stem + ".gp");
  for (const char* ending : kImages) {
    std::string image = read_file(scratch.path() / (stem + ending));
    if (ending == std::string_view(".pdf")) {
      image = without_date(std::move(image));
    } else if (ending == std::string_view(".svg") && has_image(figure)) {
      image = with_sharp_images(std::move(image));
    }
    write_file_atomically(base.string() + ending, image);
  }
  write_file_atomically(base.string() + ".dat", data);
  // Last: with it, everything is there.
  write_file_atomically(base.string() + ".gp", script);
  return FigureWork::kDrawn;
}

std::string drawing_problem(const GnuplotOptions& options) {
  Figure figure{.id = "probe", .title = "probe", .caption = "", .panels = {}};
  figure.panels.push_back({.title = "",
                           .x = {.label = "x"},
                           .y = {.label = "y"},
                           .series = {{.label = "line",
                                       .x = {0, 1},
                                       .y = {0, 1},
                                       .low = {},
                                       .high = {}}}});
  try {
    const TemporaryFolder folder;
    draw_figure(figure, folder.path(), options);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace zipml
