// The data sets that are known by name.
#pragma once

#include <string>
#include <vector>

#include "core/data/catalogue/entry.h"
#include "core/data/dataset.h"
#include "core/data/image_set.h"

namespace zipml {

// Every set but synthetic-N, the paper's first.
const std::vector<CatalogueEntry>& catalogue();

// A classification set whose labels are -1 and +1.
bool is_two_classes(const CatalogueEntry& entry);

// What the set is where it is none of pictures with their class numbers, as
// "is a table of 8 features"; empty where it is one.
std::string why_no_images(const CatalogueEntry& entry);

// The entry of that name in `entries`, null if there is none.
const CatalogueEntry* find_entry(const std::vector<CatalogueEntry>& entries,
                                 const std::string& name);

// What a set's checksum has beside the content of its files: its class rule,
// expansion and recipe; empty where the set is what the files hold.
std::string recipe_text(const CatalogueEntry& entry);

// Throws a UserError naming `file` unless the set has the entry's rows and
// features and starts with the values that are known.
void check_shape(const CatalogueEntry& entry, const Dataset& data,
                 const std::string& file);
void check_shape(const CatalogueEntry& entry, const ImageSet& images,
                 const std::string& file);

}  // namespace zipml
