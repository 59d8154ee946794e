// All the files of a catalogue's set from one of its origins.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/data/catalogue/entry.h"
#include "core/data/fetch/package.h"
#include "core/data/fetch/watch.h"

namespace zipml {

// Writes the files to `cache`/folder of the entry under the last name of the
// origin's members, checks the SHA-256 that are known, and records those that
// were seen in SHA256SUMS beside them. A package is fetched once for all the
// `entries` that have files in it and share the folder. UserError of
// download.h, package.h or archive.h; a file whose content is not the known
// one is removed. `watch` is told of each file that comes from the web, of its
// last piece too, and of the packages; FetchStopped when it stops, after which
// what has come is kept. One thread at a time for a folder.
void fetch(const CatalogueEntry& entry, const DataOrigin& origin,
           const std::vector<CatalogueEntry>& entries,
           const std::filesystem::path& cache, const PackageTools& tools,
           const std::function<void(const std::string&)>& log,
           const FetchWatch& watch = {});

// The SHA-256 that was recorded when the file was fetched; empty if none was.
std::string recorded_sha256(const std::filesystem::path& file);

}  // namespace zipml
