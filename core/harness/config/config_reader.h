// Reads the parts of a parsed config.
#pragma once

#include <filesystem>
#include <string>

#include "core/harness/config/parameter_place.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/config/sweep.h"
#include "core/json/mistakes.h"
#include "core/json/tree.h"

namespace zipml {

// It names a folder.
constexpr std::size_t kLongestName = 100;

// Whether it can: 1 to kLongestName of A-Z a-z 0-9 . _ - that do not start with
// a dot.
bool is_safe_name(const std::string& name);

// "name" and "title" (and the type of "$schema"), where they are there. A name
// is_safe_name.
void read_study_names(const JsonNode& root, std::string& name,
                      std::string& title, Mistakes& mistakes);

class ConfigReader {
 public:
  ConfigReader(const ParameterSet& parameters, Profile profile,
               const std::filesystem::path& folder, ParameterPlaces& places,
               Mistakes& mistakes)
      : parameters_(parameters),
        profile_(profile),
        folder_(folder),
        places_(places),
        mistakes_(mistakes) {}

  // Sets in `values` the parameters that the config gives, and its sweep; their
  // places go to `places`. All values by profile are checked, the one of this
  // profile is taken.
  void read(const JsonNode& root, Record& values, Sweep& sweep);

 private:
  void read_group(const JsonNode& node, const std::string& group,
                  const std::string& pointer, Record& values);
  void set(const Parameter& parameter, Value value, const JsonNode& node,
           const std::string& pointer, Record& values);
  void read_parameter(const Parameter& parameter, const JsonNode& node,
                      const std::string& pointer, Record& values);
  void add_axis_places(const JsonNode& sweep);
  // What a group has, for a key that is like none of it.
  std::string known_keys(const std::string& group) const;
  void unknown_key(const JsonMember& member, const std::string& group,
                   const std::string& pointer);

  const ParameterSet& parameters_;
  Profile profile_;
  const std::filesystem::path& folder_;
  ParameterPlaces& places_;
  Mistakes& mistakes_;
};

}  // namespace zipml
