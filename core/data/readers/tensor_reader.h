// Arrays of numbers from binary files: NumPy's .npy, and safetensors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/readers/binary_type.h"
#include "core/data/readers/byte_stream.h"
#include "core/data/readers/text_source.h"

namespace zipml {

// One array, as the file's header describes it.
struct TensorInfo {
  std::string name = {};  // empty in an .npy; any bytes: print it in_quotes
  std::string type = {};  // of a BinaryType: "float32"
  std::vector<std::uint64_t> shape = {};  // empty: one number
  ByteOrder byte_order = ByteOrder::kLittle;
  // Stored with the first index going fastest; it is read in C order anyway.
  bool fortran_order = false;

  // The product of the shape; of a tensor that a reader gives, below 2^63.
  std::uint64_t size() const;
  // `tensor "w" (3 x 4 of float32)`, `the array (one float64)`.
  std::string description() const;
};

// The bytes of its numbers; nothing when they are 2^63 or more.
std::optional<std::uint64_t> byte_count(const TensorInfo& info);

// Reads tensors one after the other from a source that can only go forward: it
// may be packed, or a pipe. Memory is a few pieces of the source, and for a
// tensor in Fortran order of two or more dimensions its bytes. What the header
// says is not trusted: memory grows with the bytes that come.
//
// Infinities and NaN are given as they are; a caller that has no use for them
// refuses them.
class TensorReader {
 public:
  // The tensors lie one behind the other from where the stream stands, each
  // with a byte_count. For the functions below; others call these.
  TensorReader(ByteStream stream, std::vector<TensorInfo> tensors);

  // All, in the order of their numbers in the file. There may be none.
  const std::vector<TensorInfo>& tensors() const { return tensors_; }

  // Gives the numbers of the next tensor, which must be there, to `take` in C
  // order, some thousands at a time. UserError: the file ends before their end
  // (after some were taken), or the byte of a bool is neither 0 nor 1.
  using Take = std::function<void(std::span<const double>)>;
  void read_next(const Take& take);
  // The same into `values`, which then holds no others. While it grows it
  // touches no more memory than it needs in the end.
  void read_next(std::vector<double>& values);
  // Passes over the next tensor. UserError: the file ends before its end.
  void skip_next();
  // Of the tensor read last: how many numbers are not exact, since they are
  // integers of 64 bits (beyond 2^53) that no double holds.
  std::uint64_t inexact() const { return inexact_; }
  // UserError when bytes follow the last tensor. To be called when all were
  // read or passed over.
  void finish();

 private:
  const TensorInfo& start_next();
  std::string_view next_bytes(const TensorInfo& info, std::uint64_t had);
  void decode(const TensorInfo& info, std::string_view bytes, const Take& take);
  void read_fortran_order(const TensorInfo& info, const Take& take);
  [[noreturn]] void fail_short(const TensorInfo& info, std::uint64_t had);

  ByteStream stream_;
  std::vector<TensorInfo> tensors_;
  std::size_t next_ = 0;
  std::uint64_t inexact_ = 0;
  std::vector<double> numbers_;  // of one call of `take`
};

// Whether a content that starts so is meant to be an .npy file: its first six
// bytes.
bool is_npy(std::string_view start);
// The same for safetensors: its first nine bytes, a header's length from 2 to
// 100,000,000 (low bytes first) and a '{'.
bool is_safetensors(std::string_view start);

// An .npy file of format version 1.0, 2.0 or 3.0 (NumPy Enhancement Proposal 1
// and numpy.lib.format): one array of floats (16, 32, 64 bits), integers (8 to
// 64 bits) or bool. UserError: no such file, a header that is not strictly the
// format's, other types (named), sizes beyond 64 bits. Reads the header.
TensorReader open_npy(ByteSource& source);

// A safetensors file (the format's description in its README): any number of
// named tensors of the same types and bfloat16, without gaps. UserError: no
// such file, a header that is not strictly the format's (a name twice, members
// unknown or missing, tensors that overlap, leave gaps or do not have the
// bytes that their shape says), other types (named). Reads the header.
TensorReader open_safetensors(ByteSource& source);

}  // namespace zipml
