#include "core/harness/config/own_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/base/file.h"

namespace zipml {
namespace {

void add_file(const Parameter& parameter, const std::string& path,
              OwnFiles& files) {
  if (is_known_name(parameter, path) || files.contains(path)) return;
  const std::string name = std::filesystem::path(path).filename().string();
  const auto taken = [&](const std::string& other) {
    return std::any_of(files.begin(), files.end(), [&](const auto& file) {
      return file.second.name == other;
    });
  };
  std::string own = name;
  for (int i = 2; taken(own); ++i) own = fmt::format("{} ({})", name, i);
  // A pipe is read once, and not here.
  const bool is_file = std::filesystem::is_regular_file(path);
  files[path] = {.name = own, .sha256 = is_file ? sha256_of_file(path) : ""};
}

void add_value(const Parameter& parameter, const Value& value,
               OwnFiles& files) {
  if (value.is_text()) add_file(parameter, value.text(), files);
  if (!value.is_list()) return;
  for (const Value& element : value.list()) {
    add_value(parameter, element, files);
  }
}

Value with_names(const Value& value, const OwnFiles& files) {
  if (value.is_list()) {
    Value::List list;
    for (const Value& element : value.list()) {
      list.push_back(with_names(element, files));
    }
    return list;
  }
  if (!value.is_text()) return value;
  const auto file = files.find(value.text());
  return file == files.end() ? value : Value(file->second.name);
}

}  // namespace

OwnFiles own_files(const ParameterSet& parameters, const Record& values,
                   const Sweep& sweep) {
  OwnFiles files;
  const auto add = [&](const std::string& name, const Value& value) {
    const Parameter* parameter = parameters.find(name);
    if (parameter == nullptr) return;
    if (parameter->type != ParameterType::kNameOrFile) return;
    add_value(*parameter, value, files);
  };
  for (const auto* axes : {&sweep.product, &sweep.zip}) {
    for (const SweepAxis& axis : *axes) {
      for (const Value& value : axis.values) add(axis.parameter, value);
    }
  }
  const auto is_swept = [&](const std::string& name) {
    const auto is_this = [&](const SweepAxis& axis) {
      return axis.parameter == name;
    };
    return std::any_of(sweep.product.begin(), sweep.product.end(), is_this) ||
           std::any_of(sweep.zip.begin(), sweep.zip.end(), is_this);
  };
  for (const auto& [name, value] : values) {
    if (!is_swept(name)) add(name, value);
  }
  return files;
}

Record with_names(const Record& record, const OwnFiles& files) {
  Record result;
  for (const auto& [name, value] : record) {
    result.set(name, with_names(value, files));
  }
  return result;
}

}  // namespace zipml
