// Small files and messages for this folder's tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/temporary_folder.h"
#include "core/data/catalogue/entry.h"

namespace zipml::data_testing {

// The text of the UserError that the action throws; "no error" if none.
std::string message_of(const std::function<void()>& action);

enum class Packing { kGzip, kBzip2, kXz, kZstd };
std::string packed(std::string_view content, Packing packing);

// A gzip-packed tar archive of one file.
std::string tar_of(const std::string& name, std::string_view content);
// A zip archive of files that all have this content.
std::string zip_of(const std::vector<std::string>& names,
                   std::string_view content);

// A folder that files are written into.
class Files {
 public:
  std::filesystem::path write(const std::string& name,
                              std::string_view content) const;
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

// The message of reading `content`, with the file's path replaced by "FILE".
std::string problem_with(
    std::string_view content,
    const std::function<void(const std::filesystem::path&)>& read);

// The bytes of a whole number as binary formats have it: high ones first.
std::string big_endian(std::uint64_t value, int bytes);
// The same of four bytes.
std::string word(std::uint32_t value);

// IDX files of images and of labels, and a record of CIFAR-10 with pixels
// (first
// + 7 k) mod 256.
std::string idx_images(std::uint32_t count, std::uint32_t height,
                       std::uint32_t width, const std::string& pixels);
std::string idx_labels(std::uint32_t count, const std::string& bytes);
std::string cifar_record(int label, int first);

// Rows of "set" and "second" below, as LIBSVM files.
inline const std::string kGood = "7 1:1 2:2\n8 1:3 2:4\n";
inline const std::string kSecond = "1 1:5 2:6\n2 1:7 2:8\n";
// Where no server listens.
inline const std::string kNowhere = "http://127.0.0.1:9/";

// A small catalogue: "set" with the stand-in "second", and "pair", a set of two
// files. All are had from `url`.
std::vector<CatalogueEntry> entries_at(const std::string& url);

}  // namespace zipml::data_testing
