#pragma once

// <winsock2.h> brings <windows.h> along: ask for as little of it as is possible, and take away the
// names that it would take from the program, unless the program included it by itself before.
#if defined(_WINSOCKAPI_) && !defined(_WINSOCK2API_)
#if defined(__MINGW32__)
#undef _WINSOCKAPI_  // there Winsock 1 and 2 get along, but for a warning about this
#elif defined(_WINDOWS_)
#error "loopback: include a loopback header before <windows.h>, or define WIN32_LEAN_AND_MEAN first"
#endif
#endif
#if !defined(_WINDOWS_)
#define LOOPBACK_DETAIL_OURS
#if !defined(WIN32_LEAN_AND_MEAN)
#define WIN32_LEAN_AND_MEAN
#define LOOPBACK_DETAIL_LEAN
#endif
#if !defined(NOMINMAX)
#define NOMINMAX
#define LOOPBACK_DETAIL_NOMINMAX
#endif
#endif
#include <winsock2.h>
// The others need it before them.
#include <ws2tcpip.h>

#include <iphlpapi.h>
#include <mstcpip.h>
#if defined(LOOPBACK_DETAIL_LEAN)
#undef WIN32_LEAN_AND_MEAN
#undef LOOPBACK_DETAIL_LEAN
#endif
#if defined(LOOPBACK_DETAIL_NOMINMAX)
#undef NOMINMAX
#undef LOOPBACK_DETAIL_NOMINMAX
#endif
#if defined(LOOPBACK_DETAIL_OURS)
#undef LOOPBACK_DETAIL_OURS
#undef ERROR
#undef DELETE
#undef near
#undef far
#undef NEAR
#undef FAR
#define NEAR
#define FAR
#endif
#undef min
#undef max
#if defined(_MSC_VER)
#pragma comment(lib, "ws2_32")
#endif

#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace loopback::detail::native {

using Handle = SOCKET;
inline constexpr Handle no_handle = INVALID_SOCKET;

using PollEntry = WSAPOLLFD;
using PollCount = ULONG;

// Under Winsock shutdown does not wake a blocked call: sockets are non-blocking underneath, and
// waiting is a poll on the socket and on a wake handle.
inline constexpr bool shutdown_wakes = false;
inline constexpr bool has_epoll = false;

inline constexpr int send_flags = 0;
inline constexpr int dont_wait = 0;
inline constexpr std::size_t largest_transfer = INT_MAX;
inline constexpr std::size_t largest_datagram = INT_MAX;

inline constexpr int would_block = WSAEWOULDBLOCK;
inline constexpr int interrupted = WSAEINTR;
inline constexpr int in_progress = WSAEWOULDBLOCK;
inline constexpr int timed_out = WSAETIMEDOUT;
inline constexpr int canceled = ERROR_OPERATION_ABORTED;
inline constexpr int refused = WSAECONNREFUSED;
inline constexpr int invalid_argument = WSAEINVAL;
inline constexpr int message_size = WSAEMSGSIZE;
inline constexpr int not_connected = WSAENOTCONN;
inline constexpr int already_connected = WSAEISCONN;
inline constexpr int not_supported = WSAEOPNOTSUPP;
inline constexpr int bad_handle = WSAEBADF;

[[nodiscard]] inline int last_error() noexcept { return ::WSAGetLastError(); }
inline void set_last_error(int code) noexcept { ::WSASetLastError(code); }

