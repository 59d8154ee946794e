// The data sets that are known by name.
#pragma once

#include <string>
#include <vector>

#include "core/data/catalogue/entry.h"
#include "core/data/dataset.h"

namespace zipml {

// Every set but synthetic-N, the paper's first.
const std::vector<CatalogueEntry>& catalogue();

// A classification set whose labels are -1 and +1.
bool is_two_classes(const CatalogueEntry& entry);

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

}  // namespace zipml
