// Linux: sees what your code asks of the system itself, past the library. These functions stand in
// the check program under the C library's names, so a call of yours comes here first. It is shown
// to the observer as one of the library's own is, and then made. What is no socket of TCP or UDP,
// what a peer or the check calls, and what the library calls from inside its seam goes on at once.

#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <numeric>

#include "harness/evidence.hpp"
#include "harness/thread.hpp"
#include "loopback/detail/seam.hpp"

namespace harness::platform {
namespace {

using loopback::Call;
using loopback::Endpoint;
using loopback::Operation;
using loopback::detail::Request;
using loopback::detail::SocketAddress;

thread_local int inside_the_seam = 0;

// The C library's own one.
template <class Function>
Function next(const char* name, Function) noexcept {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

bool is_your_code() noexcept {
    return inside_the_seam == 0 && harness_label() == nullptr && loopback::installed() != nullptr;
}

enum class Kind { none, internet, another };

Kind kind_of(int handle) noexcept {
    const int saved = errno;
    int family = 0;
    socklen_t size = sizeof family;
    const bool known = ::getsockopt(handle, SOL_SOCKET, SO_DOMAIN, &family, &size) == 0;
    errno = saved;
    if (!known) return Kind::none;
    return family == AF_INET || family == AF_INET6 ? Kind::internet : Kind::another;
}

// Of functions that sockets alone have: a handle that is none at all is worth telling.
bool is_shown(int handle) noexcept { return is_your_code() && kind_of(handle) != Kind::another; }
// Of functions that files have, too.
bool is_shown_socket(int handle) noexcept {
    return is_your_code() && kind_of(handle) == Kind::internet;
}

Request asks(Operation which, const char* name, int handle, int argument = 0) noexcept {
    Request request{which, {name, {SeenCall::raw, 0}}, handle};
    request.argument = argument;
    return request;
}

// Shows a call, and makes it unless the observer says how it fails.
template <class Make>
auto shows(const Request& asked, Make make) noexcept {
    struct Raw : Request {
        Make make;
    };
    const int saved = errno;
    Raw raw{asked, make};
    const auto result =
        loopback::detail::show(*loopback::installed(), raw, [](Request& request) noexcept {
            return static_cast<std::ptrdiff_t>(static_cast<Raw&>(request).make(request));
        });
    errno = result.error != 0 ? result.error : saved;
    return static_cast<decltype(make(raw))>(result.error != 0 ? -1 : result.value);
}

Endpoint endpoint_in(const sockaddr* address, socklen_t size) noexcept {
    SocketAddress copy;
    std::memcpy(&copy.room, address, std::min<std::size_t>(size, sizeof copy.room));
    return copy.endpoint();
}

void hand_over(const SocketAddress& from, sockaddr* address, socklen_t* size) noexcept {
    if (address == nullptr || size == nullptr) return;
    std::memcpy(address, &from.room, std::min(*size, from.size));
    *size = from.size;
}

std::size_t size_of(const iovec* parts, std::size_t count) noexcept {
    return std::accumulate(parts, parts + count, std::size_t{0},
                           [](std::size_t sum, const iovec& part) { return sum + part.iov_len; });
}

template <class Make>
ssize_t shows_send(const char* name, int handle, const void* data, std::size_t size,
                   const Endpoint* to, Make make) noexcept {
    Request request = asks(Operation::send, name, handle);
    request.endpoint = to;
    request.const_data = data;
    request.bytes = {static_cast<const std::byte*>(data), size};
    request.size = size;
    return shows(request, make);
}

int milliseconds_of(const timeval& time) noexcept {
    return static_cast<int>(time.tv_sec * 1000 + (time.tv_usec + 999) / 1000);
}

// A handle with a limit (SO_RCVTIMEO) is waited for so long first, as the library does it. False:
// nothing came, and errno says so.
bool comes_in_time(const char* name, int handle) noexcept {
    static const auto real = next("poll", &::poll);
    timeval limit{};
    socklen_t size = sizeof limit;
    const bool known = ::getsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, &size) == 0;
    const int milliseconds = known ? milliseconds_of(limit) : 0;
    if (milliseconds == 0 || (::fcntl(handle, F_GETFL) & O_NONBLOCK) != 0) return true;
    pollfd entry{handle, POLLIN, 0};
    const int ready = shows(asks(Operation::wait, name, handle, milliseconds),
                            [&](Request&) { return real(&entry, 1, milliseconds); });
    if (ready == 0) errno = EAGAIN;
    return ready > 0;
}

// A look at what is there without taking it is a wait for it.
template <class Make>
ssize_t shows_recv(const char* name, int handle, void* data, std::size_t room, int flags,
                   Make make) noexcept {
    if ((flags & MSG_DONTWAIT) == 0 && !comes_in_time(name, handle)) return -1;
    const bool peeks = (flags & MSG_PEEK) != 0;
    Request request = asks(peeks ? Operation::wait : Operation::recv, name, handle,
                           peeks && (flags & MSG_DONTWAIT) == 0 ? -1 : 0);
    request.size = room;
    request.flags = flags;
    return shows(request, [&](Request& now) {
        const ssize_t count = make(now);
        const auto come = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
        now.bytes = {static_cast<const std::byte*>(data), std::min(come, room)};
        return count;
    });
}

void shows_mode(const char* name, int handle, bool waitless) noexcept {
    shows(asks(Operation::set_mode, name, handle, waitless ? 1 : 0), [](Request&) { return 0; });
}

// Who listens without a bind is bound by the system, to every address.
bool may_listen(int handle) noexcept {
    SocketAddress mine;
    if (::getsockname(handle, &mine.generic, &mine.size) != 0) return true;
    const Endpoint where = mine.endpoint();
    if (where.port != 0) return true;
    Request request = asks(Operation::bind, "listen", handle);
    request.endpoint = &where;
    return shows(request, [](Request&) { return 0; }) == 0;
}

}  // namespace

bool sees_every_call() noexcept { return true; }
void enters_the_seam() noexcept { ++inside_the_seam; }
void leaves_the_seam() noexcept { --inside_the_seam; }

}  // namespace harness::platform

