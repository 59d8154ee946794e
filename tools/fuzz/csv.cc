#include "core/data/readers/csv.h"

#include "tools/fuzz/check.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {

// The first byte says what is done about text and missing values.
void read_csv_file(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto way = static_cast<unsigned char>(bytes[0]);
  FileOptions options;
  if ((way & 1) != 0) options.missing = "mean";
  if ((way & 2) != 0) options.categories = "one_hot";
  const LabelUse label = (way & 4) != 0 ? LabelUse::kColumn : LabelUse::kLabel;
  const std::string content(bytes.substr(1));
  const auto table = read_checked(bytes, [&] {
    ByteSource source(content, "a.csv");
    return read_csv(source, options, label);
  });
  if (table) check(*table);
}

}  // namespace zipml::fuzz
