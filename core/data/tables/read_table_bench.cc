// Loads a table of 1,000,000 x 20 numbers as CSV and as LIBSVM, beside a plain
// read of the same bytes: megabytes of text a second and core, and the peak of
// memory over the size of the matrix. All variants take turns within one run;
// medians of the thread's CPU time, with quartiles. The memory is that of a
// process of its own, in which nothing else was read.
//
//   read_table_bench [FOLDER [TURNS]]
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/data/readers/byte_source.h"
#include "core/data/tables/read_table.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

constexpr Eigen::Index kRows = 1'000'000;
constexpr Eigen::Index kColumns = 20;  // the label is one more

double milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 +
         static_cast<double>(now.tv_nsec) * 1e-6;
}

// Numbers as people's tables have them: a third with 2 decimals, a third with
// 6, a third with all 17 digits.
void write_tables(const fs::path& csv, const fs::path& libsvm) {
  RandomStream draws({.seed = 1, .step = 12});
  std::ofstream csv_file(csv), libsvm_file(libsvm);
  std::string row, sparse;
  for (Eigen::Index i = 0; i < kRows; ++i) {
    row.clear();
    sparse = fmt::format("{:.3f}", draws.normal());
    const std::string label = sparse;
    for (Eigen::Index j = 0; j < kColumns; ++j) {
      const double value = 100 * draws.normal();
      const std::string text = j % 3 == 0   ? fmt::format("{:.2f}", value)
                               : j % 3 == 1 ? fmt::format("{:.6f}", value)
                                            : fmt::format("{}", value);
      row += text + ',';
      sparse += fmt::format(" {}:{}", j + 1, text);
    }
    csv_file << row << label << '\n';
    libsvm_file << sparse << '\n';
  }
}

void read_plain(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY);
  std::vector<char> buffer(1 << 20);
  while (::read(descriptor, buffer.data(), buffer.size()) > 0) {
  }
  ::close(descriptor);
}

void hash_plain(const fs::path& file) { sha256_of_file(file); }

void load(const fs::path& file) {
  ByteSource source(file, Checksum::kYes);
  const NumberTable table = read_table(source, {}, LabelUse::kLabel);
  const bool right = table.values.rows() == kRows &&
                     table.values.cols() == kColumns &&
                     table.labels.size() == kRows;
  if (!right) std::abort();
}

// Bytes at the most, of a process that does only this.
double peak_memory(const std::function<void()>& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    action();
    std::_Exit(0);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path folder = argc > 1 ? fs::path(argv[1]) : fs::path(".");
  const int turns = argc > 2 ? std::atoi(argv[2]) : 7;
  const fs::path csv = folder / "table.csv";
  const fs::path libsvm = folder / "table.libsvm";
  if (!fs::exists(csv) || !fs::exists(libsvm)) write_tables(csv, libsvm);

  struct Variant {
    const char* name;
    fs::path file;
    void (*run)(const fs::path&);
    std::vector<double> times = {};
  };
  std::vector<Variant> variants = {
      {"CSV, plain read", csv, read_plain},
      {"CSV, SHA-256 alone", csv, hash_plain},
      {"CSV, loaded with checksum", csv, load},
      {"LIBSVM, plain read", libsvm, read_plain},
      {"LIBSVM, SHA-256 alone", libsvm, hash_plain},
      {"LIBSVM, loaded with checksum", libsvm, load}};
  for (int turn = 0; turn < turns; ++turn) {
    for (Variant& variant : variants) {
      const double start = milliseconds();
      variant.run(variant.file);
      variant.times.push_back(milliseconds() - start);
    }
  }
  std::printf("%-30s %9s %9s %9s %7s\n", "", "q1 ms", "median", "q3 ms",
              "MB/s");
  for (Variant& variant : variants) {
    std::sort(variant.times.begin(), variant.times.end());
    const std::size_t last = variant.times.size() - 1;
    const double median = variant.times[last / 2];
    std::printf(
        "%-30s %9.0f %9.0f %9.0f %7.0f\n", variant.name,
        variant.times[last / 4], median, variant.times[last - last / 4],
        static_cast<double>(fs::file_size(variant.file)) / median / 1e3);
  }
  const double matrix = 8.0 * static_cast<double>(kRows * kColumns);
  for (const fs::path& file : {csv, libsvm}) {
    const double idle = peak_memory([] {});
    const double peak = peak_memory([&] { load(file); });
    std::printf(
        "%s: peak memory %.0f MB (%.0f MB without it), %.2f times the "
        "matrix of %.0f MB\n",
        file.filename().c_str(), peak / 1e6, idle / 1e6, peak / matrix,
        matrix / 1e6);
  }
  return 0;
}
