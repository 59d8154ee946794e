// What every command's words have in common: numbers as people type them, and
// each mistake in one line of ours.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/typed_number.h"

namespace CLI {
class App;
class ParseError;
class Option;
}  // namespace CLI

namespace zipml {

// An option that takes a number (core/base/typed_number.h), which `use` is
// given; UserError of typed_number.h while the words are read.
CLI::Option* add_whole_number(CLI::App& command, const std::string& name,
                              TypedRange<std::int64_t> range,
                              const std::string& help,
                              std::function<void(std::int64_t)> use);
CLI::Option* add_number(CLI::App& command, const std::string& name,
                        TypedRange<double> range, const std::string& help,
                        std::function<void(double)> use);

// The command that the words so far have chosen: the program itself, `zipml
// data`, `zipml data list`.
const CLI::App& chosen_command(const CLI::App& program);

// The help of the command that `path` ({"data", "list"}) leads to, or of the
// program. UserError for a word that is no command.
std::string help_of(const CLI::App& program,
                    const std::vector<std::string>& path);

// UserError, the first that holds of the words that `program` has read: a word
// or an option that it does not know, with a suggestion; an option that is
// given twice and keeps one value; options that exclude each other; no
// command; a required argument that is missing; and whatever else `error`, if
// the reading ended with one, may mean.
void check_words(const CLI::App& program, const std::vector<std::string>& words,
                 const CLI::ParseError* error);

// Of check_words: a word or an option that is not known.
void check_known(const CLI::App& program,
                 const std::vector<std::string>& words);

}  // namespace zipml
