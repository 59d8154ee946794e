// What every command of the program works with.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "core/data/library.h"
#include "core/harness/config/config.h"
#include "core/harness/experiment.h"

namespace zipml {

// How the program ends.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailure = 1;  // a cell failed, a verdict was refuted
inline constexpr int kExitUserError = 2;
inline constexpr int kExitVerdictChanged = 3;  // compare

// What commands share of the command line.
struct CommonOptions {
  std::filesystem::path out = ".";  // parent of results/ and plots/
  std::string run;                  // name of the run; empty: the profile's
  std::string profile = "quick";
  std::vector<std::filesystem::path> data_folders;
  std::filesystem::path cache;
  // The configs that come with the program; empty: it was moved away from them.
  std::filesystem::path configs;
  bool offline = false;
  bool quiet = false;      // no progress
  bool only_look = false;  // DataPlaces::only_look
  // The table of data sets; null: catalogue().
  const std::vector<CatalogueEntry>* entries = nullptr;
  int machine_threads = 1;             // Settings::machine_threads
  std::string machine_cpu;             // Settings::machine_cpu
  std::vector<std::string> arguments;  // the whole command line, as typed
  bool terminal = false;               // remarks go to one that obeys codes
  int width = 80;                      // of that terminal
};

// Experiments, data and folders for one call of the program. Results go to
// `output`, remarks to `remarks`.
class Session {
 public:
  Session(CommonOptions options, std::ostream& output, std::ostream& remarks);

  const CommonOptions& options() const { return options_; }
  std::ostream& output() const { return output_; }
  std::ostream& remarks() const { return remarks_; }
  // A whole remark, from any thread: above a line that is being redrawn.
  void remark(const std::string& line) const;
  Profile profile() const { return profile_; }
  DataLibrary& data() const { return *data_; }

  const std::vector<std::unique_ptr<Experiment>>& experiments() const {
    return experiments_;
  }
  // UserError (with a suggestion) for an unknown name.
  const Experiment& experiment(const std::string& name) const;
  std::vector<const ExperimentInfo*> infos() const;

  // Each a config file, the name of one that comes with the program ("mine":
  // configs/mine.json), or an experiment's name, which without such a config
  // stands for its defaults. None: every config, those of experiments' names
  // first, in their order. `study_name`, if any, becomes the name of the only
  // one. UserError with the mistakes of all.
  std::vector<Study> studies(const std::vector<std::string>& names,
                             const std::vector<Override>& sets,
                             const std::vector<Override>& sweeps,
                             const std::string& study_name = "") const;

  // The names of the configs that come with the program, those of experiments'
  // names first.
  std::vector<std::string> config_names() const;

  // results/RUN/report.html.
  static constexpr const char* kReportName = "report.html";
  // results/RUN/run.json: which profile the run is of.
  static constexpr const char* kRunFileName = "run.json";

  // The name of the run: --run, or the profile's.
  const std::string& run_name() const { return run_; }
  std::filesystem::path results() const;  // OUT/results/RUN
  std::filesystem::path results(const std::string& study) const;
  std::filesystem::path plots(const std::string& study) const;
  std::filesystem::path cells(const std::string& experiment) const;
  // The studies that have findings in this run: those named after an experiment
  // in the order of the experiments, then the others by name. UserError when
  // there is no such run.
  std::vector<std::string> finished_studies() const;

 private:
  // For sorting: experiments in their order, then the others by name.
  std::pair<std::ptrdiff_t, std::string> place_of(
      const std::string& name) const;
  StudyRequest request_for(const std::string& name,
                           const std::vector<std::string>& configs) const;
  // `option`: "name", of a config, or "--name".
  void check_study_name(const Study& study, const std::string& option) const;

  CommonOptions options_;
  std::ostream& output_;
  std::ostream& remarks_;
  Profile profile_;
  std::string run_;
  std::shared_ptr<DataLibrary> data_;
  std::vector<std::unique_ptr<Experiment>> experiments_;
};

}  // namespace zipml
