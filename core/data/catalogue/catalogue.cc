#include "core/data/catalogue/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
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

// Its rows and features, and the label and the features of its first row, which
// are asked for when it has one.
void check_start(const CatalogueEntry& entry, Eigen::Index rows,
                 Eigen::Index features,
                 const std::function<double()>& first_label,
                 const std::function<double(Eigen::Index)>& first_feature,
                 const std::string& file) {
  if (rows != entry.rows) {
    fail_in(file,
            fmt::format("{} rows; {} has {}", rows, entry.name, entry.rows));
  }
  if (features != entry.features) {
    fail_in(file, fmt::format("{} features; {} has {}", features, entry.name,
                              entry.features));
  }
  if (entry.first_label && !agrees(first_label(), *entry.first_label)) {
    fail_in(file, fmt::format("the first row's label is {}; {} starts with {}",
                              first_label(), entry.name, *entry.first_label));
  }
  for (std::size_t i = 0; i < entry.first_features.size(); ++i) {
    const double found = first_feature(static_cast<Eigen::Index>(i));
    if (!agrees(found, entry.first_features[i])) {
      fail_in(file,
              fmt::format("the first row's feature {} is {}; in {} it is {}",
                          i + 1, found, entry.name, entry.first_features[i]));
    }
  }
}

std::vector<CatalogueEntry> make() {
  std::vector<CatalogueEntry> entries = catalogue_entries::libsvm_sets();
  for (auto& part :
       {catalogue_entries::image_sets(), catalogue_entries::fann_sets(),
        std::vector{catalogue_entries::shuttle(),
                    catalogue_entries::head_ct()}}) {
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
    case DataFormat::kInvesalius:
      return false;
  }
  return false;
}

std::string why_no_images(const CatalogueEntry& entry) {
  if (entry.format != DataFormat::kIdx &&
      entry.format != DataFormat::kCifar10) {
    return fmt::format("is a table of {} features", entry.features);
  }
  if (entry.classes || entry.expansion) {
    return "is made of pictures for linear models, with labels -1 and +1";
  }
  return "";
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
  check_start(
      entry, data.rows(), data.feature_count(), [&] { return data.labels[0]; },
      [&](Eigen::Index i) { return data.features(0, i); }, file);
}

void check_shape(const CatalogueEntry& entry, const ImageSet& images,
                 const std::string& file) {
  check_start(
      entry, images.rows(), images.shape.size(),
      [&] { return images.labels[0]; },
      [&](Eigen::Index i) {
        return images.pixels[static_cast<std::size_t>(i)];
      },
      file);
}

}  // namespace zipml
