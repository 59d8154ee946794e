#include "core/data/catalogue/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/error.h"
#include "core/data/catalogue/entries.h"

namespace zipml {
namespace {

// A text file may round a value: agreement to this share of it.
constexpr float kRelative = 1e-5f;

bool agrees(double found, double known) {
  return std::abs(found - known) <= kRelative * std::abs(known);
}

std::vector<CatalogueEntry> make() {
  std::vector<CatalogueEntry> entries = catalogue_entries::libsvm_sets();
  for (auto& part :
       {catalogue_entries::image_sets(), catalogue_entries::fann_sets(),
        std::vector{catalogue_entries::shuttle()}}) {
    entries.insert(entries.end(), part.begin(), part.end());
  }
  return entries;
}

}  // namespace

const std::vector<CatalogueEntry>& catalogue() {
  static const std::vector<CatalogueEntry> kEntries = make();
  return kEntries;
}

bool is_two_classes(const CatalogueEntry& entry) {
  if (entry.task != Task::kClassification) return false;
  // LIBSVM's binary sets, and the class rules', have them; FANN's by its label.
  switch (entry.format) {
    case DataFormat::kLibsvm:
      return true;
    case DataFormat::kFann:
      return entry.fann_label == FannLabel::kFirstClass;
    case DataFormat::kIdx:
    case DataFormat::kCifar10:
    case DataFormat::kRData:
      return entry.classes.has_value();
  }
  return false;
}

const CatalogueEntry* find_entry(const std::vector<CatalogueEntry>& entries,
                                 const std::string& name) {
  const auto found =
      std::find_if(entries.begin(), entries.end(),
                   [&](const auto& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

std::string recipe_text(const CatalogueEntry& entry) {
  if (!entry.classes && !entry.expansion) return "";
  std::string text = fmt::format("recipe {}\n", entry.recipe);
  if (entry.classes) {
    const auto& negative = entry.classes->negative;
    text += fmt::format("class {} against {}\n", entry.classes->positive,
                        negative ? fmt::format("{}", *negative) : "the others");
  }
  if (entry.expansion) {
    text += fmt::format("{} + {} rows, products up to {} features\n",
                        entry.expansion->train_rows, entry.expansion->test_rows,
                        entry.expansion->features);
  }
  return text;
}

void check_shape(const CatalogueEntry& entry, const Dataset& data,
                 const std::string& file) {
  if (data.rows() != entry.rows) {
    fail_in(file, fmt::format("{} rows; {} has {}", data.rows(), entry.name,
                              entry.rows));
  }
  if (data.feature_count() != entry.features) {
    fail_in(file, fmt::format("{} features; {} has {}", data.feature_count(),
                              entry.name, entry.features));
  }
  if (entry.first_label && !agrees(data.labels[0], *entry.first_label)) {
    fail_in(file, fmt::format("the first row's label is {}; {} starts with {}",
                              data.labels[0], entry.name, *entry.first_label));
  }
  for (std::size_t i = 0; i < entry.first_features.size(); ++i) {
    const double found = data.features(0, static_cast<Eigen::Index>(i));
    if (!agrees(found, entry.first_features[i])) {
      fail_in(file,
              fmt::format("the first row's feature {} is {}; in {} it is {}",
                          i + 1, found, entry.name, entry.first_features[i]));
    }
  }
}

}  // namespace zipml
