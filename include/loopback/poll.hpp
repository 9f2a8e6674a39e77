#pragma once

#include <cstdint>
#include <span>

#include "loopback/detail/pollset.hpp"
#include "loopback/socket.hpp"
#include "loopback/timeout.hpp"

namespace loopback {

/// What to wait for on a socket.
enum class Interest : std::uint8_t { none = 0, recv = 1, send = 2, both = 3 };

/// A socket for which something can be done now.
struct Ready {
    std::uint64_t key = 0;  ///< as it was given to `add`
    bool can_recv = false;  ///< bytes, a client, the end of the stream, or an error to be told
    bool can_send = false;  ///< room for bytes, or an error to be told
};

/// Waits for many sockets at once, on one thread.
///
/// A socket is registered with a number of the caller's choice, its key, and reported for as long
/// as it is ready (level-triggered). What is registered is its handle: it may be moved meanwhile,
/// but remove it before you close it. One thread waits; `wake` may be called from any thread, and
/// from a POSIX signal handler. Put the sockets into non-blocking mode: that one was ready is no
/// promise that the next call will not wait.
///
/// Platforms: epoll(7) on Linux, poll(2) on macOS, WSAPoll on Windows. What a wait costs grows
/// with the sockets that are ready on Linux, with all that are registered elsewhere. A socket
/// closed before it was removed is forgotten on Linux, and always ready elsewhere. Sockets are
/// what can be waited for everywhere: Linux refuses a file (`operation_not_permitted`).
///
///     Poller poller;
///     poller.add(listener, Interest::recv, 0);
///     std::array<Ready, 64> room;
///     for (const Ready& one : poller.wait(room)) std::cout << one.key << " is ready\n";
class Poller {
public:
    /// Throws `SocketError` when the system has no handle left.
    explicit Poller(Caller caller = Caller::here()) {
        const detail::Site site{"Poller", caller};
        check(set_.open(site), site);
    }
    Poller(Poller&&) = delete;

    /// Any key will do but the largest one, which is taken: `invalid_argument`. A socket that is
    /// there already is `file_exists`. See epoll_ctl(2).
    ///
    ///     Poller poller;
    ///     poller.add(client, Interest::recv, 1);
    void add(const Socket& socket, Interest interest, std::uint64_t key,
             Caller caller = Caller::here()) {
        const detail::Site site{"add", caller};
        if (key == detail::wake_key) check(detail::native::invalid_argument, site);
        check(set_.add(socket.native_handle(), static_cast<int>(interest), key, site), site);
    }

    /// Changes what is waited for, and the key; with `Interest::none` only errors are reported.
    /// A socket that was not added is `no_such_file_or_directory`, to `remove` too.
    ///
    ///     Poller poller;
    ///     poller.add(client, Interest::recv, 1);
    ///     poller.modify(client, Interest::both, 1);  // bytes wait to be sent to it
    ///     poller.remove(client);
    void modify(const Socket& socket, Interest interest, std::uint64_t key,
                Caller caller = Caller::here()) {
        const detail::Site site{"modify", caller};
        if (key == detail::wake_key) check(detail::native::invalid_argument, site);
        check(set_.modify(socket.native_handle(), static_cast<int>(interest), key, site), site);
    }

    /// Forgets the socket: before it is closed.
    void remove(const Socket& socket, Caller caller = Caller::here()) {
        const detail::Site site{"remove", caller};
        check(set_.remove(socket.native_handle(), site), site);
    }

    /// Sleeps until a socket is ready, and returns those that are, at most as many as there is room
    /// for: none when the limit has passed or `wake` was called. Those that found no room come
    /// first the next time. No room at all is `invalid_argument`. See epoll_wait(2), poll(2).
    ///
    ///     Poller poller;
    ///     poller.add(client, Interest::recv, 1);
    ///     std::array<Ready, 64> room;
    ///     for (const Ready& one : poller.wait(room, std::chrono::seconds{1})) {
    ///         if (one.key == 1 && one.can_recv) std::cout << client.recv(buffer);
    ///     }
    std::span<Ready> wait(std::span<Ready> room, Timeout limit = forever,
                          Caller caller = Caller::here()) {
        const detail::Site site{"wait", caller};
        if (room.empty()) check(detail::native::invalid_argument, site);
        const detail::Until deadline{limit};
        for (;;) {
            std::size_t found = 0;
            bool woken = false;
            const int error = set_.wait(
                room.size(), deadline.remaining(),
                [&](std::uint64_t key, bool recv, bool send) {
                    room[found++] = {key, recv, send};
                },
                woken, site);
            const bool interrupted = error == detail::native::interrupted;
            if (error != 0 && !interrupted) check(error, site);
            if (found != 0 || woken || (!interrupted && deadline.remaining() == 0)) {
                return room.first(found);
            }
        }
    }

    /// Makes a `wait` that sleeps, or the next one, return at once.
    ///
    ///     Poller poller;
    ///     poller.wake();
    ///     std::array<Ready, 1> room;
    ///     bool nothing = poller.wait(room).empty();
    void wake() noexcept { set_.wake(); }

private:
    static void check(int error, const detail::Site& site) {
        if (error == 0) return;
        SocketError::Context context;
        context.operation = site.function;
        context.caller = site.caller;
        throw SocketError(detail::platform_error(error), context);
    }

    detail::PollSet set_;
};

}  // namespace loopback
