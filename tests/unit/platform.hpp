#pragma once

// Where the platforms differ, by name. Tests that need more of POSIX than this stand in files
// named *_posix_test.cpp, those that hold for Linux alone in *_linux_test.cpp.
#include "loopback/detail/native.hpp"

#include "wine.hpp"

#if defined(_WIN32)
inline constexpr bool on_windows = true;
#else
inline constexpr bool on_windows = false;
#endif

#if defined(__linux__)
inline constexpr bool on_linux = true;
#else
inline constexpr bool on_linux = false;
#endif

// The call in which a blocked operation sleeps: its own where shutdown wakes it, else poll.
inline constexpr bool waits_by_poll = !loopback::detail::native::shutdown_wakes;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

using tests::on_wine;
using tests::wine_lacks;
