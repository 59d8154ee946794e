// The identity of cells: what makes two of them the same piece of work.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/harness/cell.h"

namespace zipml {

// 16 bytes of SHA-256 in hexadecimal, of everything in the cell but
// `exclusive`. Not of white space or source text.
std::string cell_id(const Cell& cell);

// cell_id() for many cells that share prerequisites: each prerequisite is
// hashed once. Keeps shared cells alive. Thread-safe.
class CellIds {
 public:
  // The same as cell_id(cell).
  std::string id(const Cell& cell);
  // Of a shared cell: computed once.
  std::string id(const std::shared_ptr<const Cell>& cell);

  // The canonical JSON that the id is a hash of, on one line: experiment,
  // version, numerics, task, parameters sorted by name, seed, repetition, ids
  // of the prerequisites in their order. Bytes that are not UTF-8 are replaced.
  std::string identity(const Cell& cell);

 private:
  std::string identity_locked(const Cell& cell);
  const std::string& id_locked(const std::shared_ptr<const Cell>& cell);

  std::mutex mutex_;
  std::map<std::shared_ptr<const Cell>, std::string> known_;
};

// The id that belongs to an identity: the first 16 bytes of its SHA-256 in
// hexadecimal.
std::string id_of_identity(const std::string& identity);

// For people: "naive_bias/train #3 (1a2b3c4d)": experiment, task, repetition
// and the beginning of the id.
std::string cell_name(const Cell& cell, const std::string& id);

}  // namespace zipml
