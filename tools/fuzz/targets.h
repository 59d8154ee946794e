// What is fuzzed: readers of files that anybody may have written.
#pragma once

#include <span>
#include <string_view>

namespace zipml::fuzz {

// Reads the bytes as its name says. A UserError is what a broken file should
// give, and is caught; whatever else is thrown is a mistake of the reader, and
// a promise of the reader that does not hold is one too (check.h).
struct Target {
  std::string_view name;
  void (*run)(std::string_view bytes);
};

std::span<const Target> targets();

// One each, in the file of its name.
void read_cell_file(std::string_view bytes);
void read_cifar10_file(std::string_view bytes);
void read_config(std::string_view bytes);
void read_csv_file(std::string_view bytes);
void read_fann_file(std::string_view bytes);
void read_findings(std::string_view bytes);
void read_idx_file(std::string_view bytes);
void read_idx_files(std::string_view bytes);
void read_levels_input(std::string_view bytes);
void read_libsvm_file(std::string_view bytes);
void read_npy_file(std::string_view bytes);
void read_own_file(std::string_view bytes);
void read_packed(std::string_view bytes);
void read_packed_file(std::string_view bytes);
void read_rdata_file(std::string_view bytes);
void read_safetensors_file(std::string_view bytes);

}  // namespace zipml::fuzz
