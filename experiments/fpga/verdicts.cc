// The paper's claims by the cycle model: the same on any machine.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/fpga/design_table.h"
#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// A number of each set.
struct PerSet {
  std::string set;
  double value = 0;
};

std::vector<PerSet> per_set(const Measured& measured, const char* design,
                            const char* value) {
  std::vector<PerSet> all;
  for (const DataSize& set : measured.cells().sets()) {
    const double gain =
        measured.gain(measured.cells().built_in(design), set, value);
    if (std::isfinite(gain)) all.push_back({set.name, gain});
  }
  return all;
}

std::string listed(const std::vector<PerSet>& values) {
  std::string text;
  for (const PerSet& value : values) {
    text += fmt::format("{}{} {:.3g}", text.empty() ? "" : ", ", value.set,
                        value.value);
  }
  return text.empty() ? "none" : text;
}

double largest(const std::vector<PerSet>& values) {
  double most = std::numeric_limits<double>::quiet_NaN();
  for (const PerSet& value : values) {
    if (!(value.value <= most)) most = value.value;
  }
  return most;
}

// The sets on which a value is at least `bound`, and the others.
std::string split_at(const std::vector<PerSet>& values, double bound) {
  std::vector<PerSet> holds, fails;
  for (const PerSet& value : values) {
    (value.value >= bound ? holds : fails).push_back(value);
  }
  return "holds on: " + listed(holds) + "; does not on: " + listed(fails);
}

// For Verdict::data.
std::string sizes(const Measured& measured) {
  std::string names;
  for (const DataSize& set : measured.cells().sets()) {
    names += (names.empty() ? "" : ", ") + set.name;
  }
  return names + " (sizes)";
}

Verdict up_to(const Measured& measured) {
  constexpr double kClaimed = 6.5;
  Verdict verdict = about(
      "The FPGA is up to 6.5 times faster than at full precision, per epoch.",
      "abstract, section 1",
      "speed-up of a 2-bit epoch over 32 bits, the largest over the sets",
      sizes(measured));
  const std::vector<PerSet> gains = per_set(measured, "q2", "seconds");
  const double most = largest(gains);
  verdict.ours = exactly(most);
  verdict.paper = kClaimed;
  std::string other;
  for (const char* name : {"q4", "q8"}) {
    other += fmt::format("; {} at most {:.3g}", name,
                         largest(per_set(measured, name, "seconds")));
  }
  apply(judge_number(most, most >= kClaimed, "some set reaches 6.5 at 2 bits",
                     split_at(gains, kClaimed) + other),
        verdict);
  return verdict;
}

// Per epoch in the setting of Figure 5.
Verdict six_to_seven(const Measured& measured) {
  Verdict verdict =
      about("2 bits are 6 to 7 times faster than 32 bits on the FPGA.",
            "section 5.1", "speed-up of a 2-bit epoch over 32 bits",
            "synthetic-100, gisette (sizes)");
  std::vector<Judgement> parts;
  for (const char* name : {"synthetic-100", "gisette"}) {
    const DataSize set = data_size(name).value();
    const double gain = measured.gain(
        measured.cells().figure_5_design("q2", LabelPlace::kLastLine), set,
        "seconds");
    if (parts.empty()) verdict.ours = exactly(gain);
    const auto plotted = [&](const std::string& design) {
      return std::find_if(kFigure5Points.begin(), kFigure5Points.end(),
                          [&](const Figure5Point& point) {
                            return std::string(point.set) == name &&
                                   point.design == design;
                          })
          ->seconds;
    };
    parts.push_back(judge_number(
        gain, gain >= 6 && gain <= 7, fmt::format("6 to 7 on {}", name),
        fmt::format("{}: {:.3g} ({:.3g} in the paper's plot)", name, gain,
                    plotted("float") / plotted("q2"))));
  }
  verdict.paper = "6-7";
  apply(judge_all(parts), verdict);
  return verdict;
}

Verdict bandwidth(const Measured& measured) {
  Verdict verdict =
      about("Low precision saves up to 8 times the bandwidth.", "section 1",
            "bytes read an epoch, 32 bits over 2 bits, the "
            "largest over the sets",
            sizes(measured));
  const std::vector<PerSet> gains = per_set(measured, "q2", "bytes_read");
  const double most = largest(gains);
  verdict.ours = exactly(most);
  verdict.paper = 8.0;
  apply(judge_number(most, most >= 7.5 && most < 8.5,
                     "the largest rounds to 8 (two 2-bit draws for 32 bits)",
                     split_at(gains, 7.5)),
        verdict);
  return verdict;
}

Verdict compute_bound(const Measured& measured) {
  Verdict verdict = about(
      "The 1-bit pipeline is compute bound, the others are bound by the link.",
      "supplement K, Figs 13, 14",
      "epoch on the link over the same with a link that always keeps up, "
      "1 bit, the largest over the sets",
      sizes(measured));
  std::vector<PerSet> one_bit, others;
  for (const DataSize& set : measured.cells().sets()) {
    for (const char* name : {"float", "q8", "q4", "q2", "q1split"}) {
      const Design design = measured.cells().built_in(name);
      const double slower = measured.epoch(design, set, "seconds") /
                            measured.epoch(design, set, "compute_seconds");
      if (!std::isfinite(slower)) continue;
      const bool is_one_bit = std::string(name) == "q1split";
      (is_one_bit ? one_bit : others).push_back({set.name, slower});
    }
  }
  const double most = largest(one_bit);
  double least = std::numeric_limits<double>::infinity();
  for (const PerSet& other : others) least = std::min(least, other.value);
  verdict.ours = exactly(most);
  verdict.paper = 1.0;
  apply(
      judge_all(
          {judge_number(most, most <= 1.01,
                        "a faster link shortens no 1-bit epoch by over 1 %",
                        fmt::format("1 bit: at most {:.4g}", most)),
           judge_number(most + least, least > 1.01,
                        "and shortens every other one by more",
                        fmt::format("2 to 32 bits: at least {:.4g}", least))}),
      verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const Measured& measured) {
  return {up_to(measured), six_to_seven(measured), bandwidth(measured),
          compute_bound(measured)};
}

}  // namespace zipml::fpga
