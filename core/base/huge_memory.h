// A block of memory on large pages where the system has them.
#pragma once

#include <cstddef>
#include <memory>

namespace zipml {

// `bytes` zero bytes, aligned to 2 MiB and marked for huge pages (on Linux;
// elsewhere to a page), given back when the last owner lets go. Pages of 4 KB
// cost a stream of reads 15 to 25 % of its speed. Throws std::bad_alloc.
std::shared_ptr<std::byte> make_huge_memory(std::size_t bytes);

// Asks for huge pages where memory that someone else has allocated, and nobody
// has touched yet, has room for them. A wish.
void prefer_huge_pages(void* start, std::size_t bytes);

}  // namespace zipml
