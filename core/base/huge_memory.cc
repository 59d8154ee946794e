#include "core/base/huge_memory.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace zipml {

void prefer_huge_pages(void* start, std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  // Whole pages only.
  const std::uintptr_t page = 4096;
  const std::uintptr_t first =
      (reinterpret_cast<std::uintptr_t>(start) + page - 1) / page * page;
  const std::uintptr_t last =
      (reinterpret_cast<std::uintptr_t>(start) + bytes) / page * page;
  if (first < last) {
    ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
  }
#else
  static_cast<void>(start);
  static_cast<void>(bytes);
#endif
}

std::shared_ptr<std::byte> make_huge_memory(std::size_t bytes) {
  constexpr std::size_t kHugePage = std::size_t{2} << 20;
  // Less than a page of that size would only be rounded up.
  const std::size_t alignment = bytes < kHugePage ? 0 : kHugePage;
  const std::size_t mapped = bytes + alignment;
  void* place =
      ::mmap(nullptr, mapped == 0 ? 1 : mapped, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (place == MAP_FAILED) throw std::bad_alloc();
  auto* start = static_cast<std::byte*>(place);
  if (alignment != 0) {
    const std::uintptr_t address = reinterpret_cast<std::uintptr_t>(place);
    start += (alignment - address % alignment) % alignment;
    prefer_huge_pages(start, bytes);
  }
  return {start, [place, mapped](std::byte*) {
            ::munmap(place, mapped == 0 ? 1 : mapped);
          }};
}

}  // namespace zipml
