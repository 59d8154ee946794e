// What core/base/file.cc asks of OpenSSL, where the library is not there for
// the machine that is compiled for: SHA-256 alone.
#pragma once

#include <cstddef>

inline constexpr int EVP_MAX_MD_SIZE = 64;

struct EVP_MD;
struct EVP_MD_CTX;
struct ENGINE;

EVP_MD_CTX* EVP_MD_CTX_new();
void EVP_MD_CTX_free(EVP_MD_CTX* context);
const EVP_MD* EVP_sha256();
int EVP_DigestInit_ex(EVP_MD_CTX* context, const EVP_MD* type, ENGINE* engine);
int EVP_DigestUpdate(EVP_MD_CTX* context, const void* data, std::size_t size);
int EVP_DigestFinal_ex(EVP_MD_CTX* context, unsigned char* digest,
                       unsigned* size);
