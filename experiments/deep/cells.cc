#include "experiments/deep/cells.h"

#include "core/deep/network_engine.h"
#include "core/deep/weight_quantizer.h"

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
       {"device", "train_rows", "test_rows", "sgd.batch_size", "sgd.iterations",
        "sgd.step_size", "sgd.momentum", "sgd.weight_decay", "sgd.bias_rate",
        "log_every", "test_every"}) {
    cell.set(name, parameters().at(name));
  }
  // What has no say in a cell is no part of its identity.
  if (has_rounding(quantizer))
    cell.set("rounding", parameters().at("rounding"));
  // Caffe's second stage, which it publishes an accuracy of: no other run has
  // anything to be compared with there.
  if (quantizer == kFull) {
    for (const char* name :
         {"second_stage.iterations", "second_stage.step_size"}) {
      cell.set(name, parameters().at(name));
    }
  }
  return cell;
}

}  // namespace zipml::deep
