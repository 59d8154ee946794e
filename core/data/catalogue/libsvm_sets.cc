// The paper's regression and classification sets, from LIBSVM's pages.
// No checksums are published there: rows, features and the first row are
// checked, and the SHA-256 that was seen is recorded in the cache.
#include "core/data/catalogue/entries.h"

namespace zipml::catalogue_entries {
namespace {

const std::string kPages =
    "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/";

DataOrigin urls(std::vector<std::string> members) {
  for (std::string& member : members) member.insert(0, kPages);
  return {.kind = DataOriginKind::kUrl, .members = std::move(members)};
}

CatalogueEntry cadata() {
  return {
      .name = "cadata",
      .title = "California housing, median house value",
      .rows = 20'640,
      .train_rows = 10'000,
      .features = 8,
      .first_label = 452600.0f,
      .first_features = {8.3252f, 41, 880, 129, 322, 126, 37.88f, -122.23f},
      .files = {{.names = {"cadata", "cadata.libsvm", "cadata.txt"}}},
      .folder = "cadata",
      .origins = {urls({"regression/cadata"})},
      .licence = "no licence stated (StatLib); cite Pace and Barry 1997",
      .of_paper = true,
      .stand_ins = {"bank32nh"},
  };
}

CatalogueEntry cpusmall() {
  return {
      .name = "cpusmall",
      .title = "comp-activ, time in user mode from system counters",
      .rows = 8'192,
      .train_rows = 6'000,
      .features = 12,
      .first_label = 90.0f,
      .first_features = {6, 2, 1036, 103, 114, 1, 1, 172076, 355965, 2, 6527,
                         1851864},
      .files = {{.names = {"cpusmall", "cpusmall.libsvm", "cpusmall.txt"}}},
      .folder = "cpusmall",
      .origins = {urls({"regression/cpusmall"})},
      .licence = "no licence stated; cite Delve, University of Toronto",
      .of_paper = true,
      .stand_ins = {"building"},
  };
}

CatalogueEntry year_prediction() {
  return {
      .name = "YearPredictionMSD",
      .title = "year of a song from its timbre",
      .rows = 463'715 + 51'630,
      .train_rows = 463'715,
      .features = 90,
      .files = {{.names = {"YearPredictionMSD", "YearPredictionMSD.libsvm"}},
                {.names = {"YearPredictionMSD.t",
                           "YearPredictionMSD.t.libsvm"}}},
      .folder = "YearPredictionMSD",
      .origins = {urls({"regression/YearPredictionMSD.bz2",
                        "regression/YearPredictionMSD.t.bz2"})},
      .licence = "CC BY 4.0 (UCI); cite Bertin-Mahieux et al. 2011",
      .of_paper = true,
  };
}

CatalogueEntry cod_rna() {
  return {
      .name = "cod-rna",
      .title = "non-coding RNAs in genomes",
      .task = Task::kClassification,
      .rows = 59'535 + 271'617,
      .train_rows = 59'535,
      .features = 8,
      .files = {{.names = {"cod-rna", "cod-rna.libsvm"}},
                {.names = {"cod-rna.t", "cod-rna.t.libsvm"}}},
      .folder = "cod-rna",
      .origins = {urls({"binary/cod-rna", "binary/cod-rna.t"})},
      .licence = "no licence stated; cite Uzilov, Keegan and Mathews 2006",
      .of_paper = true,
      .stand_ins = {"shuttle"},
  };
}

CatalogueEntry gisette() {
  return {
      .name = "gisette",
      .title = "handwritten 4 against 9, with probes (scaled to [-1, 1])",
      .task = Task::kClassification,
      .rows = 6'000 + 1'000,
      .train_rows = 6'000,
      .features = 5'000,
      .files = {{.names = {"gisette_scale", "gisette_scale.libsvm"}},
                {.names = {"gisette_scale.t", "gisette_scale.t.libsvm"}}},
      .folder = "gisette",
      .origins = {urls(
          {"binary/gisette_scale.bz2", "binary/gisette_scale.t.bz2"})},
      .licence = "CC BY 4.0 (UCI); cite Guyon et al. 2004",
      .of_paper = true,
      .stand_ins = {"fashion-mnist-2-4-products", "mnist-4-9-products"},
  };
}

}  // namespace

std::vector<CatalogueEntry> libsvm_sets() {
  return {cadata(), cpusmall(), year_prediction(), cod_rna(), gisette()};
}

}  // namespace zipml::catalogue_entries
