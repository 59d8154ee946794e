#include "core/base/huge_memory.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace zipml {

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
#ifdef MADV_HUGEPAGE
    // A wish: where it is not granted the pages are small.
    ::madvise(start, bytes, MADV_HUGEPAGE);
#endif
  }
  return {start, [place, mapped](std::byte*) {
            ::munmap(place, mapped == 0 ? 1 : mapped);
          }};
}

}  // namespace zipml
