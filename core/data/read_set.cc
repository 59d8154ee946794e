#include "core/data/read_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <set>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/preprocessing.h"
#include "core/data/readers/cifar.h"
#include "core/data/readers/csv.h"
#include "core/data/readers/fann.h"
#include "core/data/readers/idx.h"
#include "core/data/readers/libsvm.h"
#include "core/data/readers/rdata.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

Dataset read_by_format(const CatalogueEntry& entry,
                       std::span<const std::filesystem::path> files) {
  switch (entry.format) {
    case DataFormat::kLibsvm:
      return read_libsvm(files, {.features = entry.features});
    case DataFormat::kIdx: {
      std::vector<IdxPair> pairs;
      for (std::size_t i = 0; i + 1 < files.size(); i += 2) {
        pairs.push_back({files[i], files[i + 1]});
      }
      return read_idx(pairs);
    }
    case DataFormat::kCifar10:
      return read_cifar10(files);
    case DataFormat::kFann:
      return read_fann(files, entry.fann_label);
    case DataFormat::kRData:
      return read_rdata(files[0]);
  }
  return {};
}

// Keeps the rows of the rule's classes, in order, with labels +1 and -1.
void keep_classes(const ClassRule& rule, Dataset& data) {
  Eigen::Index kept = 0;
  Eigen::Index train = 0;
  for (Eigen::Index i = 0; i < data.rows(); ++i) {
    const float label = data.labels[i];
    const bool positive = label == rule.positive;
    if (!positive && rule.negative && label != *rule.negative) continue;
    if (kept != i) data.features.row(kept) = data.features.row(i);
    data.labels[kept] = positive ? 1.0f : -1.0f;
    ++kept;
    if (i < data.train_rows) train = kept;
  }
  data.features.conservativeResize(kept, Eigen::NoChange);
  data.labels.conservativeResize(kept);
  data.train_rows = train;
}

// Two different labels, both whole numbers.
bool looks_like_classes(const Eigen::VectorXf& labels) {
  std::set<float> seen;
  for (const float label : labels) {
    if (label != std::floor(label)) return false;
    seen.insert(label);
    if (seen.size() > 2) return false;
  }
  return seen.size() == 2;
}

}  // namespace

Dataset read_entry(const CatalogueEntry& entry,
                   std::span<const std::filesystem::path> files) {
  for (std::size_t i = 0; i < entry.files.size(); ++i) {
    const std::string& known = entry.files[i].content_sha256;
    if (known.empty()) continue;
    const std::string found = sha256(read_unpacked(files[i]));
    if (found != known) {
      fail_in(files[i], fmt::format("is not the file of {}: the SHA-256 of its "
                                    "content is {}, {} was expected",
                                    entry.name, found, known));
    }
  }
  try {
    Dataset data = read_by_format(entry, files);
    data.name = entry.name;
    data.task = entry.task;
    if (entry.classes) keep_classes(*entry.classes, data);
    if (entry.expansion) {
      data = append_products(
          first_test_rows(
              first_train_rows(std::move(data), entry.expansion->train_rows),
              entry.expansion->test_rows),
          entry.expansion->features);
    }
    check_shape(entry, data, files[0].string());
    data.train_rows = entry.train_rows;
    return data;
  } catch (const std::bad_alloc&) {
    fail_in(files[0], "does not fit in memory as a dense matrix");
  }
}

Dataset read_own_file(const std::filesystem::path& file,
                      const FileOptions& options) {
  try {
    Dataset data = has_csv_name(file) ? read_csv(file, {.label = options.label})
                                      : read_libsvm(file);
    data.name = unpacked_name(file);
    data.task = looks_like_classes(data.labels) ? Task::kClassification
                                                : Task::kRegression;
    if (options.train_rows > data.rows()) {
      fail_in(file, fmt::format("has {} rows; {} were asked for to train on",
                                data.rows(), options.train_rows));
    }
    if (options.train_rows > 0) data.train_rows = options.train_rows;
    return data;
  } catch (const std::bad_alloc&) {
    fail_in(file, "does not fit in memory as a dense matrix");
  }
}

}  // namespace zipml