extern "C" {

using namespace harness::platform;

int socket(int family, int type, int protocol) noexcept {
    static const auto real = next("socket", &::socket);
    const bool internet = family == AF_INET || family == AF_INET6;
    if (!internet || !is_your_code()) return real(family, type, protocol);
    const int handle =
        shows(asks(Operation::socket, "socket", loopback::no_handle,
                   type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)),
              [&](Request& request) { return request.handle = real(family, type, protocol); });
    if (handle >= 0 && (type & SOCK_NONBLOCK) != 0) shows_mode("socket", handle, true);
    return handle;
}

int bind(int handle, const sockaddr* address, socklen_t size) noexcept {
    static const auto real = next("bind", &::bind);
    if (address == nullptr || !is_shown(handle)) return real(handle, address, size);
    const Endpoint where = endpoint_in(address, size);
    Request request = asks(Operation::bind, "bind", handle);
    request.endpoint = &where;
    return shows(request, [&](Request&) { return real(handle, address, size); });
}

int listen(int handle, int backlog) noexcept {
    static const auto real = next("listen", &::listen);
    if (!is_shown(handle)) return real(handle, backlog);
    if (!may_listen(handle)) return -1;
    return shows(asks(Operation::listen, "listen", handle, backlog),
                 [&](Request&) { return real(handle, backlog); });
}

int accept4(int handle, sockaddr* address, socklen_t* size, int flags) {
    static const auto real = next("accept4", &::accept4);
    if (!is_shown(handle)) return real(handle, address, size, flags);
    if (!comes_in_time("accept", handle)) return -1;
    Endpoint peer;
    const int taken = shows(asks(Operation::accept, "accept", handle), [&](Request& request) {
        SocketAddress from;
        const int client = real(handle, &from.generic, &from.size, flags);
        if (client < 0) return client;
        peer = from.endpoint();
        request.endpoint = &peer;
        hand_over(from, address, size);
        return client;
    });
    if (taken >= 0 && (flags & SOCK_NONBLOCK) != 0) shows_mode("accept", taken, true);
    return taken;
}
int accept(int handle, sockaddr* address, socklen_t* size) {
    return accept4(handle, address, size, 0);
}

int connect(int handle, const sockaddr* address, socklen_t size) {
    static const auto real = next("connect", &::connect);
    if (address == nullptr || !is_shown(handle)) return real(handle, address, size);
    const Endpoint where = endpoint_in(address, size);
    Request request = asks(Operation::connect, "connect", handle);
    request.endpoint = &where;
    return shows(request, [&](Request&) { return real(handle, address, size); });
}

