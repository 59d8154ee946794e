#include "core/report/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <vector>

#include "core/base/text.h"

namespace zipml {
namespace {

// Beyond these, digits alone are hard to count.
constexpr double kSmallestFixed = 1e-4;
constexpr double kLargestFixed = 1e6;
constexpr int kMostDigits = 17;

int exponent_of(double number) {
  // Of the rounded number would be more exact (9.9999 -> 1e1) but the extra
  // digit that it costs is harmless.
  return number == 0
             ? 0
             : static_cast<int>(std::floor(std::log10(std::abs(number))));
}

// How a group of numbers is written: with a common exponent and number of
// decimals, so that they compare at a glance.
struct Notation {
  int exponent = 0;  // 0: fixed
  int decimals = 0;
};

Notation notation_of(double number, int digits) {
  const double magnitude = std::abs(number);
  const int exponent = exponent_of(number);
  const bool fixed =
      number == 0 || (magnitude >= kSmallestFixed && magnitude < kLargestFixed);
  Notation notation;
  notation.exponent = fixed ? 0 : exponent;
  const int before_point = fixed ? exponent + 1 : 1;
  notation.decimals = std::clamp(digits - before_point, 0, kMostDigits);
  return notation;
}

std::string write(double number, const Notation& notation) {
  if (std::isnan(number)) return "";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  if (notation.exponent == 0) {
    const std::string text = fmt::format("{:.{}f}", number, notation.decimals);
    // -0.000 says nothing that 0.000 does not.
    return text.find_first_not_of("-0.") == std::string::npos && number <= 0
               ? fmt::format("{:.{}f}", 0.0, notation.decimals)
               : text;
  }
  // Two steps: 10^-exponent alone overflows for the smallest numbers.
  const int half = notation.exponent / 2;
  const double mantissa =
      number / std::pow(10.0, half) / std::pow(10.0, notation.exponent - half);
  return fmt::format("{:.{}f}e{}", mantissa, notation.decimals,
                     notation.exponent);
}

std::string write_number(double number, int digits) {
  if (!std::isfinite(number)) return write(number, {});
  if (number == 0) return "0";
  return write(number, notation_of(number, digits));
}

std::string write_estimate(const Estimate& estimate, int digits) {
  if (!std::isfinite(estimate.mean)) return write(estimate.mean, {});
  const double half_width = (estimate.high - estimate.low) / 2;
  if (half_width == 0) return write_number(estimate.mean, digits);
  // A mean far below its interval's width has no say in the notation.
  const bool is_noise =
      std::isfinite(half_width) && half_width > 100 * std::abs(estimate.mean);
  Notation notation =
      notation_of(is_noise ? half_width : estimate.mean, digits);
  if (!std::isfinite(half_width)) {
    return fmt::format("{} (n = {})", write(estimate.mean, notation),
                       estimate.n);
  }
  // Digits beyond the second of the half width are noise.
  const int first_digit = notation.exponent - exponent_of(half_width);
  notation.decimals =
      std::clamp(std::clamp(notation.decimals, first_digit, first_digit + 1), 0,
                 kMostDigits);
  return fmt::format("{} [{}, {}]", write(estimate.mean, notation),
                     write(estimate.low, notation),
                     write(estimate.high, notation));
}

Estimate times(const Estimate& estimate, double factor) {
  return {estimate.mean * factor, estimate.low * factor, estimate.high * factor,
          estimate.n};
}

std::string exact_number(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return fmt::format("{}", number);
}

template <typename Convert>
std::string joined(const Value::List& list, const char* separator,
                   const Convert& convert) {
  std::vector<std::string> texts;
  for (const Value& element : list) texts.push_back(convert(element));
  return fmt::format("{}", fmt::join(texts, separator));
}

}  // namespace

std::string display_number(double number, int digits) {
  return write_number(number, digits);
}

std::string display_text(const Value& shown, const Column& column) {
  const Value value = measured(shown);
  if (value.is_null()) return "-";
  if (value.is_boolean()) return value.boolean() ? "yes" : "no";
  if (value.is_text()) return value.text();
  if (value.is_list()) {
    return joined(value.list(), ", ", [&](const Value& element) {
      return display_text(element, column);
    });
  }
  const bool percent = column.format == ColumnFormat::kPercent;
  const double factor = percent ? 100 : 1;
  const std::string unit = percent ? " %" : "";
  if (value.is_estimate()) {
    const Estimate estimate = times(value.estimate(), factor);
    return write_estimate(estimate, column.digits) +
           (std::isfinite(estimate.mean) ? unit : "");
  }
  if (value.is_integer() && !percent) return fmt::format("{}", value.integer());
  if (column.format == ColumnFormat::kInteger) {
    return write(value.number(), {});
  }
  return display_number(value.number() * factor, column.digits) +
         (std::isfinite(value.number()) ? unit : "");
}

std::string heading(const Column& column) {
  const std::string& label = column.label.empty() ? column.name : column.label;
  return column.unit.empty() ? label : label + " (" + column.unit + ")";
}

bool is_numeric(const Column& column) {
  return column.format != ColumnFormat::kText;
}

std::string exact_text(const Value& exact) {
  const Value value = measured(exact);
  if (value.is_null()) return "";
  if (value.is_boolean()) return value.boolean() ? "true" : "false";
  if (value.is_integer()) return fmt::format("{}", value.integer());
  if (value.is_text()) return value.text();
  if (value.is_list()) return joined(value.list(), ";", exact_text);
  return exact_number(value.number());
}

std::string single_line(const std::string& text) {
  std::string line = text;
  for (char& c : line) {
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0) c = ' ';
  }
  return line;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string shortened(const std::string& text, int width) {
  if (display_width(text) <= width) return text;
  std::string beginning = text;
  while (!beginning.empty() && display_width(beginning) > width - 3) {
    beginning.pop_back();
  }
  // Not in the middle of a character of UTF-8.
  std::size_t size = beginning.size();
  while (size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
    beginning += text[size++];
  }
  return beginning + "...";
}

std::string safe_file_name(const std::string& id) {
  std::string name = id.empty() ? "_" : id;
  for (char& c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (!plain && c != '.' && c != '_' && c != '-') c = '_';
  }
  if (name.front() == '.') name.front() = '_';
  return name;
}

}  // namespace zipml
