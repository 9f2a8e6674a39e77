#pragma once

#include "loopback/exposure.hpp"
#include "loopback/tcp_stream.hpp"

namespace loopback {

/// What `accept` returns: the connection, and who is at the other end of it.
///
///     Accepted accepted = listener.accept();
///     accepted.stream.send_all("welcome, " + to_string(accepted.peer) + '\n');
struct Accepted {
    TcpStream stream;  ///< the connection
    Endpoint peer;     ///< the client's end of it
};

/// Whether an IPv6 listener takes IPv4 clients too, as "::ffff:127.0.0.1" (ipv6(7), IPV6_V6ONLY).
///
///     auto listener = TcpListener::bind({any_v6, 8080}, {expose_to_network, DualStack::on});
enum class DualStack : bool { off, on };

/// How to listen, where it shall not be as usual.
///
///     auto listener = TcpListener::bind({loopback_v4, 0}, ListenOptions{.backlog = 16});
struct ListenOptions {
    Exposure exposure = Exposure::loopback_only;  ///< who may reach it
    DualStack dual_stack = DualStack::off;        ///< whether `::` takes IPv4 clients too
    int backlog = SOMAXCONN;  ///< how many clients may wait for `accept`; the kernel may cut it
    PortSharing sharing = PortSharing::off;  ///< whether other listeners may have the port as well
};

/// A door: an endpoint where clients can knock, and the queue of those who have.
///
///     auto listener = TcpListener::bind(home);
///     auto [client, peer] = listener.accept();
class TcpListener : public Socket {
public:
    /// Closed.
    TcpListener() noexcept = default;

    /// Binds `where` and listens there. Port 0 lets the system choose: `local_endpoint()` tells.
    /// An IPv4-mapped address ("::ffff:127.0.0.1") is bound as the IPv4 address that is inside.
    ///
    /// Errors: `Errc::not_loopback` for any other address than 127.0.0.0/8 and ::1 unless
    /// `expose_to_network` is given; `address_in_use` when somebody listens there;
    /// `permission_denied` for a privileged or reserved port; `address_not_available` when the
    /// address is not this machine's.
    ///
    /// Platforms: a restart right after the end works on all of them. Linux and macOS get
    /// SO_REUSEADDR for it; Windows gets SO_EXCLUSIVEADDRUSE, since SO_REUSEADDR lets others
    /// steal the port there. On macOS a wildcard and a specific address can coexist.
    /// See bind(2), listen(2), Winsock "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE".
    ///
    ///     auto listener = TcpListener::bind({loopback_v4, 0});
    [[nodiscard]] static TcpListener bind(const Endpoint& where, ListenOptions options = {},
                                          Caller caller = Caller::here()) {
        const detail::Site site{"bind", caller};
        const detail::Result opened = open(where, options, site);
        if (opened.error != 0) fail(opened.error, site, {.local = where});
        return TcpListener(opened);
    }
    /// The same; sets `error` instead of throwing, and returns a closed listener then.
    ///
    ///     std::error_code error;
    ///     auto listener = TcpListener::bind({loopback_v4, 0}, error);
    ///     if (error == std::errc::address_in_use) std::cout << who_holds(home) << '\n';
    [[nodiscard]] static TcpListener bind(const Endpoint& where, std::error_code& error,
                                          ListenOptions options = {},
                                          Caller caller = Caller::here()) noexcept {
        const detail::Result opened = open(where, options, {"bind", caller});
        error = detail::platform_error(opened.error);
        return TcpListener(opened);
    }
    /// The same, where the network can reach it.
    ///
    ///     auto listener = TcpListener::bind({any_v4, 8080}, expose_to_network);
    [[nodiscard]] static TcpListener bind(const Endpoint& where, Exposure exposure,
                                          Caller caller = Caller::here()) {
        return bind(where, ListenOptions{exposure}, caller);
    }

    /// Takes over the handle of a listening socket.
    ///
    ///     TcpListener mine = TcpListener::adopt(listener.release());
    [[nodiscard]] static TcpListener adopt(NativeHandle handle) noexcept {
        if constexpr (!detail::native::shutdown_wakes) {
            detail::native::set_nonblocking(handle, true);
        }
        return TcpListener(detail::Result{static_cast<std::ptrdiff_t>(handle), 0});
    }

