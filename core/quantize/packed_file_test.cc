#include "core/quantize/packed_file.h"

#include <catch.h>
#include <sys/resource.h>

#include <csignal>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/quantize/packed_file_layout.h"
#include "core/quantize/row_source_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

const CounterHash kDraws({.seed = 61});

struct FileSamples {
  std::size_t rows, features;
  std::vector<float> values, labels;

  FileSamples(std::size_t rows_, std::size_t features_)
      : rows(rows_), features(features_) {
    RandomStream stream({.seed = 62});
    for (std::size_t i = 0; i < rows * features; ++i) {
      values.push_back(static_cast<float>(stream.normal()));
    }
    for (std::size_t row = 0; row < rows; ++row) {
      labels.push_back(static_cast<float>(stream.normal()));
    }
  }
  test::MemoryRows source() const { return {features, values, labels}; }
  LevelGrid grid(int intervals) const {
    return LevelGrid::uniform(column_ranges(values.data(), rows, features,
                                            features, Scaling::kMinMax),
                              intervals);
  }
  // Every form of levels.
  std::vector<LevelGrid> grids(int intervals) const {
    std::vector<std::vector<double>> lists;
    std::vector<double> shared;
    for (int k = 0; k <= intervals; ++k) shared.push_back(0.3 * k * k - 1);
    for (std::size_t j = 0; j < features; ++j) {
      lists.push_back(shared);
      for (double& level : lists.back()) level += 0.1 * static_cast<double>(j);
      if (j % 3 == 1) lists.back().resize(1);
    }
    return {grid(intervals), LevelGrid::from_levels(lists),
            LevelGrid::from_shared_levels(features, shared)};
  }
};

void write(const fs::path& path, const FileSamples& samples,
           const LevelGrid& grid, PackedFileOptions options = {},
           Rounding rounding = Rounding::kStochastic) {
  options.hash = kDraws;
  test::MemoryRows source = samples.source();
  write_packed_file(path, source, samples.rows, Quantizer(grid, rounding),
                    options);
}

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

template <typename T>
std::string with(std::string content, std::size_t offset, T value) {
  std::memcpy(content.data() + offset, &value, sizeof value);
  return content;
}

// A small file that is right, and what is said of changed ones.
struct SmallFile {
  TemporaryFolder folder;
  fs::path path = folder.path() / "packed";
  std::string content;

  explicit SmallFile(int form = 0) {
    const FileSamples samples(5, 70);
    write(path, samples, samples.grids(5)[static_cast<std::size_t>(form)]);
    content = read_file(path);
  }
  std::string refusal(const std::string& changed) const {
    write_file_atomically(path, changed);
    const std::string message = message_of([&] { PackedFile file(path); });
    const std::string start = path.string() + ": ";
    REQUIRE(message.starts_with(start));
    return message.substr(start.size());
  }
  PackedFileHeader header() const {
    PackedFileHeader header;
    std::memcpy(&header, content.data(), sizeof header);
    return header;
  }
};

}  // namespace

TEST_CASE("a packed file reads back as the plane in memory", "[unit]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "packed";
  const FileSamples samples(37, 70);
  for (const int intervals : {1, 3, 5}) {
    for (const LevelGrid& grid : samples.grids(intervals)) {
      for (const SampleCode code :
           {SampleCode::kSingle, SampleCode::kOrderedPair,
            SampleCode::kDrawCount}) {
        write(path, samples, grid, {.code = code});
        const PackedPlane plane(Quantizer(grid, Rounding::kStochastic), code,
                                samples.values.data(), samples.rows, kDraws);
        const PackedFile file(path);
        CHECK(file.grid() == grid);
        CHECK(file.rounding() == Rounding::kStochastic);
        CHECK(file.hash().base == kDraws.base);
        CHECK(std::equal(file.labels().begin(), file.labels().end(),
                         samples.labels.begin(), samples.labels.end()));
        REQUIRE(file.plane().code() == code);
        REQUIRE(file.plane().bytes() == plane.bytes());
        CHECK(std::memcmp(file.plane().row(0), plane.row(0), plane.bytes()) ==
              0);
        CHECK(reinterpret_cast<std::uintptr_t>(file.plane().row(0)) % 4096 ==
              0);
        CHECK_NOTHROW(file.check_plane());
      }
    }
  }
}