// The text is ours, in the words of other systems: MinGW's runtime has none for these.
struct CodePair {
    int native;
    std::errc portable;
    const char* text;
};
inline constexpr CodePair code_pairs[] = {
    {WSAEINTR, std::errc::interrupted, "Interrupted system call"},
    {WSAEBADF, std::errc::bad_file_descriptor, "Bad file descriptor"},
    {WSAEACCES, std::errc::permission_denied, "Permission denied"},
    {WSAEFAULT, std::errc::bad_address, "Bad address"},
    {WSAEINVAL, std::errc::invalid_argument, "Invalid argument"},
    {WSAEMFILE, std::errc::too_many_files_open, "Too many open files"},
    {WSAEWOULDBLOCK, std::errc::operation_would_block, "Resource temporarily unavailable"},
    {WSAEINPROGRESS, std::errc::operation_in_progress, "Operation now in progress"},
    {WSAEALREADY, std::errc::connection_already_in_progress, "Operation already in progress"},
    {WSAENOTSOCK, std::errc::not_a_socket, "Socket operation on non-socket"},
    {WSAEDESTADDRREQ, std::errc::destination_address_required, "Destination address required"},
    {WSAEMSGSIZE, std::errc::message_size, "Message too long"},
    {WSAEPROTOTYPE, std::errc::wrong_protocol_type, "Protocol wrong type for socket"},
    {WSAENOPROTOOPT, std::errc::no_protocol_option, "Protocol not available"},
    {WSAEPROTONOSUPPORT, std::errc::protocol_not_supported, "Protocol not supported"},
    {WSAEOPNOTSUPP, std::errc::operation_not_supported, "Operation not supported"},
    {WSAEAFNOSUPPORT, std::errc::address_family_not_supported,
     "Address family not supported by protocol"},
    {WSAEADDRINUSE, std::errc::address_in_use, "Address already in use"},
    {WSAEADDRNOTAVAIL, std::errc::address_not_available, "Cannot assign requested address"},
    {WSAENETDOWN, std::errc::network_down, "Network is down"},
    {WSAENETUNREACH, std::errc::network_unreachable, "Network is unreachable"},
    {WSAENETRESET, std::errc::network_reset, "Network dropped connection on reset"},
    {WSAECONNABORTED, std::errc::connection_aborted, "Software caused connection abort"},
    {WSAECONNRESET, std::errc::connection_reset, "Connection reset by peer"},
    {WSAENOBUFS, std::errc::no_buffer_space, "No buffer space available"},
    {WSAEISCONN, std::errc::already_connected, "Transport endpoint is already connected"},
    {WSAENOTCONN, std::errc::not_connected, "Transport endpoint is not connected"},
    {WSAESHUTDOWN, std::errc::broken_pipe, "Broken pipe"},
    {WSAETIMEDOUT, std::errc::timed_out, "Connection timed out"},
    {WSAECONNREFUSED, std::errc::connection_refused, "Connection refused"},
    {WSAELOOP, std::errc::too_many_symbolic_link_levels, "Too many levels of symbolic links"},
    {WSAENAMETOOLONG, std::errc::filename_too_long, "File name too long"},
    {WSAEHOSTUNREACH, std::errc::host_unreachable, "No route to host"},
    {ERROR_OPERATION_ABORTED, std::errc::operation_canceled, "Operation canceled"},
    {WSA_NOT_ENOUGH_MEMORY, std::errc::not_enough_memory, "Cannot allocate memory"},
    {ERROR_ACCESS_DENIED, std::errc::permission_denied, "Permission denied"},
    {ERROR_FILE_EXISTS, std::errc::file_exists, "File exists"},
    {ERROR_FILE_NOT_FOUND, std::errc::no_such_file_or_directory, "No such file or directory"},
    {ERROR_INVALID_HANDLE, std::errc::bad_file_descriptor, "Bad file descriptor"},
};

// Marks the number of a std::errc that Windows has no code for: the bit that is left to programs
// (Winsock never uses it; see SetLastError).
inline constexpr int only_portable = 1 << 29;

// The number that std::errc has for a code of this platform; 0 for one that has none.
[[nodiscard]] inline int portable_code(int code) noexcept {
    for (const CodePair& pair : code_pairs) {
        if (pair.native == code) return static_cast<int>(pair.portable);
    }
    return (code & only_portable) != 0 ? code & ~only_portable : 0;
}

