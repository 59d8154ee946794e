// Whether a folder is an RO-Crate 1.1 that follows the profile Process Run
// Crate 0.5, by what their specifications demand.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace zipml {

// A line for each thing that is wrong, none when all is right: the descriptor,
// the root and the profile; JSON-LD that is flattened, whose references
// resolve; every File listed below the root, relative, there, of its size and
// its sha256, and no other file; every CreateAction mentioned, with an
// instrument that has a name and a version, a result, a time.
std::vector<std::string> crate_problems(const std::filesystem::path& folder);

}  // namespace zipml
