#include "ledger.hpp"

#include <dirent.h>
#include <netdb.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> live = 0;
std::atomic<long> made = 0;
std::atomic<long> lookups = 0;
thread_local long until_failure = 0;
thread_local bool has_failed = false;

void* allocate(std::size_t size, std::size_t alignment) {
    if (until_failure > 0 && --until_failure == 0) {
        has_failed = true;
        throw std::bad_alloc();
    }
    ++made;
    // aligned_alloc wants a multiple of the alignment.
    const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
    void* memory = alignment <= alignof(std::max_align_t)
                       ? std::malloc(size != 0 ? size : 1)
                       : std::aligned_alloc(alignment, rounded != 0 ? rounded : alignment);
    if (memory == nullptr) throw std::bad_alloc();
    ++live;
    return memory;
}

void give_back(void* memory) noexcept {
    if (memory == nullptr) return;
    --live;
    std::free(memory);
}

}  // namespace

// Not inlined: g++ would see malloc's memory go to operator delete, and warn.
#define APART [[gnu::noinline]]
APART void* operator new(std::size_t size) { return allocate(size, 1); }
APART void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate(size, static_cast<std::size_t>(alignment));
}
APART void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    try {
        return allocate(size, 1);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
APART void operator delete(void* memory) noexcept { give_back(memory); }
APART void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
APART void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
APART void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    give_back(memory);
}
APART void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }

// The linker leads the library's calls here (-Wl,--wrap).
extern "C" {
int __real_getaddrinfo(const char*, const char*, const addrinfo*, addrinfo**);        // NOLINT
void __real_freeaddrinfo(addrinfo*);                                                  // NOLINT
int __wrap_getaddrinfo(const char* host, const char* service, const addrinfo* hints,  // NOLINT
                       addrinfo** found);
void __wrap_freeaddrinfo(addrinfo* found);  // NOLINT

int __wrap_getaddrinfo(const char* host, const char* service, const addrinfo* hints,  // NOLINT
                       addrinfo** found) {
    const int result = __real_getaddrinfo(host, service, hints, found);
    if (result == 0) ++lookups;
    return result;
}
void __wrap_freeaddrinfo(addrinfo* found) {  // NOLINT
    --lookups;
    __real_freeaddrinfo(found);
}
}

namespace torture {

Holdings holdings() {
    std::size_t handles = 0;
    if (DIR* folder = ::opendir("/proc/self/fd")) {
        while (::readdir(folder) != nullptr) ++handles;
        ::closedir(folder);
    }
    return {handles, live + lookups};
}
long allocations() { return made; }
void fail_allocation(long nth) {
    until_failure = nth;
    has_failed = false;
}
bool allocation_failed() { return has_failed; }
long open_lookups() { return lookups; }

}  // namespace torture