// This platform's code for a number of std::errc.
[[nodiscard]] inline int code_of(std::errc condition) noexcept {
    for (const CodePair& pair : code_pairs) {
        if (pair.portable == condition) return pair.native;
    }
    if (condition == std::errc::resource_unavailable_try_again) return WSAEWOULDBLOCK;
    return static_cast<int>(condition) | only_portable;
}

[[nodiscard]] inline std::string message(int code) {
    for (const CodePair& pair : code_pairs) {
        if (pair.native == code) return pair.text;
    }
    if (const int portable = portable_code(code)) {
        return std::generic_category().message(portable);
    }
    return std::system_category().message(code);
}

[[nodiscard]] inline bool is_would_block(int code) noexcept { return code == WSAEWOULDBLOCK; }

// Trouble of the one client that was next, not of the listener (Winsock accept, "Return value").
[[nodiscard]] inline bool is_clients_trouble(int code) noexcept {
    return code == WSAECONNRESET || code == WSAECONNABORTED || code == WSAENETDOWN ||
           code == WSAENETUNREACH || code == WSAEHOSTUNREACH || code == WSAENETRESET ||
           code == WSAENOTCONN;  // what Wine says of a client that is gone
}

// How a person asks this system who listens on a port: this, the port, and what follows.
inline constexpr std::string_view who_listens[] = {"netstat -ano -p tcp | findstr :", ""};

// The first call on any thread starts Winsock; a static local is initialized once, whoever comes
// first. It is never stopped: sockets may outlive every static of this program.
inline void start() noexcept {
    static const int result = [] {
        WSADATA data;
        return ::WSAStartup(MAKEWORD(2, 2), &data);
    }();
    (void)result;
}

// getaddrinfo returns Winsock's own numbers: these are not about the name, or 0.
[[nodiscard]] inline int resolver_code(int code, int) noexcept {
    return code == WSA_NOT_ENOUGH_MEMORY || code == WSAEINVAL ? code : 0;
}
[[nodiscard]] inline bool is_unknown_host(int code) noexcept {
    return code == WSAHOST_NOT_FOUND || code == WSANO_DATA || code == WSAEAFNOSUPPORT;
}

inline int set_nonblocking(Handle handle, bool on) noexcept {
    u_long value = on ? 1 : 0;
    return ::ioctlsocket(handle, static_cast<long>(FIONBIO), &value);
}

