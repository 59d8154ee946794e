#include "experiments/deep/cells.h"

#include "core/deep/network_engine.h"

namespace zipml::deep {

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             Pictures& pictures)
    : PlannedPoint(info, settings),
      source_(pictures.locate(settings.parameters.text("data"))),
      quantizers_(distinct_texts(settings, "quantizers")) {
  for (const std::string& quantizer : quantizers_) {
    training_[quantizer] = add_repetitions([&](int repetition) {
      return new_cell(kTrainTask, cell_parameters(quantizer), repetition);
    });
  }
}

Record Cells::cell_parameters(const std::string& quantizer) const {
  Record cell = {{"data", source_.name},
                 {"checksum", source_.checksum},
                 {"quantizer", quantizer},
                 // Once there is libtorch, what was skipped is run.
                 {"libtorch", !missing_network_engine().has_value()}};
  for (const char* name :
       {"rounding", "device", "train_rows", "test_rows", "sgd.batch_size",
        "sgd.iterations", "sgd.step_size", "sgd.momentum", "sgd.weight_decay",
        "sgd.bias_rate", "log_every", "test_every"}) {
    cell.set(name, parameters().at(name));
  }
  // Caffe's second stage, which it publishes an accuracy of: no other run has
  // anything to be compared with there.
  const bool second = quantizer == kFull;
  cell.set("second_stage.iterations",
           second ? parameters().at("second_stage.iterations") : Value(0));
  cell.set("second_stage.step_size", parameters().at("second_stage.step_size"));
  return cell;
}

}  // namespace zipml::deep
