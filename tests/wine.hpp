#pragma once

// Wine plays Windows, but not in everything. What it cannot show stands in docs/windows.md, and
// nowhere else: a test that leaves something out names the entry, and tests/windows/suite.sh holds
// the names that were heard against that page.

#include <cstdio>

#if defined(_WIN32)
#include "loopback/detail/native.hpp"  // <windows.h>, in the order that it needs
#endif

namespace tests {

/// Whether this is Windows as Wine plays it.
inline bool on_wine() {
#if defined(_WIN32)
    const HMODULE system = ::GetModuleHandleA("ntdll.dll");
    return system != nullptr && ::GetProcAddress(system, "wine_get_version") != nullptr;
#else
    return false;
#endif
}

/// True under Wine, which lacks what the entry `name` of docs/windows.md says.
inline bool wine_lacks(const char* name) {
    if (!on_wine()) return false;
    std::printf("WINE LACKS: %s\n", name);
    std::fflush(stdout);
    return true;
}

}  // namespace tests
