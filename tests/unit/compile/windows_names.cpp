// Our headers beside <windows.h>, in either order.
#if defined(WINDOWS_FIRST)
#define NOMINMAX
#include <windows.h>
#elif defined(WINDOWS_LEAN_FIRST)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#endif

#include "loopback/loopback.hpp"

#include <algorithm>

#if defined(OURS_THEN_WINDOWS)
#include <windows.h>
// After windows.h.
#include <shellapi.h>
#endif

#if defined(OURS_FIRST)
enum class Level { ERROR, DELETE };
struct Planes {
    int near;
    int far;
};
#endif

int windows_names(int a, int b) { return std::min(a, std::max(b, 1)); }
