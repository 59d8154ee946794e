#include "experiments/paper/curves.h"

#include <cstdlib>
#include <limits>
#include <string>

#include "experiments/paper/curves_csv.h"

namespace zipml {
namespace {

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

}  // namespace

double PaperCurve::at(double epoch) const {
  for (std::size_t i = 0; i < epochs.size(); ++i) {
    if (epochs[i] == epoch) return values[i];
    if (epochs[i] < epoch || i == 0) continue;
    const double part = (epoch - epochs[i - 1]) / (epochs[i] - epochs[i - 1]);
    if (part < 0) break;
    return values[i - 1] + part * (values[i] - values[i - 1]);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

double PaperCurve::crossing(double loss) const {
  for (std::size_t i = 0; i < epochs.size(); ++i) {
    if (values[i] > loss) continue;
    if (i == 0) return epochs[0];
    const double part = (values[i - 1] - loss) / (values[i - 1] - values[i]);
    return epochs[i - 1] + part * (epochs[i] - epochs[i - 1]);
  }
  return std::numeric_limits<double>::infinity();
}

PaperCurve paper_curve(std::string_view figure, std::string_view series) {
  PaperCurve curve;
  std::string_view rest = kPaperCurvesCsv;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::vector<std::string> fields = split(rest.substr(0, end));
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    if (fields.size() != 6 || fields[0] != figure || fields[2] != series) {
      continue;
    }
    const double unit = fields[3] == "half-MSE/1e9" ? 1e9 : 1;
    curve.epochs.push_back(std::strtod(fields[4].c_str(), nullptr));
    curve.values.push_back(unit * std::strtod(fields[5].c_str(), nullptr));
  }
  return curve;
}

}  // namespace zipml
