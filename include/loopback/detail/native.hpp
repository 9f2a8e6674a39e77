#pragma once

// The one place where an operating system is chosen. Both sides offer the same functions, in
// `loopback::detail::native`; nothing else in the library includes a system header.
#if defined(_WIN32)
#include "loopback/detail/winsock.hpp"
#else
#include "loopback/detail/posix.hpp"
#endif

namespace loopback {

/// The platform's own socket handle: a file descriptor, or a SOCKET on Windows.
///
///     NativeHandle raw = client.native_handle();
using NativeHandle = detail::native::Handle;

/// What a `NativeHandle` is when it is none: -1, or INVALID_SOCKET.
///
///     bool closed = TcpStream{}.native_handle() == no_handle;
inline constexpr NativeHandle no_handle = detail::native::no_handle;

namespace detail {

// The handle, which is none from now on.
[[nodiscard]] inline NativeHandle taken(NativeHandle& handle) noexcept {
    const NativeHandle before = handle;
    handle = no_handle;
    return before;
}

}  // namespace detail

}  // namespace loopback
