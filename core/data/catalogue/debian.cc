// Small sets that Debian packages: what a machine without other network has.
#include "core/data/catalogue/entries.h"

namespace zipml::catalogue_entries {
namespace {

const std::string kFannFolder = "usr/share/doc/libfann-dev/examples/datasets/";

struct FannSet {
  std::string name;
  std::string title;
  FannLabel label;
  Eigen::Index train_rows;
  Eigen::Index test_rows;
  Eigen::Index features;
  std::string train_sha256;
  std::string test_sha256;
};

CatalogueEntry entry_of(const FannSet& set) {
  const std::string train = set.name + ".train";
  const std::string test = set.name + ".test";
  return {
      .name = set.name,
      .title = set.title,
      .task = set.label == FannLabel::kFirstOutput ? Task::kRegression
                                                   : Task::kClassification,
      .rows = set.train_rows + set.test_rows,
      .train_rows = set.train_rows,
      .features = set.features,
      .format = DataFormat::kFann,
      .fann_label = set.label,
      .files = {{.names = {train}, .content_sha256 = set.train_sha256},
                {.names = {test}, .content_sha256 = set.test_sha256}},
      .folder = "fann",
      .origins = {{.kind = DataOriginKind::kDebianPackage,
                   .where = "libfann-doc",
                   .members = {kFannFolder + train, kFannFolder + test}}},
      .licence = "LGPL-2.1 (libfann); from Delve and Proben1 (Prechelt 1994)",
  };
}

}  // namespace

// Inputs and outputs are scaled to [0, 1] by the package. Sets of several
// outputs: `building` keeps the first (electricity), mushroom's two become
// +1 and -1, thyroid's and gene's three become class numbers.
std::vector<CatalogueEntry> fann_sets() {
  using enum FannLabel;
  const std::vector<FannSet> sets = {
      {"bank32nh", "customers who leave a bank's queue, high noise",
       kFirstOutput, 2048, 2048, 32,
       "7a4934fbcef4500b7a77a59d24b9f0529fbd6dc8af7299383bcac3f256963717",
       "c0916065d48c721f66986db347c5465949bd1b01956271639c6909e2464f3053"},
      {"bank32fm", "customers who leave a bank's queue, medium noise",
       kFirstOutput, 2048, 2048, 32,
       "67937eb9cce2db57e004d5038755b4a3813f835326e915ba58af7f3f783cb8ec",
       "7f5526007f9ff736c739a10e3db6dfe8e43dc243db41f5294fb7fd42385f7d75"},
      {"kin32fm", "distance of a robot arm's end from a target", kFirstOutput,
       2048, 2048, 32,
       "407f0f46b744e2f0f997e80ac82162b13d2e3132c7331a90da2c067be51e50fb",
       "ed04c92502a6edf45ecdae39b827a039dbaff46c759e53521d4b4ee2bfbf6bb7"},
      {"building", "electricity that a building uses in an hour", kFirstOutput,
       2104, 2104, 14,
       "5cd8a13c591ea727cb67f34527efe563a98c66d52d79ec8162570633e5f18720",
       "541c884af936ce21f4f1b0ddff243bb10ee081c4625722e2ee8843977e5d1772"},
      {"abelone", "age of abalones", kFirstOutput, 2088, 2089, 10,
       "144242044810fc1a407d0d3796be4aa3bd6a9035f96ad1f2dacd31298f3c0969",
       "7070e95efc609cad1a5fae4253a5019e90863ac56848ddfe1a395c114276e778"},
      {"thyroid", "hyper- and hypofunction of the thyroid, 3 classes",
       kClassNumber, 3600, 3600, 21,
       "4727a5b1caa1caec3a8af5a861c0638d6ef7cc253d18a568a2feb40822f87f43",
       "9e26364459a377ac5c69ef51b1eadfac0959cfcafe1868a8f32a62e789342899"},
      {"mushroom", "edible or poisonous mushrooms", kFirstClass, 4062, 4062,
       125, "38fa641ff1c17a5ba28c5a470b43c5a5abc05ce545d3e2189382cb20a6a17fea",
       "da962d6332eaa400c8b3a0a9ee70abdcfab51571f2de66aec73f2b30bd737785"},
      {"gene", "intron and exon boundaries in DNA, 3 classes", kClassNumber,
       1588, 1587, 120,
       "f5804bcd84fc916840ad1197fb261ffbca852f019b9de536c28a5130a3b2e345",
       "f16f2f2493e997992388f8ba92f278232aa267d825f951f81093a2e85bb1f4ad"},
  };
  std::vector<CatalogueEntry> entries;
  for (const FannSet& set : sets) entries.push_back(entry_of(set));
  return entries;
}

// The package joins the set's own files: 43,500 rows to train, 14,500 to test.
CatalogueEntry shuttle() {
  return {
      .name = "shuttle",
      .title = "state of a space shuttle's radiators, class 1 (+1) or not",
      .task = Task::kClassification,
      .rows = 58'000,
      .train_rows = 43'500,
      .features = 9,
      .format = DataFormat::kRData,
      .classes = ClassRule{.positive = 1, .negative = std::nullopt},
      .files = {{.names = {"Shuttle.rda"}}},
      .folder = "shuttle",
      .origins =
          {{.kind = DataOriginKind::kDebianPackage,
            .where = "r-cran-mlbench",
            .members = {"usr/lib/R/site-library/mlbench/data/Shuttle.rda"}}},
      .licence = "CC BY 4.0 (UCI, Statlog); packaged under GPL-2",
  };
}

// 0.957 mm between the voxels of a slice, 1.5 mm between slices.
CatalogueEntry head_ct() {
  return {
      .name = "head-CT",
      .title = "computed tomography of a head, 108 slices of 256 x 256",
      .task = Task::kRegression,
      .rows = 108,
      .train_rows = 108,
      .features = 65'536,
      .format = DataFormat::kInvesalius,
      .files = {{.names = {"Cranium.inv3"},
                 .content_sha256 = "19b2106e5bb4aff3ed232ec114387741"
                                   "cf47a01c6fd88b94fab1b61460f7f2f2"}},
      .folder = "head-ct",
      .origins = {{.kind = DataOriginKind::kDebianPackage,
                   .where = "invesalius-examples",
                   .members = {"usr/share/doc/invesalius-examples/examples/"
                               "Cranium.inv3"}}},
      .licence = "GPL-2 (InVesalius)",
  };
}

}  // namespace zipml::catalogue_entries
