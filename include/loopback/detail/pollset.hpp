#pragma once

#include "loopback/detail/seam.hpp"

// Readiness of many sockets: epoll on Linux, poll or WSAPoll elsewhere. Both have a PollSet with
// the same functions; those that may fail return 0 or the platform's error.

namespace loopback::detail {

inline constexpr int want_recv = 1;
inline constexpr int want_send = 2;

// The key that no socket can have: it stands for the handle that wakes the wait.
inline constexpr std::uint64_t wake_key = ~std::uint64_t{0};

}  // namespace loopback::detail

#if defined(__linux__) && !defined(LOOPBACK_TEST_PORTABLE_WAIT)
#include "loopback/detail/pollset_epoll.hpp"
#else
#include "loopback/detail/pollset_poll.hpp"
#endif
