#include "experiments/small_studies_testing.h"

#include <map>
#include <stdexcept>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/harness/config/config.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/run/cell_graph.h"
#include "experiments/registry.h"

namespace zipml {
namespace {

// A file of two classes that a run makes for itself.
constexpr const char* kTwoClasses = "two_classes.csv";
// The same of pictures, in a folder of its own.
constexpr const char* kPictures = "made-up-pictures";
constexpr std::uint32_t kTrainPictures = 12, kTestPictures = 6, kSide = 8;

// Every experiment small, e.g. on synthetic-3 or kTwoClasses with a few epochs.
const std::map<std::string, std::vector<Override>> kTiny = {
    {"chebyshev_error",
     {{"sigmoid.radii", "5,2,2"},
      {"step.gaps", "0.2"},
      {"max_degree", "15"},
      {"epsilons", "0.1,0.01"}}},
    {"cpu_speed",
     {{"features", "200"},
      {"megabytes", "1"},
      {"rounds", "1"},
      {"loss.features", "200"},
      {"loss.megabytes", "1"},
      {"loss.epochs", "1"}}},
    {"debiased_single",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "4,1"}}},
    {"deep",
     {{"data", kPictures},
      {"train_rows", "0"},
      {"test_rows", "0"},
      {"sgd.batch_size", "5"},
      {"sgd.iterations", "4"},
      {"second_stage.iterations", "2"},
      {"log_every", "2"},
      {"test_every", "3"}}},
    {"double_sampling",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits_sweep.data", "synthetic-2,synthetic-3"},
      {"bits_sweep.bits", "8,2"},
      {"bits_sweep.sets", "2"},
      {"bits_sweep.epochs", "3"},
      {"moments.rows", "3"},
      {"moments.draws", "200"},
      {"storage.rows", "100"}}},
    {"end_to_end",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "2,8"}}},
    {"mini_batch",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"batch_sizes", "4,1"}}},
    {"fpga",
     {{"designs", "float,q3-base,q1split,mlweaving"},
      {"sets", "40x100,cadata"},
      {"storage.set", "40x100"},
      {"storage.bits", "4,2"},
      {"dimensions.last", "64"},
      {"dimensions.rows", "20"},
      {"training.sets", "60x3"},
      {"training.epochs", "3"},
      {"training.search_epochs", "2"},
      {"cpu.sets", "60x3"},
      {"cpu.threads", "2"}}},
    {"naive_bias",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "4,2,2"},
      {"fixed_point.passes", "1"},
      {"monte_carlo.rows", "3"},
      {"monte_carlo.draws", "200"}}},
    {"polynomial_estimator",
     {{"data", "synthetic-3"},
      {"degrees", "3,1,3"},
      {"bits", "4,2"},
      {"moments.rows", "3"},
      {"moments.draws", "200"},
      {"storage.rows", "100"},
      {"lemma_4.instances", "100"}}},
    {"tomography",
     {{"side", "16"},
      {"bits", "12,8,4,8"},
      {"compared_bits", "12,8,4"},
      {"compared_slices", "2"},
      {"sgd.sweeps", "2"},
      {"sgd.batch_rays", "16"}}},
    {"variance_bounds",
     {{"instances", "40"},
      {"dimensions", "2,1"},
      {"search.restarts", "1"},
      {"search.steps", "10"},
      {"monte_carlo.instances", "2"},
      {"monte_carlo.draws", "100"},
      {"curve.dimensions", "3,5"},
      {"curve.bits", "3,1"},
      {"curve.draws", "10"},
      {"end_to_end.dimensions", "4,2"},
      {"end_to_end.draws", "10"}}},
    {"optimal_levels",
     {{"data", "synthetic-2"},
      {"shapes", "uniform,ties"},
      {"brute_force.instances", "5"},
      {"brute_force.points", "7"},
      {"off_points.instances", "1"},
      {"off_points.starts", "4"},
      {"discretised.points", "500"},
      {"discretised.intervals", "4,8"},
      {"discretised.candidates", "16,32,64"},
      {"greedy.points", "128,256,512"},
      {"greedy.intervals", "4"},
      {"methods.points", "300"},
      {"adversary.restarts", "1"},
      {"adversary.steps", "20"},
      {"adversary.multiplicity", "1,100"},
      {"timing.log2_points", "7,8"},
      {"timing.levels", "4,16"},
      {"timing.turns", "1"}}},
    {"scaling_and_storage",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "2"},
      {"search.factor", "8"},
      {"bits", "4,2"},
      {"channel_bits", "4"},
      {"fixed_points.data", "synthetic-3"},
      {"fixed_points.rows", "50,100"},
      {"fixed_points.updates", "500"},
      {"storage.bits", "2"},
      {"storage.rows", "50"}}},
    {"sgd_rate",
     {{"problem.rows", "16"},
      {"problem.features", "3"},
      {"passes", "1,2,4"},
      {"full_batch_updates", "2,4,8"},
      {"bits", "4,2,2"}}},
    {"optimal_vs_uniform",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"equal_loss.epochs", "2,1,2"},
      {"bits_sweep.bits", "4,1,2"}}},
    {"refetch",
     {{"data", kTwoClasses},
      {"file.train_rows", "150"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "8,2"},
      {"sketch.dimensions", "8,4"},
      {"sketch.training_dimensions", "4"}}},
    {"nonlinear",
     {{"data", kTwoClasses},
      {"file.train_rows", "40"},
      {"preprocessing.train_rows", "0"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "8,3,1"}}},
    {"study",
     {{"data", kTwoClasses},
      {"file.test", "20%"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"model.ridge", "0.01"},
      {"bits", "4,2,4"},
      {"mode", "sample,model,end_to_end"},
      {"quantization.placement", "uniform,exact"}}},
    {"svm_bias",
     {{"data", kTwoClasses},
      {"radius", "1,2"},
      {"gap", "0.3,0.2"},
      {"degree", "3,2"},
      {"rows", "20"},
      {"monte_carlo.visits", "100"},
      {"instances", "10"}}},
};

