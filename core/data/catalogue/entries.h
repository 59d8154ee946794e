// The parts of the catalogue's table (for catalogue.cc only).
#pragma once

#include <vector>

#include "core/data/catalogue/entry.h"

namespace zipml::catalogue_entries {

std::vector<CatalogueEntry> libsvm_sets();
std::vector<CatalogueEntry> image_sets();
std::vector<CatalogueEntry> fann_sets();
CatalogueEntry shuttle();
CatalogueEntry head_ct();

}  // namespace zipml::catalogue_entries
