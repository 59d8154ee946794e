#include "core/harness/settings.h"

#include <algorithm>
#include <set>

#include "core/base/narrow.h"

namespace zipml {

std::vector<std::string> distinct_texts(const Settings& settings,
                                        const std::string& parameter) {
  std::vector<std::string> distinct;
  for (const std::string& text : settings.parameters.texts(parameter)) {
    const bool known =
        std::find(distinct.begin(), distinct.end(), text) != distinct.end();
    if (!known) distinct.push_back(text);
  }
  return distinct;
}

std::vector<int> ascending_integers(const Settings& settings,
                                    const std::string& parameter) {
  std::set<int> values;
  for (const std::int64_t value : settings.parameters.integers(parameter)) {
    values.insert(narrow<int>(value, parameter));
  }
  return {values.begin(), values.end()};
}

}  // namespace zipml