TEST_CASE("nearest rounding is kept in a file too", "[unit]") {
  const TemporaryFolder folder;
  const FileSamples samples(7, 3);
  const LevelGrid grid = samples.grid(255);
  write(folder.path() / "packed", samples, grid, {.code = SampleCode::kSingle},
        Rounding::kNearest);
  const PackedFile file(folder.path() / "packed");
  const PackedPlane plane(Quantizer(grid, Rounding::kNearest),
                          SampleCode::kSingle, samples.values.data(),
                          samples.rows, kDraws);
  CHECK(file.rounding() == Rounding::kNearest);
  CHECK(std::memcmp(file.plane().row(0), plane.row(0), plane.bytes()) == 0);
}

TEST_CASE("a packed file's bytes do not depend on threads or blocks",
          "[unit]") {
  const TemporaryFolder folder;
  // 40 KB a row, so 104 rows a block of 4 MiB.
  const FileSamples samples(230, 10'000);
  const LevelGrid grid = samples.grid(5);
  for (const int threads : {1, 2, 3}) {
    write(folder.path() / std::to_string(threads), samples, grid,
          {.threads = threads});
  }
  const std::string one = read_file(folder.path() / "1");
  CHECK(one == read_file(folder.path() / "2"));
  CHECK(one == read_file(folder.path() / "3"));
  const PackedFile file(folder.path() / "1");
  const PackedPlane plane(Quantizer(grid, Rounding::kStochastic),
                          SampleCode::kOrderedPair, samples.values.data(),
                          samples.rows, kDraws);
  CHECK(std::memcmp(file.plane().row(0), plane.row(0), plane.bytes()) == 0);
}

TEST_CASE("rows that are not as they were announced leave no file", "[unit]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "packed";
  FileSamples samples(5, 4);
  const LevelGrid grid = samples.grid(3);
  samples.rows = 4;
  CHECK(message_of([&] { write(path, samples, grid); }) ==
        path.string() + ": at least 5 rows found, 4 expected");
  samples.rows = 6;
  CHECK(message_of([&] { write(path, samples, grid); }) ==
        path.string() + ": 5 rows found, 6 expected");
  samples.rows = 0;
  CHECK(has(message_of([&] { write(path, samples, grid); }),
            "0 rows of 4 features found, at least one of each"));
  samples.rows = 5;
  samples.values[7] = std::numeric_limits<float>::quiet_NaN();
  CHECK(message_of([&] { write(path, samples, grid); }) ==
        "row 2, column 4: nan found, a finite number expected");
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a range that float32 cannot hold is refused", "[unit]") {
  const TemporaryFolder folder;
  FileSamples samples(5, 4);
  samples.values[1] = std::numeric_limits<float>::max();
  samples.values[5] = -std::numeric_limits<float>::max();
  CHECK(has(message_of([&] {
              write(folder.path() / "packed", samples, samples.grid(1));
            }),
            "feature 2: levels from -3.4028235e+38 in steps of inf"));
}

TEST_CASE("a file that grows past what there is room for leaves nothing",
          "[unit]") {
  const TemporaryFolder folder;
  const FileSamples samples(100, 64);
  // A limit of the process in place of a full disk.
  struct rlimit before {};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit limit = before;
  limit.rlim_cur = 5000;
  ::setrlimit(RLIMIT_FSIZE, &limit);
  const std::string message = message_of(
      [&] { write(folder.path() / "packed", samples, samples.grid(5)); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(message == (folder.path() / "packed").string() +
                       ": cannot be written: File too large");
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("what is no packed file is refused", "[unit]") {
  const SmallFile small;
  const std::string start = "not a file of packed samples";
  CHECK(small.refusal("").starts_with(start));
  CHECK(small.refusal("ZIPML").starts_with(start));
  CHECK(small.refusal(std::string(5000, 'x')).starts_with(start));
  CHECK(small.refusal(small.content.substr(0, 100)) ==
        "cut short: 100 bytes found, a header of 184 bytes expected");
  CHECK(has(message_of([&] { PackedFile file(small.folder.path() / "none"); }),
            "none: cannot be read: No such file or directory"));
  CHECK(has(message_of([&] { PackedFile file(small.folder.path()); }),
            "is a directory"));
}

TEST_CASE("another byte order, version or code is refused", "[unit]") {
  const SmallFile small;
  CHECK(small.refusal(with(small.content, 8, std::uint32_t{0x04030201})) ==
        "byte order 0x04030201 found, 0x01020304 expected: written on a "
        "machine of another byte order");
  CHECK(small.refusal(with(small.content, 12, std::uint32_t{2})) ==
        "format version 2 found, 1 expected (write it again from the rows)");
  for (const std::size_t field : {16, 20, 24}) {
    CHECK(has(small.refusal(with(small.content, field, std::uint32_t{3})),
              "found, which there are not"));
    CHECK(has(small.refusal(with(small.content, field, ~std::uint32_t{0})),
              "found, which there are not"));
  }
  // Two draws by nearest rounding.
  CHECK(has(small.refusal(with(small.content, 20, std::uint32_t{1})),
            "code 1, rounding 1, form of levels 0 found"));
}

TEST_CASE("sizes that are not those of the file are refused", "[unit]") {
  const SmallFile small;
  const std::size_t size = small.content.size();
  CHECK(size == 4096 + 5 * 64);
  CHECK(small.refusal(small.content.substr(0, size - 1)) ==
        "cut short: 4415 bytes found, 4416 expected");
  CHECK(small.refusal(small.content + "x") ==
        "too long: 4417 bytes found, 4416 expected");
  const auto with_sizes = [&](std::uint64_t rows, std::uint64_t features,
                              std::uint32_t intervals) {
    std::string changed = with(small.content, 28, intervals);
    changed = with(changed, 32, rows);
    return small.refusal(with(changed, 40, features));
  };
  CHECK(has(with_sizes(6, 70, 5), "cut short"));
  CHECK(has(with_sizes(4, 70, 5), "too long"));
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  for (const std::uint64_t absurd :
       {std::uint64_t{0}, kMost, kMost / 4, kMost / 64, kMost / 12}) {
    CHECK(has(with_sizes(absurd, 70, 5), "sizes of a file expected"));
    CHECK(has(with_sizes(5, absurd, 5), "sizes of a file expected"));
  }
  // Products that would wrap around to something small.
  CHECK(has(with_sizes(std::uint64_t{1} << 48, std::uint64_t{1} << 48, 5),
            "sizes of a file expected"));
  CHECK(has(with_sizes(std::uint64_t{1} << 46, 70, 5), "cut short"));
  for (const std::uint32_t intervals : {0u, 86u, 256u, ~0u}) {
    CHECK(has(with_sizes(5, 70, intervals), "sizes of a file expected"));
  }
}

TEST_CASE("levels that are no levels are refused", "[unit]") {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::size_t start = sizeof(PackedFileHeader);
  const SmallFile uniform(0);
  for (const std::size_t place : {0, 69, 70, 139, 140, 209}) {
    CHECK(has(uniform.refusal(
                  with(uniform.content, start + place * sizeof(float), kNan)),
              "that ascend expected"));
  }
  CHECK(has(
      uniform.refusal(with(uniform.content, start + 71 * sizeof(float), -1.0f)),
      "feature 2: levels from"));
  CHECK(has(
      uniform.refusal(with(uniform.content, start + 71 * sizeof(float), 1e38f)),
      "feature 2: levels from"));
  const SmallFile placed(1);
  for (const float level : {kNan, kInfinity, -100.0f}) {
    CHECK(has(
        placed.refusal(with(placed.content, start + 14 * sizeof(float), level)),
        "feature 3, level 3: "));
  }
  const SmallFile shared(2);
  CHECK(has(
      shared.refusal(with(shared.content, start + 5 * sizeof(float), -100.0f)),
      "feature 1, level 6: -100 found, a finite one not below"));
}

TEST_CASE("a changed bit is found by a checksum", "[unit]") {
  const SmallFile small(2);
  // The hash, the checksum of the plane, a level, the labels.
  for (const std::size_t place : {48, 60, 119, 184, 208, 227}) {
    std::string changed = small.content;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    CAPTURE(place);
    CHECK(has(small.refusal(changed), "SHA-256 of header, levels and labels"));
  }
}

TEST_CASE("a changed plane is found when it is looked at", "[unit]") {
  const SmallFile small;
  const auto complaint = [&](const std::string& changed) {
    write_file_atomically(small.path, changed);
    const PackedFile file(small.path);
    return message_of([&] { file.check_plane(); });
  };
  CHECK(complaint(small.content) == "no error");
  // Behind the last column of the first row.
  CHECK(has(complaint(with(small.content, 4096 + 40, std::uint8_t{0x10})),
            "SHA-256 of codes"));
  // Pairs on 6 levels are 3 * 5 + 1 = 16 states, all that 4 bits have; 4
  // intervals would be 13.
  const FileSamples samples(5, 70);
  write(small.path, samples, samples.grid(4));
  CHECK(has(
      complaint(with(read_file(small.path), 4096 + 64 + 2, std::uint8_t{0x0d})),
      "row 2, column 3: code 13 found, at most 12 expected"));
}