// Points on either side of a line, some of them on the wrong one.
std::string two_classes() {
  RandomStream stream({.seed = 1});
  std::string text = "x,y,class\n";
  for (int i = 0; i < 200; ++i) {
    const double x = stream.normal(), y = stream.normal();
    const bool positive = x + y / 2 + 0.3 * stream.normal() > 0;
    text += std::to_string(x) + "," + std::to_string(y) +
            (positive ? ",1\n" : ",-1\n");
  }
  return text;
}

// IDX: a magic number, big-endian counts, bytes.
std::string idx(const std::vector<std::uint32_t>& numbers, std::uint32_t bytes,
                std::uint64_t below) {
  std::string text;
  for (const std::uint32_t number : numbers) {
    for (const int shift : {24, 16, 8, 0}) {
      text += static_cast<char>(number >> shift & 0xff);
    }
  }
  RandomStream stream({.seed = 2, .step = bytes});
  for (std::uint32_t i = 0; i < bytes; ++i) {
    text += static_cast<char>(stream.index(below));
  }
  return text;
}

// The catalogue, and kPictures.
const std::vector<CatalogueEntry>& entries() {
  static const std::vector<CatalogueEntry> all = [] {
    std::vector<CatalogueEntry> own = catalogue();
    own.push_back({.name = kPictures,
                   .title = "made up",
                   .task = Task::kClassification,
                   .rows = kTrainPictures + kTestPictures,
                   .train_rows = kTrainPictures,
                   .features = kSide * kSide,
                   .format = DataFormat::kIdx,
                   .files = {{.names = {"train-images"}},
                             {.names = {"train-labels"}},
                             {.names = {"test-images"}},
                             {.names = {"test-labels"}}},
                   .folder = kPictures});
    return own;
  }();
  return all;
}

void write_pictures(const std::filesystem::path& folder) {
  constexpr std::uint32_t kImages = 0x803, kLabels = 0x801, kClasses = 10;
  for (const auto& [part, count] :
       {std::pair{"train", kTrainPictures}, {"test", kTestPictures}}) {
    write_file_atomically(
        folder / (std::string(part) + "-images"),
        idx({kImages, count, kSide, kSide}, count * kSide * kSide, 256));
    write_file_atomically(folder / (std::string(part) + "-labels"),
                          idx({kLabels, count}, count, kClasses));
  }
}

std::vector<Override> tiny(const std::string& experiment,
                           const std::string& folder) {
  std::vector<Override> sets = kTiny.at(experiment);
  for (Override& set : sets) {
    if (set.text == kTwoClasses) set.text = folder + "/" + kTwoClasses;
  }
  sets.push_back({"repetitions", "2"});
  return sets;
}

}  // namespace

SmallStudies::SmallStudies()
    : all_(make_experiments(std::make_shared<DataLibrary>(
          DataPlaces{.folders = {cache_.path()},
                     .cache = cache_.path() / "cache",
                     .may_download = false},
          [](const std::string&) {}, entries()))) {
  write_file_atomically(cache_.path() / kTwoClasses, two_classes());
  write_pictures(cache_.path() / kPictures);
}

const Experiment& SmallStudies::experiment(const std::string& name) const {
  for (const auto& experiment : all_) {
    if (experiment->info().name == name) return *experiment;
  }
  throw std::out_of_range("no experiment " + name);
}

Settings SmallStudies::settings(const Experiment& experiment) const {
  const ExperimentInfo* info = &experiment.info();
  return load_study({.experiment = info->name,
                     .sets = tiny(info->name, cache_.path().string())},
                    std::vector<const ExperimentInfo*>{info})
      .points[0]
      .settings;
}

Results SmallStudies::results(const Experiment& experiment, const Settings& own,
                              const Change& change) const {
  const std::vector<CellNode> graph = cell_graph(experiment.plan(own)->cells());
  std::vector<CellResult> done;
  Results results;
  for (const CellNode& node : graph) {
    std::vector<CellResult> prerequisites;
    for (const std::size_t i : node.prerequisites) {
      prerequisites.push_back(done[i]);
    }
    done.push_back(experiment.run(*node.cell, prerequisites, RunContext()));
    CellResult result = done.back();
    change(*node.cell, result);
    results.add(*node.cell, result);
  }
  return results;
}

Findings SmallStudies::analyse(const Experiment& experiment,
                               const ResultOf& result_of) const {
  return analyse(experiment, settings(experiment), result_of);
}

Findings SmallStudies::analyse(const Experiment& experiment,
                               const Settings& own,
                               const ResultOf& result_of) const {
  const auto point = experiment.plan(own);
  Results results;
  for (const CellNode& node : cell_graph(point->cells())) {
    results.add(*node.cell, result_of(*node.cell));
  }
  return finish_findings(point->analyse(results), experiment.info());
}

}  // namespace zipml
