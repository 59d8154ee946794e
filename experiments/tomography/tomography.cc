#include "experiments/tomography/tomography.h"

#include <string>
#include <utility>
#include <vector>

#include "core/harness/parameter_list.h"
#include "core/harness/task_experiment.h"
#include "experiments/numerics.h"
#include "experiments/tomography/cells.h"
#include "experiments/tomography/tasks.h"

namespace zipml {
namespace {

Parameter volume_parameter() {
  return {.name = "volume",
          .type = ParameterType::kNameOrFile,
          .defaults = tomography::kPhantom,
          .help =
              "The three-dimensional Shepp-Logan phantom; a head (computed "
              "tomography, of a Debian package); or a volume of one's own: "
              "an .npy of three dimensions (slices, rows, columns).",
          .choices = {tomography::kPhantom, tomography::kHead}};
}

std::vector<Parameter> tomography_parameters() {
  const Value::List bits = {32, 16, 12, 10, 8, 6, 4};
  return {
      volume_parameter(),
      integer_parameter("side", {32, 128, 128}, {16, 1024, "voxels"},
                        "The volume is resampled to a cube of this side."),
      integer_parameter("views", 0, {0, 10'000},
                        "Directions over half a turn; 0: as many as the side."),
      integer_parameter("detectors", 0, {0, 10'000},
                        "Rays of a view and a slice; 0: as many as the side."),
      integer_parameter("slices", 0, {0, 1024},
                        "Slices for the sweep over bits; 0: all."),
      integer_parameter("compared_slices", {8, 4, 8}, {1, 1024},
                        "Slices at equal distances for all else: roundings, "
                        "levels, stored rays, noise."),
      integer_parameter("bits", bits, {2, 32, "bits"},
                        "Bits of a projection, and of a ray's stored weight. "
                        "32 bits are always tried."),
      integer_parameter(
          "compared_bits",
          {Value::List{12, 8, 6, 4}, Value::List{12, 8, 6, 4}, bits},
          {2, 32, "bits"}, "The same for all else."),
      choice_parameter(
          "methods",
          Value::List{"nearest", "naive", "double_sampling", "debiased_single"},
          {"nearest", "naive", "double_sampling", "double_sampling_plain",
           "pair_sum", "debiased_single"},
          "How values are rounded: to nearest; stochastically, one draw in "
          "both places (naive); two draws of the rays; one less the mean "
          "diagonal. Projections alone know the first two."),
      number_parameter("photons", 1e5, {0, 1e12},
                       "I0 of a detector for the runs with noise; 0: none of "
                       "them."),
      integer_parameter("sgd.sweeps", 25, {1, 10'000},
                        "Visits of every ray. Data that no volume explains "
                        "exactly want an end: after it noise is fitted."),
      integer_parameter("sgd.batch_rays", {64, 256, 256}, {1, 1'000'000},
                        "Rays of a batch, of any views."),
      number_parameter(
          "sgd.step_size", 0.2, {1e-9, 100},
          "Constant; of the mean gradient of a batch, with lengths "
          "in pixels."),
      integer_parameter("model_bits", 32, {1, 32, "bits"},
                        "Bits of a voxel on its way to where gradients are "
                        "computed (row_max); 32: not quantized."),
      integer_parameter("gradient_bits", 32, {1, 32, "bits"},
                        "Bits of a gradient's voxel on its way back."),
  };
}

}  // namespace

std::unique_ptr<Experiment> make_tomography(
    std::shared_ptr<DataLibrary> library) {
  using namespace tomography;
  ExperimentInfo info = {
      .name = "tomography",
      .title = "Tomographic reconstruction in few bits",
      .claims = {"C12", "X13"},
      .where = "section 1, Fig 1c",
      .version = 1,
      .parameters = tomography_parameters(),
      .repetitions = {3, 3, 5},
      .verdict_kinds = {"less_data", "less_data_with_rays", "eight_bits",
                        "draws_add_nothing", "reference_quality",
                        "exact_transpose"},
      .numerics = numerics_of({"tomography"})};
  return std::make_unique<TaskExperiment<Cells, Scans>>(
      std::move(info),
      std::vector<CellTask<Scans>>{{kReconstructTask, run_reconstruct}},
      std::move(library));
}

}  // namespace zipml
