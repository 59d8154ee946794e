// All the files of a catalogue's set from one of its origins.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/data/catalogue.h"
#include "core/data/package.h"

namespace zipml {

// Writes the files to `folder` under the last name of the origin's members,
// checks the SHA-256 that are known, and records those that were seen in
// `folder`/SHA256SUMS. UserError of download.h, package.h or archive.h; a
// file whose content is not the known one is removed.
void fetch(const CatalogueEntry& entry, const Origin& origin,
           const std::filesystem::path& folder, const PackageTools& tools,
           const std::function<void(const std::string&)>& log);

// The SHA-256 that was recorded when the file was fetched; empty if none was.
std::string recorded_sha256(const std::filesystem::path& file);

}  // namespace zipml
