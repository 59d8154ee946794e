#include <fmt/format.h>

#include <utility>

#include "core/harness/findings/table_of.h"
#include "experiments/tomography/analysis.h"

namespace zipml::tomography {
namespace {

struct Row {
  const Setup* setup = nullptr;
  const Variant* variant = nullptr;
  const Runs* runs = nullptr;
  const Runs* full = nullptr;  // null: no 32-bit runs beside it
};

std::vector<Row> rows_of(const TomographyRuns& runs, bool whole) {
  std::vector<Row> rows;
  for (const auto& [setup, variants] : runs.setups) {
    if (setup.whole != whole) continue;
    for (const auto& [variant, own] : variants) {
      rows.push_back({&setup, &variant, &own, find_runs(variants, {})});
    }
  }
  return rows;
}

ColumnOf<Row> value(Column column, const char* name) {
  return {std::move(column),
          [name](const Row& row) { return row.runs->interval(name); }};
}

std::vector<ColumnOf<Row>> columns() {
  return {
      {text_column("data", "projections"),
       [](const Row& row) { return setup_words(*row.setup); }},
      {text_column("variant", "in few bits"),
       [](const Row& row) { return variant_words(*row.variant); }},
      {integer_column("bits", "bits"),
       [](const Row& row) { return row.variant->bits; }},
      value(number_column("psnr", "PSNR", "dB"), "psnr"),
      {number_column("loss", "less than 32 bits", "dB", 3),
       [](const Row& row) -> Value {
         if (row.full == nullptr || row.full == row.runs) return {};
         return loss_of(*row.runs, *row.full, "psnr");
       }},
      value(number_column("ssim", "SSIM"), "ssim"),
      value(number_column("relative_error", "relative error", "", 3),
            "relative_error"),
      value(number_column("circle_psnr", "PSNR in the circle", "dB"),
            "circle_psnr"),
      value(number_column("circle_ssim", "SSIM in the circle"), "circle_ssim"),
      value(number_column("slice_psnr", "mean over slices", "dB"),
            "mean_slice_psnr"),
      {number_column("less_data", "times less data", "", 3),
       [](const Row& row) -> Value {
         if (row.full == nullptr) return {};
         return data_ratio(*row.runs, *row.full, *row.variant);
       }}};
}

const char* const kCaption =
    "Mean and 95 % interval over starts (order of the rays, draws, noise). "
    "PSNR: 10 log10(range^2 / mean squared error) with the truth's range, over "
    "all voxels, in the circle that touches a slice's sides, and as the mean "
    "over slices. SSIM: Gaussian windows of sigma 1.5, K1 = 0.01, K2 = 0.03, "
    "the truth's range, mean over slices. Times less data: bits at 32 over "
    "these, of a sweep over one slice: the projections alone, or the rays' "
    "weights and their columns, too.";

Table bits_table(const TomographyRuns& runs) {
  return table_of<Row>({.id = "bits",
                        .title = "Quality against bits, all slices",
                        .caption = kCaption},
                       rows_of(runs, true), columns());
}

Table ways_table(const TomographyRuns& runs) {
  return table_of<Row>(
      {.id = "ways",
       .title = "Roundings, levels, stored rays and noise, some slices",
       .caption = kCaption},
      rows_of(runs, false), columns());
}

}  // namespace

std::vector<Table> make_tables(const TomographyRuns& runs) {
  return {bits_table(runs), ways_table(runs)};
}

}  // namespace zipml::tomography