    /// Waits for the next client, and returns the connection to it and its endpoint.
    ///
    /// A client that gave up while it was queued (ECONNABORTED and its kin, accept(2)) is
    /// skipped. Out of handles (`too_many_files_open`) is an error of its own, and the client
    /// stays queued. Others: `timed_out`, `would_block`, `operation_canceled` after `stop()`.
    ///
    /// Platforms: one system call on Linux. The stream is blocking and not inherited by child
    /// processes everywhere, whatever the listener is. See accept(2), Winsock accept.
    ///
    ///     auto [client, peer] = listener.accept();
    [[nodiscard]] Accepted accept(Timeout limit = forever, Caller caller = Caller::here()) {
        const detail::Site site{"accept", caller};
        Endpoint peer;
        const detail::Result taken = take(peer, limit, site);
        if (taken.error != 0) {
            SocketError::Context context;
            context.local = detail::known_endpoint_of(handle_, detail::native::local_name);
            fail(taken.error, site, context);
        }
        return {TcpStream(taken, peer), peer};
    }
    /// The same; sets `error` instead of throwing, and returns a closed stream then.
    [[nodiscard]] Accepted accept(std::error_code& error, Timeout limit = forever,
                                  Caller caller = Caller::here()) noexcept {
        Endpoint peer;
        const detail::Result taken = take(peer, limit, {"accept", caller});
        error = detail::platform_error(taken.error);
        return {TcpStream(taken, peer), peer};
    }

    /// Makes a blocked `accept` and every later one fail with `operation_canceled`. From any
    /// thread, and from a POSIX signal handler. Close the listener to free the port. A `Poller`
    /// that waits for it hears of it on Linux only: `wake` it too.
    ///
    ///     std::thread another([&] { listener.stop(); });
    ///     std::error_code error;
    ///     while (!error) (void)listener.accept(error);
    ///     another.join();
    void stop() noexcept {
        state_.stop.stop();
        if constexpr (detail::native::shutdown_wakes) detail::native::shut_down_quietly(handle_);
    }

    /// In non-blocking mode, `accept` without a limit fails with `would_block` instead of waiting.
    /// A closed listener has no mode: `bad_file_descriptor`, on every platform. See fcntl(2),
    /// Winsock ioctlsocket.
    ///
    ///     listener.set_nonblocking(true);
    ///     std::error_code error;
    ///     auto [stream, peer] = listener.accept(error);  // at once, with or without a client
    void set_nonblocking(bool on, Caller caller = Caller::here()) {
        const detail::Site site{"set_nonblocking", caller};
        int error = is_open() ? 0 : detail::native::bad_handle;
        if (error == 0 && on) error = make_waitless(site);
        if (error != 0) fail(error, site);
        state_.nonblocking = on;
    }
    /// Whether `accept` without a limit fails instead of waiting.
    [[nodiscard]] bool is_nonblocking() const noexcept { return state_.nonblocking; }

private:
    explicit TcpListener(const detail::Result& opened) noexcept {
        if (opened.error == 0) handle_ = static_cast<NativeHandle>(opened.value);
    }

    static detail::Result open(const Endpoint& where, const ListenOptions& options,
                               const detail::Site& site) noexcept {
        return detail::open_listener(where, options.exposure == expose_to_network,
                                     options.dual_stack == DualStack::on,
                                     options.sharing == PortSharing::on, options.backlog, site);
    }

    detail::Result take(Endpoint& peer, Timeout limit, const detail::Site& site) noexcept {
        const int error = limit.is_forever() ? 0 : make_waitless(site);
        if (error != 0) return {detail::failed, error};
        return detail::accept_client(handle_, state_, peer, limit, site);
    }

    // accept(2) has no flag that keeps one call from blocking: from the first limited call on,
    // the handle itself is non-blocking, and every wait is a poll.
    int make_waitless(const detail::Site& site) noexcept {
        if (!detail::native::shutdown_wakes || waitless_.is_set()) return 0;
        const int error = detail::set_nonblocking(handle_, true, site).error;
        if (error == 0) waitless_.set();
        return error;
    }

    detail::SocketState state_;
    detail::Flag waitless_;
};

}  // namespace loopback
