// How much memory a program may still take.
#pragma once

#include <cstddef>
#include <string>

namespace zipml {

// Bytes that can be allocated now without swapping: what the system calls
// available, within the limit of the control group where there is one, and
// below that of limit_memory. The largest number where nothing is known.
std::size_t available_memory();

// From now on no more than `bytes` are ever called available in this process.
// For programs that read what nobody has looked at, such as fuzz targets.
// Thread-safe.
void limit_memory(std::size_t bytes);

// "1.5 GB", of 10^9 bytes.
std::string byte_count(double bytes);

// UserError naming `file` when it is more than a megabyte and more than is
// available: "`what` take 80.0 GB; 20.1 GB of memory are available".
void require_memory(double bytes, const std::string& file,
                    const std::string& what);

}  // namespace zipml
