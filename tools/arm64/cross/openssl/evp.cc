// FIPS 180-4, section 6.2.
#include "openssl/evp.h"

#include <array>
#include <bit>
#include <cstdint>

namespace {

// The first 32 bits of the fractional parts of the square (cube) roots of the
// first 8 (64) primes, found in whole numbers.
constexpr std::uint32_t fraction_of_root(std::uint32_t prime, int power) {
  __extension__ using Wide = unsigned __int128;
  // The largest r with (r / 2^32)^power <= prime, by bisection.
  std::uint64_t low = 0;
  std::uint64_t high = std::uint64_t{1} << 37;
  while (high - low > 1) {
    const std::uint64_t middle = (low + high) / 2;
    const Wide square = Wide{middle} * middle;
    const Wide raised = power == 2 ? square : square * middle;
    const bool is_below = raised <= Wide{prime} << (32 * power);
    (is_below ? low : high) = middle;
  }
  return static_cast<std::uint32_t>(low);
}

template <std::size_t kCount>
constexpr std::array<std::uint32_t, kCount> fractions_of_roots(int power) {
  std::array<std::uint32_t, kCount> words{};
  std::size_t count = 0;
  for (std::uint32_t number = 2; count < kCount; ++number) {
    bool is_prime = true;
    for (std::uint32_t d = 2; d * d <= number; ++d) {
      is_prime = is_prime && number % d != 0;
    }
    if (is_prime) words[count++] = fraction_of_root(number, power);
  }
  return words;
}

constexpr auto kStart = fractions_of_roots<8>(2);
constexpr auto kRounds = fractions_of_roots<64>(3);

}  // namespace

struct EVP_MD_CTX {
  std::array<std::uint32_t, 8> state = kStart;
  std::array<unsigned char, 64> block = {};
  std::uint64_t bytes = 0;

  void add(unsigned char byte) {
    block[bytes++ % block.size()] = byte;
    if (bytes % block.size() == 0) compress();
  }

  void compress() {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t t = 0; t < 64; ++t) {
      if (t < 16) {
        for (std::size_t i = 0; i < 4; ++i) w[t] = w[t] << 8 | block[4 * t + i];
        continue;
      }
      const std::uint32_t a = w[t - 15];
      const std::uint32_t b = w[t - 2];
      w[t] = w[t - 16] + w[t - 7] +
             (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) +
             (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < 64; ++t) {
      const std::uint32_t first =
          h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
          ((e & f) ^ (~e & g)) + kRounds[t] + w[t];
      const std::uint32_t second =
          (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) +
          ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    const std::array<std::uint32_t, 8> sums = {a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) state[i] += sums[i];
  }
};

EVP_MD_CTX* EVP_MD_CTX_new() { return new EVP_MD_CTX; }

void EVP_MD_CTX_free(EVP_MD_CTX* context) { delete context; }

const EVP_MD* EVP_sha256() { return nullptr; }

int EVP_DigestInit_ex(EVP_MD_CTX* context, const EVP_MD*, ENGINE*) {
  *context = {};
  return 1;
}

int EVP_DigestUpdate(EVP_MD_CTX* context, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) context->add(bytes[i]);
  return 1;
}

int EVP_DigestFinal_ex(EVP_MD_CTX* context, unsigned char* digest,
                       unsigned* size) {
  const std::uint64_t bits = 8 * context->bytes;
  context->add(0x80);
  while (context->bytes % 64 != 56) context->add(0);
  for (int shift = 56; shift >= 0; shift -= 8) {
    context->add(static_cast<unsigned char>(bits >> shift));
  }
  for (std::size_t i = 0; i < 32; ++i) {
    digest[i] =
        static_cast<unsigned char>(context->state[i / 4] >> (24 - i % 4 * 8));
  }
  *size = 32;
  return 1;
}