ssize_t send(int handle, const void* data, std::size_t size, int flags) {
    static const auto real = next("send", &::send);
    if (!is_shown(handle)) return real(handle, data, size, flags);
    return shows_send("send", handle, data, size, nullptr,
                      [&](Request& now) { return real(handle, data, now.size, flags); });
}

ssize_t sendto(int handle, const void* data, std::size_t size, int flags, const sockaddr* address,
               socklen_t address_size) {
    static const auto real = next("sendto", &::sendto);
    if (!is_shown(handle)) return real(handle, data, size, flags, address, address_size);
    const Endpoint to = address != nullptr ? endpoint_in(address, address_size) : Endpoint{};
    return shows_send(
        "sendto", handle, data, size, address != nullptr ? &to : nullptr,
        [&](Request& now) { return real(handle, data, now.size, flags, address, address_size); });
}

ssize_t sendmsg(int handle, const msghdr* message, int flags) {
    static const auto real = next("sendmsg", &::sendmsg);
    if (!is_shown(handle) || message->msg_iovlen == 0) return real(handle, message, flags);
    return shows_send("sendmsg", handle, message->msg_iov->iov_base,
                      size_of(message->msg_iov, message->msg_iovlen), nullptr,
                      [&](Request&) { return real(handle, message, flags); });
}

ssize_t write(int handle, const void* data, std::size_t size) {
    static const auto real = next("write", &::write);
    if (!is_shown_socket(handle)) return real(handle, data, size);
    return shows_send("write", handle, data, size, nullptr,
                      [&](Request& now) { return real(handle, data, now.size); });
}

ssize_t writev(int handle, const iovec* parts, int count) {
    static const auto real = next("writev", &::writev);
    if (count < 1 || !is_shown_socket(handle)) return real(handle, parts, count);
    return shows_send("writev", handle, parts->iov_base,
                      size_of(parts, static_cast<std::size_t>(count)), nullptr,
                      [&](Request&) { return real(handle, parts, count); });
}

ssize_t recv(int handle, void* data, std::size_t room, int flags) {
    static const auto real = next("recv", &::recv);
    if (room == 0 || !is_shown(handle)) return real(handle, data, room, flags);
    return shows_recv("recv", handle, data, room, flags,
                      [&](Request& now) { return real(handle, data, now.size, flags); });
}

ssize_t recvfrom(int handle, void* data, std::size_t room, int flags, sockaddr* address,
                 socklen_t* size) {
    static const auto real = next("recvfrom", &::recvfrom);
    if (!is_shown(handle)) return real(handle, data, room, flags, address, size);
    Endpoint sender;
    return shows_recv("recvfrom", handle, data, room, flags, [&](Request& now) {
        SocketAddress from;
        const ssize_t count = real(handle, data, now.size, flags, &from.generic, &from.size);
        if (count < 0) return count;
        sender = from.endpoint();
        if (from.size != 0) now.endpoint = &sender;
        hand_over(from, address, size);
        return count;
    });
}

ssize_t recvmsg(int handle, msghdr* message, int flags) {
    static const auto real = next("recvmsg", &::recvmsg);
    if (!is_shown(handle) || message->msg_iovlen == 0) return real(handle, message, flags);
    return shows_recv("recvmsg", handle, message->msg_iov->iov_base,
                      size_of(message->msg_iov, message->msg_iovlen), flags,
                      [&](Request&) { return real(handle, message, flags); });
}

ssize_t read(int handle, void* data, std::size_t room) {
    static const auto real = next("read", &::read);
    if (room == 0 || !is_shown_socket(handle)) return real(handle, data, room);
    return shows_recv("read", handle, data, room, 0,
                      [&](Request& now) { return real(handle, data, now.size); });
}

ssize_t readv(int handle, const iovec* parts, int count) {
    static const auto real = next("readv", &::readv);
    if (count < 1 || !is_shown_socket(handle)) return real(handle, parts, count);
    return shows_recv("readv", handle, parts->iov_base,
                      size_of(parts, static_cast<std::size_t>(count)), 0,
                      [&](Request&) { return real(handle, parts, count); });
}

// Both directions at once is what the library's stop() does, perhaps in a signal handler.
int shutdown(int handle, int how) noexcept {
    static const auto real = next("shutdown", &::shutdown);
    if (how == SHUT_RDWR || !is_shown(handle)) return real(handle, how);
    return shows(asks(Operation::shutdown, "shutdown", handle, how),
                 [&](Request&) { return real(handle, how); });
}

