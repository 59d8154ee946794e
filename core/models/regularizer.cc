#include "core/models/regularizer.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

using RegularizerFactory = std::unique_ptr<Regularizer> (*)(double strength);

constexpr std::array<Named<RegularizerFactory>, 6> kRegularizers = {{
    {"none", make_no_regularizer},
    {"l1", make_l1_regularizer},
    {"l2", make_l2_regularizer},
    {"box", make_box_regularizer},
    {"l2_ball", make_l2_ball_regularizer},
    {"nonnegative", make_nonnegative_regularizer},
}};

}  // namespace

std::unique_ptr<Regularizer> make_regularizer(const std::string& name,
                                              double strength) {
  return value_in(kRegularizers, name, "regularizer")(strength);
}

std::vector<std::string> regularizer_names() { return names_in(kRegularizers); }

}  // namespace zipml
