#include "core/data/read_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/preprocessing.h"
#include "core/data/readers/byte_source.h"
#include "core/data/readers/cifar.h"
#include "core/data/readers/fann.h"
#include "core/data/readers/idx.h"
#include "core/data/readers/invesalius.h"
#include "core/data/readers/libsvm.h"
#include "core/data/readers/rdata.h"

namespace zipml {
namespace {

// The rows of all files one after the other; those of the first one train.
Dataset read_libsvm_files(std::span<const std::filesystem::path> files,
                          Eigen::Index features) {
  Dataset data;
  for (const std::filesystem::path& file : files) {
    ByteSource source(file);
    NumberTable table =
        read_libsvm(source, FileOptions(), LabelUse::kLabel, features);
    const Eigen::Index before = data.rows();
    if (before == 0) {
      data.features = std::move(table.values);
      data.labels = std::move(table.labels);
      data.train_rows = data.rows();
      continue;
    }
    const Eigen::Index added = table.values.rows();
    data.features.conservativeResize(before + added, Eigen::NoChange);
    data.features.bottomRows(added) = table.values;
    data.labels.conservativeResize(before + added);
    data.labels.tail(added) = table.labels;
  }
  return data;
}

std::vector<IdxPair> pairs_of(std::span<const std::filesystem::path> files) {
  std::vector<IdxPair> pairs;
  for (std::size_t i = 0; i + 1 < files.size(); i += 2) {
    pairs.push_back({files[i], files[i + 1]});
  }
  return pairs;
}

// UserError unless the content is that of the entry's i-th file, where it is
// known.
void check_content(const CatalogueEntry& entry, std::size_t i,
                   const std::filesystem::path& file,
                   std::string_view content) {
  const std::string& known = entry.files[i].content_sha256;
  if (known.empty()) return;
  const std::string found = sha256(content);
  if (found == known) return;
  fail_in(file, fmt::format("is not the file of {}: the SHA-256 of its "
                            "content is {}, {} was expected",
                            entry.name, found, known));
}

// For readers of whole files: gives contents that have been checked. Pictures
// take seconds to unpack, which is thus done once.
ReadContent checked_content(const CatalogueEntry& entry,
                            std::span<const std::filesystem::path> files) {
  return [&entry, files](const std::filesystem::path& file) {
    std::string content = read_unpacked(file);
    const auto place = std::find(files.begin(), files.end(), file);
    check_content(entry, static_cast<std::size_t>(place - files.begin()), file,
                  content);
    return content;
  };
}

// For readers that take a file in pieces: checks all before.
void check_contents(const CatalogueEntry& entry,
                    std::span<const std::filesystem::path> files) {
  for (std::size_t i = 0; i < entry.files.size(); ++i) {
    if (entry.files[i].content_sha256.empty()) continue;
    check_content(entry, i, files[i], read_unpacked(files[i]));
  }
}

Dataset read_by_format(const CatalogueEntry& entry,
                       std::span<const std::filesystem::path> files) {
  switch (entry.format) {
    case DataFormat::kLibsvm:
      check_contents(entry, files);
      return read_libsvm_files(files, entry.features);
    case DataFormat::kIdx:
      return read_idx(pairs_of(files), checked_content(entry, files));
    case DataFormat::kCifar10:
      return read_cifar10(files, checked_content(entry, files));
    case DataFormat::kFann:
      check_contents(entry, files);
      return read_fann(files, entry.fann_label);
    case DataFormat::kRData:
      check_contents(entry, files);
      return read_rdata(files[0]);
    case DataFormat::kInvesalius:
      return read_invesalius(files[0], entry.rows, entry.features);
  }
  return {};
}

// Keeps the rows of the rule's classes, in order, with labels +1 and -1.
void keep_classes(const ClassRule& rule, Dataset& data) {
  Eigen::Index kept = 0;
  Eigen::Index train = 0;
  for (Eigen::Index i = 0; i < data.rows(); ++i) {
    const double label = data.labels[i];
    const bool positive = label == rule.positive;
    if (!positive && rule.negative && label != *rule.negative) continue;
    if (kept != i) data.features.row(kept) = data.features.row(i);
    data.labels[kept] = positive ? 1 : -1;
    ++kept;
    if (i < data.train_rows) train = kept;
  }
  data.features.conservativeResize(kept, Eigen::NoChange);
  data.labels.conservativeResize(kept);
  data.train_rows = train;
}

void round_to_float(Dataset& data) {
  const auto round = [](double value) {
    return static_cast<double>(static_cast<float>(value));
  };
  data.features = data.features.unaryExpr(round);
  data.labels = data.labels.unaryExpr(round);
}

}  // namespace

Dataset read_entry(const CatalogueEntry& entry,
                   std::span<const std::filesystem::path> files) {
  try {
    Dataset data = read_by_format(entry, files);
    data.name = entry.name;
    data.task = entry.task;
    round_to_float(data);
    if (entry.classes) keep_classes(*entry.classes, data);
    if (entry.expansion) {
      data = append_products(
          first_test_rows(
              first_train_rows(std::move(data), entry.expansion->train_rows),
              entry.expansion->test_rows),
          entry.expansion->features);
      round_to_float(data);
    }
    check_shape(entry, data, files[0].string());
    data.train_rows = entry.train_rows;
    return data;
  } catch (const std::bad_alloc&) {
    fail_in(files[0], "does not fit in memory as a dense matrix");
  }
}

ImageSet read_images(const CatalogueEntry& entry,
                     std::span<const std::filesystem::path> files) {
  const std::string other = why_no_images(entry);
  if (!other.empty()) {
    fail_in(entry.name,
            other + "; pictures with their class numbers were expected");
  }
  try {
    const ReadContent read = checked_content(entry, files);
    ImageSet images = entry.format == DataFormat::kIdx
                          ? read_idx_images(pairs_of(files), read)
                          : read_cifar10_images(files, read);
    images.name = entry.name;
    check_shape(entry, images, files[0].string());
    images.train_rows = entry.train_rows;
    return images;
  } catch (const std::bad_alloc&) {
    fail_in(files[0], "does not fit in memory");
  }
}

}  // namespace zipml
