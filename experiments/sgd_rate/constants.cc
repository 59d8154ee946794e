// The constants of Theorems 1 and 3, exact.
#include "experiments/sgd_rate/tasks.h"

namespace zipml::sgd_rate {

QuantizationSpec quantization_of(const Record& parameters) {
  return parameters.find("bits") == nullptr
             ? QuantizationSpec()
             : quantization_from_record(parameters);
}

CellResult run_constants(const Cell& cell, const RunContext&) {
  const Constants constants = exact_constants(
      *make_problem(generator_from_record(cell.parameters)),
      cell.parameters.text("method"), quantization_of(cell.parameters));
  CellResult result;
  result.values = {{"radius", constants.radius},
                   {"smoothness", constants.smoothness},
                   {"sigma", constants.sigma},
                   {"sigma_at_optimum", constants.sigma_at_optimum},
                   {"beta", constants.beta},
                   {"floor", constants.floor}};
  return result;
}

Constants constants_of(const CellResult& result) {
  const Record& values = result.values;
  return {values.number("radius"), values.number("smoothness"),
          values.number("sigma"),  values.number("sigma_at_optimum"),
          values.number("beta"),   values.number("floor")};
}

}  // namespace zipml::sgd_rate
