// Codes of a few bits, one after the other in bytes. Internal to core/quantize.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace zipml {

// A code is read and written by one 32-bit word from the byte where it starts:
// at most 24 bits of a code, and as many bytes to spare after the last one.
inline constexpr int kMostCodeBits = 24;
inline constexpr std::size_t kSpareCodeBytes = 4;

static_assert(std::endian::native == std::endian::little,
              "codes are packed for little-endian words");

inline std::uint32_t code_mask(int bits) { return (1u << bits) - 1; }

// Code number `place` of a stream of codes of `bits` bits.
inline std::uint32_t get_code(const std::uint8_t* stream, std::size_t place,
                              int bits) {
  const std::size_t bit = place * static_cast<std::size_t>(bits);
  std::uint32_t word;
  std::memcpy(&word, stream + bit / 8, sizeof word);
  return word >> (bit % 8) & code_mask(bits);
}

// Where 0 was before.
inline void put_code(std::uint8_t* stream, std::size_t place, int bits,
                     std::uint32_t code) {
  const std::size_t bit = place * static_cast<std::size_t>(bits);
  std::uint32_t word;
  std::memcpy(&word, stream + bit / 8, sizeof word);
  word |= code << (bit % 8);
  std::memcpy(stream + bit / 8, &word, sizeof word);
}

}  // namespace zipml
