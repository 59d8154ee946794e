// What was made of a study and of what, so that a run in which nothing has
// changed makes nothing again.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "tools/zipml/session.h"

namespace zipml {

struct Stamp {
  std::string inputs = {};   // a hash of all that went into it
  std::string summary = {};  // its outcomes, counted
  bool is_complete = true;   // every cell has a result
};

// In results/RUN/STUDY; it means something on this machine alone.
inline constexpr const char* kStampFileName = "stamp.json";

// Of a study's folders, results/RUN/STUDY and plots/RUN/STUDY without the
// cells: with every file in them as it is now. A stamp that cannot be written
// is none.
void write_stamp(const Session& session, const std::string& study,
                 const Stamp& stamp);
// Nothing when there is none, or a file of it has changed or gone since.
std::optional<Stamp> read_stamp(const Session& session,
                                const std::string& study);

// The same of one file that is made of others: makes it unless it and all of
// them are as they were when it was made last, by this very program.
void make_if_changed(const std::filesystem::path& file,
                     std::span<const std::filesystem::path> sources,
                     const std::function<void()>& make);

}  // namespace zipml
