#include "core/data/content_sums.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <sstream>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/readers/byte_source.h"

namespace zipml {
namespace {

// Less is read again in a few milliseconds.
constexpr std::uint64_t kLarge = 1 << 20;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

constexpr const char* kSumOfLines = "sha256 ";

std::string sum_of_lines(const std::string& lines) {
  return kSumOfLines + sha256(lines) + '\n';
}

bool is_sum(const std::string& text) {
  return text.size() == 64 &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

ContentSums::ContentSums(std::filesystem::path kept) : kept_(std::move(kept)) {
  read_kept();
}

ContentSums::Stamp ContentSums::stamp_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {.size = static_cast<std::uint64_t>(status.st_size),
          .inode = static_cast<std::uint64_t>(status.st_ino),
          .modified = nanoseconds(status.st_mtim),
          .changed = nanoseconds(status.st_ctim)};
}

ContentSums::Sums& ContentSums::sums_of(const std::filesystem::path& file) {
  Sums& sums = sums_[std::filesystem::absolute(file).string()];
  // Before the content: what changes meanwhile is then read again.
  const Stamp stamp = stamp_of(file);
  if (!sums.content.empty() && sums.stamp == stamp) return sums;
  sums = {};
  ByteSource source(file);
  Sha256 hash;
  std::uint64_t size = 0;
  for (auto piece = source.next(); !piece.empty(); piece = source.next()) {
    hash.update(piece);
    size += piece.size();
  }
  sums = {
      .stamp = stamp, .content = hash.hexadecimal(), .keep = size >= kLarge};
  if (!source.is_packed()) sums.bytes = sums.content;
  if (sums.keep) write_kept();
  return sums;
}

std::string ContentSums::of_content(const std::filesystem::path& file) {
  return sums_of(file).content;
}

std::string ContentSums::of_bytes(const std::filesystem::path& file) {
  Sums& sums = sums_of(file);
  if (sums.bytes.empty()) {
    sums.bytes = sha256_of_file(file);
    if (sums.keep) write_kept();
  }
  return sums.bytes;
}

// A line a file: content, bytes (or -), size, inode, times, path; at the end
// the sum of these lines.
void ContentSums::read_kept() {
  if (kept_.empty()) return;
  std::string text;
  try {
    text = read_file(kept_);
  } catch (const UserError&) {
    return;
  }
  const std::size_t last = text.rfind(kSumOfLines);
  if (last == std::string::npos) return;
  const std::string sum = text.substr(last);
  text.resize(last);
  // One digit that has changed on the disk would pass for another data set.
  if (sum != sum_of_lines(text)) return;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Sums sums{.keep = true};
    std::string path;
    words >> sums.content >> sums.bytes >> sums.stamp.size >>
        sums.stamp.inode >> sums.stamp.modified >> sums.stamp.changed;
    if (sums.bytes == "-") sums.bytes.clear();
    const bool good = words.get() == ' ' && std::getline(words, path) &&
                      is_sum(sums.content) &&
                      (sums.bytes.empty() || is_sum(sums.bytes));
    // What has changed since or is gone is forgotten.
    if (good && stamp_of(path) == sums.stamp) sums_[path] = std::move(sums);
  }
}

void ContentSums::write_kept() const {
  if (kept_.empty()) return;
  std::string text;
  for (const auto& [path, sums] : sums_) {
    if (!sums.keep || path.find('\n') != std::string::npos) continue;
    text += fmt::format("{} {} {} {} {} {} {}\n", sums.content,
                        sums.bytes.empty() ? "-" : sums.bytes, sums.stamp.size,
                        sums.stamp.inode, sums.stamp.modified,
                        sums.stamp.changed, path);
  }
  try {
    write_file_atomically(kept_, text + sum_of_lines(text));
  } catch (const UserError&) {
    // The sums are worked out again the next time.
  }
}

}  // namespace zipml