[[nodiscard]] inline Handle open(int family, int type, bool nonblocking) noexcept {
    start();
    const Handle handle =
        ::WSASocketW(family, type, 0, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (handle != no_handle && nonblocking) set_nonblocking(handle, true);
    return handle;
}

// An accepted socket inherits the listener's mode, and may be inheritable: both are set.
[[nodiscard]] inline Handle accept(Handle listener, sockaddr* peer, socklen_t* size,
                                   bool nonblocking) noexcept {
    const Handle handle = ::accept(listener, peer, size);
    if (handle == no_handle) return handle;
    ::SetHandleInformation(reinterpret_cast<HANDLE>(handle), HANDLE_FLAG_INHERIT, 0);
    set_nonblocking(handle, nonblocking);
    return handle;
}

inline int bind(Handle handle, const sockaddr* address, socklen_t size) noexcept {
    return ::bind(handle, address, size);
}
inline int listen(Handle handle, int backlog) noexcept { return ::listen(handle, backlog); }
inline int connect(Handle handle, const sockaddr* address, socklen_t size) noexcept {
    return ::connect(handle, address, size);
}

[[nodiscard]] inline int clamped(std::size_t size) noexcept {
    return size > largest_transfer ? INT_MAX : static_cast<int>(size);
}

// Wine's server may read a reset away before recv can tell it: recv reports the end of the stream,
// and only a poll still knows better. Never so on Windows.
[[nodiscard]] inline bool wine_hides_a_reset(Handle handle) noexcept {
    static const bool on_wine = [] {
        const HMODULE system = ::GetModuleHandleA("ntdll.dll");
        return system != nullptr && ::GetProcAddress(system, "wine_get_version") != nullptr;
    }();
    PollEntry entry{handle, POLLIN, 0};
    return on_wine && ::WSAPoll(&entry, 1, 0) == 1 && (entry.revents & POLLERR) != 0;
}
inline std::ptrdiff_t recv(Handle handle, void* data, std::size_t size, int flags) noexcept {
    const int count = ::recv(handle, static_cast<char*>(data), clamped(size), flags);
    if (count != 0 || size == 0 || !wine_hides_a_reset(handle)) return count;
    set_last_error(WSAECONNRESET);
    return -1;
}
inline std::ptrdiff_t send(Handle handle, const void* data, std::size_t size, int flags) noexcept {
    return ::send(handle, static_cast<const char*>(data), clamped(size), flags);
}

// Receives one datagram; `truncated` says that more had come than there was room for.
inline std::ptrdiff_t recv_from(Handle handle, void* data, std::size_t size, int flags,
                                sockaddr* from, socklen_t* from_size, bool& truncated) noexcept {
    const int count =
        ::recvfrom(handle, static_cast<char*>(data), clamped(size), flags, from, from_size);
    const int error = count < 0 ? ::WSAGetLastError() : 0;
    // Of a datagram socket this means that nobody listens at the other end (Winsock recvfrom).
    if (error == WSAECONNRESET) set_last_error(WSAECONNREFUSED);
    truncated = error == WSAEMSGSIZE;
    return truncated ? static_cast<std::ptrdiff_t>(size) : count;
}
inline std::ptrdiff_t send_to(Handle handle, const void* data, std::size_t size, int flags,
                              const sockaddr* to, socklen_t to_size) noexcept {
    return ::sendto(handle, static_cast<const char*>(data), clamped(size), flags, to, to_size);
}

inline int shutdown(Handle handle, int how) noexcept { return ::shutdown(handle, how); }
inline constexpr int shutdown_send = SD_SEND;
inline constexpr int shutdown_recv = SD_RECEIVE;
inline constexpr int shutdown_both = SD_BOTH;

inline void shut_down_quietly(Handle handle) noexcept { ::shutdown(handle, SD_BOTH); }

inline int close(Handle handle) noexcept { return ::closesocket(handle); }

inline int local_name(Handle handle, sockaddr* address, socklen_t* size) noexcept {
    return ::getsockname(handle, address, size);
}
inline int peer_name(Handle handle, sockaddr* address, socklen_t* size) noexcept {
    return ::getpeername(handle, address, size);
}
inline int get_option(Handle handle, int level, int name, void* value, socklen_t* size) noexcept {
    return ::getsockopt(handle, level, name, static_cast<char*>(value), size);
}
inline int set_option(Handle handle, int level, int name, const void* value,
                      socklen_t size) noexcept {
    return ::setsockopt(handle, level, name, static_cast<const char*>(value), size);
}

// SO_REUSEADDR would let another program steal the port here ("Using SO_REUSEADDR and
// SO_EXCLUSIVEADDRUSE"). The exclusive option forbids that, and both together fail.
inline constexpr int listener_option = SO_EXCLUSIVEADDRUSE;
inline constexpr bool datagrams_take_listener_option = true;
inline constexpr int keep_idle_option = 3;  // TCP_KEEPIDLE, Windows 10 1709

inline constexpr int keep_interval_option = 17;  // TCP_KEEPINTVL, Windows 10 1709
inline constexpr int keep_count_option = 16;     // TCP_KEEPCNT, Windows 10 1703

// Shares a port for datagrams. A listener's would be stolen, not shared.
inline constexpr int share_option = SO_REUSEADDR;
inline constexpr bool streams_can_share = false;

inline int available(Handle handle, int& bytes) noexcept {
    u_long count = 0;
    const int result = ::ioctlsocket(handle, static_cast<long>(FIONREAD), &count);
    bytes = count < INT_MAX ? static_cast<int>(count) : INT_MAX;
    return result;
}

// Takes the partner away from a datagram socket: the address of all zeros (Winsock connect).
inline int disconnect(Handle handle) noexcept {
    sockaddr_storage nobody{};
    socklen_t size = sizeof nobody;
    auto* generic = reinterpret_cast<sockaddr*>(&nobody);
    if (::getsockname(handle, generic, &size) != 0) return -1;
    const auto family = nobody.ss_family;
    nobody = {};
    nobody.ss_family = family;
    return ::connect(handle, generic, size);
}

// Windows numbers its loopback interface 1.
[[nodiscard]] inline unsigned loopback_interface() noexcept { return 1; }

inline int poll(PollEntry* entries, PollCount count, int milliseconds) noexcept {
    return ::WSAPoll(entries, count, milliseconds);
}

// Waits until a connect in progress has ended, well or badly. By select, since WSAPoll does not
// report a failed connect before Windows 10 2004; an fd_set is a list of handles here.
inline int wait_connected(Handle handle, int milliseconds) noexcept {
    fd_set done;
    fd_set failed;
    FD_ZERO(&done);
    FD_ZERO(&failed);
    FD_SET(handle, &done);
    FD_SET(handle, &failed);
    timeval limit{milliseconds / 1000, milliseconds % 1000 * 1000};
    return ::select(0, nullptr, &done, &failed, milliseconds < 0 ? nullptr : &limit);
}

// Winsock answers a refusal by asking again for about two seconds. On loopback nobody needs that.
inline void refuse_at_once(Handle handle) noexcept {
    TCP_INITIAL_RTO_PARAMETERS limits{TCP_INITIAL_RTO_UNSPECIFIED_RTT,
                                      TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS};
    DWORD ignored = 0;
    ::WSAIoctl(handle, SIO_TCP_INITIAL_RTO, &limits, sizeof limits, nullptr, 0, &ignored, nullptr,
               nullptr);
}

// Otherwise recv on an unconnected socket fails because somebody else's port is closed.
inline void keep_icmp_from_recv(Handle handle) noexcept {
    BOOL off = FALSE;
    DWORD ignored = 0;
    const DWORD udp_connreset = _WSAIOW(IOC_VENDOR, 12);  // SIO_UDP_CONNRESET
    ::WSAIoctl(handle, udp_connreset, &off, sizeof off, nullptr, 0, &ignored, nullptr, nullptr);
}

// A handle that becomes readable, and stays so, once `signal_wake` was called: WSAPoll knows
// sockets only, so a datagram socket that is connected to itself.
struct Wake {
    Handle wait = no_handle;
    Handle signal = no_handle;
};

[[nodiscard]] inline Wake open_wake() noexcept {
    const Handle handle = open(AF_INET, SOCK_DGRAM, true);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (handle == no_handle || ::bind(handle, generic, size) != 0 ||
        ::getsockname(handle, generic, &size) != 0 || ::connect(handle, generic, size) != 0) {
        if (handle != no_handle) ::closesocket(handle);
        return {};
    }
    return {handle, handle};
}
inline void signal_wake(const Wake& wake) noexcept { ::send(wake.signal, "", 1, 0); }
inline void drain_wake(const Wake& wake) noexcept {
    char byte;
    for (int i = 0; i < 1000 && ::recv(wake.wait, &byte, 1, 0) > 0; ++i) {
    }
}
inline void close_wake(const Wake& wake) noexcept { ::closesocket(wake.wait); }

[[nodiscard]] inline std::uint32_t zone_number(std::string_view zone) noexcept {
    if (zone.empty() || zone.size() > 10) return 0;
    std::uint64_t number = 0;
    for (char c : zone) {
        if (c < '0' || c > '9') return 0;  // Windows writes zones as numbers
        number = number * 10 + static_cast<unsigned>(c - '0');
    }
    return number <= UINT32_MAX ? static_cast<std::uint32_t>(number) : 0;
}

struct EphemeralPorts {
    std::uint16_t first;
    std::uint16_t last;
    bool read;
};

[[nodiscard]] inline EphemeralPorts ephemeral_range() noexcept { return {49152, 65535, false}; }

}  // namespace loopback::detail::native
