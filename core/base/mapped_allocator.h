// Memory that goes back to the system as soon as it is freed.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace zipml {

// For containers of large blocks that are freed one after the other: the
// general allocator may keep what it was given back, so that a copy that moves
// from block to block would take the memory twice. Pages that were never
// touched take none.
template <typename T>
struct MappedAllocator {
  using value_type = T;

  MappedAllocator() = default;
  template <typename Other>
  MappedAllocator(const MappedAllocator<Other>&) {}

  T* allocate(std::size_t count) {
    void* place = ::mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) throw std::bad_alloc();
    return static_cast<T*>(place);
  }
  void deallocate(T* place, std::size_t count) {
    ::munmap(place, count * sizeof(T));
  }

  friend bool operator==(const MappedAllocator&, const MappedAllocator&) {
    return true;
  }
};

}  // namespace zipml
