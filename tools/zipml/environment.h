// What the program asks of the process it is: variables, folders, the clock and
// the terminal.
#pragma once

#include <filesystem>
#include <string>

namespace zipml {

// Of a variable of the environment; empty where there is none.
std::string environment(const char* name);

// Where data sets are kept: ZIPML_CACHE_DIR, else zipml in XDG_CACHE_HOME, else
// ~/.cache/zipml; without HOME, zipml in the system's folder of temporary
// files.
std::filesystem::path cache_folder();

// The folder of the configs that come with the program: ZIPML_CONFIG_DIR, else
// beside its sources, when it lies in a build folder of them, or installed with
// it. Empty: neither.
std::filesystem::path configs_folder();

// The date and time, ISO 8601, UTC.
std::string now_text();

// Of a clock that only goes forward, from any beginning.
double seconds();

// Characters of a line of the terminal that has the standard error; 80 where
// there is none.
int terminal_width();

// Whether the stream goes to a terminal that obeys codes.
bool is_smart_terminal(int descriptor);

// Threads that run at a time here, at least 1.
int machine_threads();

}  // namespace zipml