int close(int handle) {
    static const auto real = next("close", &::close);
    if (!is_shown_socket(handle)) return real(handle);
    return shows(asks(Operation::close, "close", handle), [&](Request&) { return real(handle); });
}

int poll(pollfd* entries, nfds_t count, int milliseconds) {
    static const auto real = next("poll", &::poll);
    const pollfd* one = std::find_if(entries, entries + count,
                                     [](const pollfd& entry) { return is_shown_socket(entry.fd); });
    if (one == entries + count) return real(entries, count, milliseconds);
    return shows(asks(Operation::wait, "poll", one->fd, milliseconds),
                 [&](Request&) { return real(entries, count, milliseconds); });
}

int select(int count, fd_set* to_read, fd_set* to_write, fd_set* others, timeval* limit) {
    static const auto real = next("select", &::select);
    int handle = 0;
    const auto is_in = [&](const fd_set* set) { return set != nullptr && FD_ISSET(handle, set); };
    while (handle < count && !((is_in(to_read) || is_in(to_write)) && is_shown_socket(handle))) {
        ++handle;
    }
    if (handle >= count) return real(count, to_read, to_write, others, limit);
    return shows(asks(Operation::wait, "select", handle, limit ? milliseconds_of(*limit) : -1),
                 [&](Request&) { return real(count, to_read, to_write, others, limit); });
}

int epoll_wait(int set, epoll_event* events, int most, int milliseconds) {
    static const auto real = next("epoll_wait", &::epoll_wait);
    if (!is_your_code()) return real(set, events, most, milliseconds);
    return shows(asks(Operation::wait, "epoll_wait", set, milliseconds),
                 [&](Request&) { return real(set, events, most, milliseconds); });
}

int setsockopt(int handle, int level, int option, const void* value, socklen_t size) noexcept {
    static const auto real = next("setsockopt", &::setsockopt);
    if (!is_shown(handle)) return real(handle, level, option, value, size);
    return shows(asks(Operation::set_option, "setsockopt", handle, option),
                 [&](Request&) { return real(handle, level, option, value, size); });
}

int fcntl(int handle, int command, ...) {
    static const auto real = next("fcntl", &::fcntl);
    std::va_list rest;
    va_start(rest, command);
    void* const argument = va_arg(rest, void*);
    va_end(rest);
    const int result = real(handle, command, argument);
    if (result == 0 && command == F_SETFL && is_shown_socket(handle)) {
        shows_mode("fcntl", handle, (reinterpret_cast<std::uintptr_t>(argument) & O_NONBLOCK) != 0);
    }
    return result;
}

int ioctl(int handle, unsigned long command, ...) noexcept {
    static const auto real = next("ioctl", &::ioctl);
    std::va_list rest;
    va_start(rest, command);
    void* const argument = va_arg(rest, void*);
    va_end(rest);
    const int result = real(handle, command, argument);
    if (result == 0 && command == FIONBIO && is_shown_socket(handle)) {
        shows_mode("ioctl", handle, *static_cast<const int*>(argument) != 0);
    }
    return result;
}

// What it asks a name server is the system's business.
int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
    static const auto real = next("getaddrinfo", &::getaddrinfo);
    enters_the_seam();
    const int result = real(name, service, hints, found);
    leaves_the_seam();
    return result;
}

// With _FORTIFY_SOURCE, these are called where a buffer's size is known.
ssize_t __recv_chk(int handle, void* data, std::size_t room, std::size_t size, int flags) {
    if (room > size) std::abort();
    return recv(handle, data, room, flags);
}
ssize_t __read_chk(int handle, void* data, std::size_t room, std::size_t size) {
    if (room > size) std::abort();
    return read(handle, data, room);
}
ssize_t __recvfrom_chk(int handle, void* data, std::size_t room, std::size_t size, int flags,
                       sockaddr* address, socklen_t* address_size) {
    if (room > size) std::abort();
    return recvfrom(handle, data, room, flags, address, address_size);
}
int __poll_chk(pollfd* entries, nfds_t count, int milliseconds, std::size_t size) {
    if (count > size / sizeof *entries) std::abort();
    return poll(entries, count, milliseconds);
}

}  // extern "C"
