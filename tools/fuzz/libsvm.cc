#include "core/data/readers/libsvm.h"

#include "tools/fuzz/check.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {

// The first byte says which columns are wanted.
void read_libsvm_file(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto way = static_cast<unsigned char>(bytes[0]);
  FileOptions options;
  if ((way & 3) == 1) options.columns = {"3", "1"};
  if ((way & 3) == 2) options.drop = {"2"};
  const LabelUse label = (way & 4) != 0 ? LabelUse::kColumn : LabelUse::kLabel;
  const Eigen::Index features = (way & 8) != 0 ? 5 : 0;
  const std::string content(bytes.substr(1));
  looks_like_libsvm(content);
  const auto table = read_checked(bytes, [&] {
    ByteSource source(content, "a.libsvm");
    return read_libsvm(source, options, label, features);
  });
  if (table) check(*table);
}

}  // namespace zipml::fuzz
