#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/eventfd.h>
#elif defined(__APPLE__)
#include <sys/sysctl.h>
#endif

namespace loopback::detail::native {

using Handle = int;
inline constexpr Handle no_handle = -1;

using PollEntry = pollfd;
using PollCount = nfds_t;

// True where shutdown(2) wakes a call that is blocked in another thread. Elsewhere sockets are
// non-blocking underneath, and waiting is a poll on the socket and on a wake handle.
#if defined(__linux__) && !defined(LOOPBACK_TEST_PORTABLE_WAIT)
inline constexpr bool shutdown_wakes = true;
inline constexpr bool has_epoll = true;
#else
inline constexpr bool shutdown_wakes = false;
inline constexpr bool has_epoll = false;
#endif

#if defined(MSG_NOSIGNAL)
inline constexpr int send_flags = MSG_NOSIGNAL;
#else
inline constexpr int send_flags = 0;  // SO_NOSIGPIPE is set on each socket instead
#endif
inline constexpr int dont_wait = MSG_DONTWAIT;
inline constexpr std::size_t largest_transfer = SSIZE_MAX;
inline constexpr std::size_t largest_datagram = SSIZE_MAX;

inline constexpr int would_block = EAGAIN;
inline constexpr int interrupted = EINTR;
inline constexpr int in_progress = EINPROGRESS;
inline constexpr int timed_out = ETIMEDOUT;
inline constexpr int canceled = ECANCELED;
inline constexpr int refused = ECONNREFUSED;
inline constexpr int invalid_argument = EINVAL;
inline constexpr int message_size = EMSGSIZE;
inline constexpr int not_connected = ENOTCONN;
inline constexpr int already_connected = EISCONN;
inline constexpr int not_supported = EOPNOTSUPP;
inline constexpr int bad_handle = EBADF;

[[nodiscard]] inline int last_error() noexcept { return errno; }
inline void set_last_error(int code) noexcept { errno = code; }

// The number that std::errc has for a code of this platform; 0 for one that has none.
[[nodiscard]] inline int portable_code(int code) noexcept { return code; }

// This platform's code for a number of std::errc.
[[nodiscard]] inline int code_of(std::errc condition) noexcept {
    return static_cast<int>(condition);
}

[[nodiscard]] inline std::string message(int code) { return std::generic_category().message(code); }

[[nodiscard]] inline bool is_would_block(int code) noexcept {
    return code == EAGAIN || code == EWOULDBLOCK;
}

// accept(2), "Error handling": trouble of the one client that was next, not of the listener.
[[nodiscard]] inline bool is_clients_trouble(int code) noexcept {
    switch (code) {
        case ECONNABORTED:
        case EPROTO:
        case ENOPROTOOPT:
        case ENETDOWN:
        case ENETUNREACH:
        case EHOSTDOWN:
        case EHOSTUNREACH:
        case EOPNOTSUPP: return true;
#if defined(ENONET)
        case ENONET: return true;
#endif
        default: return false;
    }
}

inline void start() noexcept {}

// getaddrinfo(3) has error numbers of its own: these name those that are the system's, or 0.
[[nodiscard]] inline int resolver_code(int code, int system_error) noexcept {
    if (code == EAI_SYSTEM) return system_error;
    return code == EAI_MEMORY ? ENOMEM : 0;
}
[[nodiscard]] inline bool is_unknown_host(int code) noexcept {
#if defined(EAI_NODATA)
    if (code == EAI_NODATA) return true;
#endif
    return code == EAI_NONAME || code == EAI_FAMILY;
}

inline bool set_close_on_exec(Handle handle) noexcept {
    return ::fcntl(handle, F_SETFD, FD_CLOEXEC) == 0;
}

inline int set_nonblocking(Handle handle, bool on) noexcept {
    const int flags = ::fcntl(handle, F_GETFL);
    if (flags == -1) return -1;
    return ::fcntl(handle, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

// How a person asks this system who listens on a port: this, the port, and what follows.
#if defined(__linux__)
inline constexpr std::string_view who_listens[] = {"ss -ltnp 'sport = :", "'"};
#else
inline constexpr std::string_view who_listens[] = {"lsof -nP -sTCP:LISTEN -iTCP:", ""};
#endif

// What every new socket needs where socket(2) and accept(2) cannot be told: not inherited by
// child processes, no SIGPIPE.
inline Handle prepared(Handle handle) noexcept {
#if !defined(SOCK_CLOEXEC)
    if (handle != no_handle) set_close_on_exec(handle);
#endif
#if defined(SO_NOSIGPIPE)
    const int on = 1;
    if (handle != no_handle) ::setsockopt(handle, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    return handle;
}

[[nodiscard]] inline Handle open(int family, int type, bool nonblocking) noexcept {
#if defined(SOCK_CLOEXEC)
    return prepared(::socket(family, type | SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0), 0));
#else
    const Handle handle = prepared(::socket(family, type, 0));
    if (handle != no_handle && nonblocking) set_nonblocking(handle, true);
    return handle;
#endif
}

[[nodiscard]] inline Handle accept(Handle listener, sockaddr* peer, socklen_t* size,
                                   bool nonblocking) noexcept {
#if defined(SOCK_CLOEXEC) && !defined(__APPLE__)
    const int flags = SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0);
    return prepared(::accept4(listener, peer, size, flags));
#else
    const Handle handle = prepared(::accept(listener, peer, size));
    if (handle != no_handle) set_nonblocking(handle, nonblocking);  // BSD: inherits the listener's
    return handle;
#endif
}

inline int bind(Handle handle, const sockaddr* address, socklen_t size) noexcept {
    return ::bind(handle, address, size);
}
inline int listen(Handle handle, int backlog) noexcept { return ::listen(handle, backlog); }
inline int connect(Handle handle, const sockaddr* address, socklen_t size) noexcept {
    return ::connect(handle, address, size);
}
inline std::ptrdiff_t recv(Handle handle, void* data, std::size_t size, int flags) noexcept {
    return ::recv(handle, data, size, flags);
}
inline std::ptrdiff_t send(Handle handle, const void* data, std::size_t size, int flags) noexcept {
    return ::send(handle, data, size, flags | send_flags);
}

// Receives one datagram; `truncated` says that more had come than there was room for.
inline std::ptrdiff_t recv_from(Handle handle, void* data, std::size_t size, int flags,
                                sockaddr* from, socklen_t* from_size, bool& truncated) noexcept {
    iovec part{data, size};
    msghdr message{};
    message.msg_name = from;
    message.msg_namelen = *from_size;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    const std::ptrdiff_t count = ::recvmsg(handle, &message, flags);
    *from_size = message.msg_namelen;
    truncated = (message.msg_flags & MSG_TRUNC) != 0;
    return count;
}
inline std::ptrdiff_t send_to(Handle handle, const void* data, std::size_t size, int flags,
                              const sockaddr* to, socklen_t to_size) noexcept {
    return ::sendto(handle, data, size, flags | send_flags, to, to_size);
}

inline int shutdown(Handle handle, int how) noexcept { return ::shutdown(handle, how); }
inline constexpr int shutdown_send = SHUT_WR;
inline constexpr int shutdown_recv = SHUT_RD;
inline constexpr int shutdown_both = SHUT_RDWR;

// Safe in a signal handler: what was interrupted keeps its errno.
inline void shut_down_quietly(Handle handle) noexcept {
    const int saved = errno;
    ::shutdown(handle, SHUT_RDWR);
    errno = saved;
}

// Never retried: after EINTR the descriptor is gone on Linux (close(2)), and another thread may
// own the number already.
inline int close(Handle handle) noexcept { return ::close(handle); }

inline int local_name(Handle handle, sockaddr* address, socklen_t* size) noexcept {
    return ::getsockname(handle, address, size);
}
inline int peer_name(Handle handle, sockaddr* address, socklen_t* size) noexcept {
    return ::getpeername(handle, address, size);
}
inline int get_option(Handle handle, int level, int name, void* value, socklen_t* size) noexcept {
    return ::getsockopt(handle, level, name, value, size);
}
inline int set_option(Handle handle, int level, int name, const void* value,
                      socklen_t size) noexcept {
    return ::setsockopt(handle, level, name, value, size);
}

// A second listener on the port must fail, a restart must not (socket(7), SO_REUSEADDR).
inline constexpr int listener_option = SO_REUSEADDR;
inline constexpr bool datagrams_take_listener_option = false;  // there it would share the port
inline constexpr int keep_idle_option =
#if defined(TCP_KEEPIDLE)
    TCP_KEEPIDLE;
#else
    TCP_KEEPALIVE;  // macOS's name for it
#endif

inline constexpr int keep_interval_option = TCP_KEEPINTVL;
inline constexpr int keep_count_option = TCP_KEEPCNT;

// Shares a port among all that set it; on Linux they must be of one user (socket(7)).
inline constexpr int share_option = SO_REUSEPORT;
inline constexpr bool streams_can_share = true;

inline int available(Handle handle, int& bytes) noexcept {
    return ::ioctl(handle, FIONREAD, &bytes);
}

// Takes the partner away from a datagram socket (connect(2)); macOS does it, and fails.
inline int disconnect(Handle handle) noexcept {
    sockaddr nobody{};
    nobody.sa_family = AF_UNSPEC;
    const int result = ::connect(handle, &nobody, sizeof nobody);
    return result != 0 && errno == EAFNOSUPPORT ? 0 : result;
}

[[nodiscard]] inline unsigned loopback_interface() noexcept {
#if defined(__linux__)
    return ::if_nametoindex("lo");
#else
    return ::if_nametoindex("lo0");
#endif
}

inline int poll(PollEntry* entries, PollCount count, int milliseconds) noexcept {
    return ::poll(entries, count, milliseconds);
}

// Waits until a connect in progress has ended, well or badly: then SO_ERROR tells.
inline int wait_connected(Handle handle, int milliseconds) noexcept {
    PollEntry entry{handle, POLLOUT, 0};
    return ::poll(&entry, 1, milliseconds);
}

inline void refuse_at_once(Handle) noexcept {}       // only Winsock retries a refused connect
inline void keep_icmp_from_recv(Handle) noexcept {}  // only Winsock tells an unconnected socket

// A handle that becomes readable, and stays so, once `signal_wake` was called. Signal-safe.
struct Wake {
    Handle wait = no_handle;
    Handle signal = no_handle;
};

[[nodiscard]] inline Wake open_wake() noexcept {
    int ends[2];
#if defined(__linux__)
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return {};
#else
    if (::pipe(ends) != 0) return {};
    for (int end : ends) {
        set_close_on_exec(end);
        set_nonblocking(end, true);
    }
#endif
    return {ends[0], ends[1]};
}
inline void signal_wake(const Wake& wake) noexcept {
    const int saved = errno;
    [[maybe_unused]] const auto written = ::write(wake.signal, "", 1);
    errno = saved;
}
inline void drain_wake(const Wake& wake) noexcept {
    char bytes[64];
    while (::read(wake.wait, bytes, sizeof bytes) == sizeof bytes) {
    }
}
inline void close_wake(const Wake& wake) noexcept {
    ::close(wake.wait);
    ::close(wake.signal);
}

[[nodiscard]] inline std::uint32_t zone_number(std::string_view zone) noexcept {
    char name[IF_NAMESIZE] = {};
    if (zone.empty() || zone.size() >= sizeof name) return 0;
    std::uint64_t number = 0;
    bool digits = true;
    for (char c : zone) {
        digits = digits && c >= '0' && c <= '9';
        number = number * 10 + static_cast<unsigned char>(c - '0');
    }
    if (digits)
        return zone.size() <= 10 && number <= UINT32_MAX ? static_cast<std::uint32_t>(number) : 0;
    // Linux looks no further than a colon, and C no further than a zero: `lo:1` would be `lo`.
    if (zone.find_first_of(std::string_view(":\0", 2)) != zone.npos) return 0;
    std::memcpy(name, zone.data(), zone.size());
    return ::if_nametoindex(name);
}

struct EphemeralPorts {
    std::uint16_t first;
    std::uint16_t last;
    bool read;
};

[[nodiscard]] inline EphemeralPorts ephemeral_range() noexcept {
    unsigned first = 0;
    unsigned last = 0;
#if defined(__linux__)
    EphemeralPorts fallback{32768, 60999, false};
    if (std::FILE* file = std::fopen("/proc/sys/net/ipv4/ip_local_port_range", "re")) {
        if (std::fscanf(file, "%u %u", &first, &last) != 2) first = last = 0;
        std::fclose(file);
    }
#else
    EphemeralPorts fallback{49152, 65535, false};
#if defined(__APPLE__)
    std::size_t size = sizeof first;
    ::sysctlbyname("net.inet.ip.portrange.first", &first, &size, nullptr, 0);
    size = sizeof last;
    ::sysctlbyname("net.inet.ip.portrange.last", &last, &size, nullptr, 0);
#endif
#endif
    if (first == 0 || first > last || last > 65535) return fallback;
    return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last), true};
}

}  // namespace loopback::detail::native
