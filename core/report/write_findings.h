// All files of a study, made from its findings.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/harness/findings/findings.h"
#include "core/report/figures/gnuplot.h"

namespace zipml {

struct FindingsFiles {
  std::string study = {};              // begins the names in numbers.tex
  std::string profile = {};            // of its run, for verdicts.json
  std::filesystem::path results = {};  // results/<run>/<study>
  std::filesystem::path plots = {};    // plots/<run>/<study>
  GnuplotOptions gnuplot = {};
  // Asked before each figure; true stops there, with what is written so far.
  std::function<bool()> should_stop = [] { return false; };
};

struct WrittenFiles {
  int tables = 0;
  int figures_drawn = 0;
  int figures_unchanged = 0;
  int figures_not_drawn = 0;  // without a gnuplot
};

// Writes
//   results/tables/<id>.md .csv .json .tex   each table; of TableUse::kData
//                                            .csv and .json alone
//   results/verdicts.json                    for other programs
//   results/verdicts.md                      for people
//   results/numbers.tex                      one macro a number
//   plots/<id>.gp .dat .svg .pdf .png        each figure, if it changed
// each file whole or not at all, and removes the tables and figures of an
// earlier run that this one has not. Two tables, or two figures, with one file
// name are a bug (std::logic_error). UserError: a folder cannot be written,
// gnuplot fails.
WrittenFiles write_findings(const FindingsFiles& files,
                            const Findings& findings);

}  // namespace zipml
