#include "core/data/data_testing.h"

#include <archive.h>
#include <archive_entry.h>

#include <fstream>
#include <vector>

#include "core/base/error.h"

namespace zipml::data_testing {
namespace {

std::string archived(const std::vector<std::string>& names,
                     std::string_view content,
                     const std::function<void(archive*)>& choose) {
  std::vector<char> buffer(content.size() * 2 * names.size() + 100'000);
  std::size_t used = 0;
  archive* writer = archive_write_new();
  choose(writer);
  archive_write_open_memory(writer, buffer.data(), buffer.size(), &used);
  for (const std::string& name : names) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_write_header(writer, entry);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  return {buffer.data(), used};
}

}  // namespace

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

std::string packed(std::string_view content, Packing packing) {
  return archived({"data"}, content, [packing](archive* writer) {
    switch (packing) {
      case Packing::kGzip:
        archive_write_add_filter_gzip(writer);
        break;
      case Packing::kBzip2:
        archive_write_add_filter_bzip2(writer);
        break;
      case Packing::kXz:
        archive_write_add_filter_xz(writer);
        break;
      case Packing::kZstd:
        archive_write_add_filter_zstd(writer);
        break;
    }
    archive_write_set_format_raw(writer);
    // Without this the archive is padded with zeros to whole blocks.
    archive_write_set_bytes_in_last_block(writer, 1);
  });
}

std::string zip_of(const std::vector<std::string>& names,
                   std::string_view content) {
  return archived(names, content, [](archive* writer) {
    archive_write_set_format_zip(writer);
  });
}

std::string tar_of(const std::string& name, std::string_view content) {
  return archived({name}, content, [](archive* writer) {
    archive_write_add_filter_gzip(writer);
    archive_write_set_format_ustar(writer);
  });
}

std::filesystem::path Files::write(const std::string& name,
                                   std::string_view content) const {
  const std::filesystem::path file = path() / name;
  // Not write_file_atomically: its sync takes longer than all the tests.
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

std::string problem_with(
    std::string_view content,
    const std::function<void(const std::filesystem::path&)>& read) {
  const Files files;
  const std::filesystem::path file = files.write("data", content);
  std::string message = message_of([&] { read(file); });
  const std::size_t place = message.find(file.string());
  if (place != std::string::npos) {
    message.replace(place, file.string().size(), "FILE");
  }
  return message;
}

std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) {
    text += static_cast<char>(value >> (8 * i) & 0xff);
  }
  return text;
}

std::string word(std::uint32_t value) { return big_endian(value, 4); }

std::string idx_images(std::uint32_t count, std::uint32_t height,
                       std::uint32_t width, const std::string& pixels) {
  return word(0x803) + word(count) + word(height) + word(width) + pixels;
}

std::string idx_labels(std::uint32_t count, const std::string& bytes) {
  return word(0x801) + word(count) + bytes;
}

std::string cifar_record(int label, int first) {
  std::string record(1, static_cast<char>(label));
  for (int k = 0; k < 3072; ++k) {
    record += static_cast<char>((first + 7 * k) % 256);
  }
  return record;
}

std::vector<CatalogueEntry> entries_at(const std::string& url) {
  const CatalogueEntry set = {
      .name = "set",
      .rows = 2,
      .train_rows = 1,
      .features = 2,
      .first_label = 7.0f,
      .files = {{.names = {"set", "set.libsvm"}}},
      .folder = "set",
      .origins = {{.kind = DataOriginKind::kUrl, .members = {url + "set"}}},
      .stand_ins = {"second"}};
  CatalogueEntry second = set;
  second.name = "second";
  second.first_label = 1.0f;
  second.files = {{.names = {"second"}}};
  second.folder = "second";
  second.origins[0].members = {url + "second"};
  second.stand_ins = {};
  CatalogueEntry two_files = set;
  two_files.name = "pair";
  two_files.rows = 4;
  two_files.train_rows = 2;
  two_files.files = {{.names = {"pair"}}, {.names = {"pair.t"}}};
  two_files.folder = "pair";
  two_files.origins[0].members = {url + "pair", url + "pair.t"};
  two_files.stand_ins = {};
  return {set, second, two_files};
}

}  // namespace zipml::data_testing
