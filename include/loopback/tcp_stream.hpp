#pragma once

#include <limits>
#include <span>
#include <string_view>

#include "loopback/detail/stream_core.hpp"
#include "loopback/view.hpp"

namespace loopback {

/// One end of a TCP connection: bytes go in on one side and come out on the other, in order, with
/// no mark where one message ends and the next begins.
///
/// One thread may send while another receives. A closed peer never raises SIGPIPE. Every function
/// throws `SocketError`; those whose failure is an ordinary answer have a second form that takes
/// an `std::error_code&` instead. Bytes are `char` or `std::byte`, whichever the caller has.
///
///     auto server = TcpStream::connect(home);
///     server.send_all("hello\n");
///     server.shutdown_send();  // or an echo server would wait for more, and this side for it
///     std::array<char, 4096> buffer;
///     while (auto received = server.recv(buffer)) std::cout << received;
class TcpStream : public detail::StreamCore {
public:
    /// Closed.
    TcpStream() noexcept = default;

    /// Opens a connection to `server`.
    ///
    /// Errors: `connection_refused` when nobody listens there, `timed_out` after `limit`,
    /// `would_block` if the limit is zero and the answer is not there at once. A connection to
    /// itself, which TCP allows, is reported as refused. An IPv4-mapped address
    /// ("::ffff:127.0.0.1") is the IPv4 address that is inside, which `peer_endpoint()` tells.
    ///
    /// Platforms: three system calls on Linux without a limit. Windows would repeat a refused
    /// attempt for two seconds; on loopback it is told not to. See connect(2), Winsock connect.
    ///
    ///     using namespace std::chrono_literals;
    ///     auto server = TcpStream::connect(home, 2s);
    [[nodiscard]] static TcpStream connect(const Endpoint& server, Timeout limit = forever,
                                           Caller caller = Caller::here()) {
        const detail::Site site{"connect", caller};
        const detail::Result opened = detail::open_stream(server, limit, site);
        if (opened.error != 0) fail(opened.error, site, {.peer = server});
        return TcpStream(opened, detail::as_it_is(server));
    }
    /// The same; sets `error` instead of throwing, and returns a closed stream then.
    ///
    ///     std::error_code error;
    ///     auto server = TcpStream::connect(home, error);
    ///     if (error == std::errc::connection_refused) std::puts("nobody listens there");
    [[nodiscard]] static TcpStream connect(const Endpoint& server, std::error_code& error,
                                           Timeout limit = forever,
                                           Caller caller = Caller::here()) noexcept {
        const detail::Result opened = detail::open_stream(server, limit, {"connect", caller});
        error = detail::platform_error(opened.error);
        return TcpStream(opened, detail::as_it_is(server));
    }

    /// Tries several endpoints in order, as a name may have many, and keeps the first that
    /// answers. `limit` is for all of them together: each gets an equal share of what is left, so
    /// that a silent one leaves time for those after it. Throws the last failure, with a remark
    /// that lists every endpoint and what it said.
    ///
    ///     using namespace std::chrono_literals;
    ///     auto server = TcpStream::connect(resolve("localhost", home_port), 5s);
    [[nodiscard]] static TcpStream connect(View<Endpoint> servers, Timeout limit = forever,
                                           Caller caller = Caller::here());

    /// Opens a connection from an endpoint of your choice: another address of this machine, or a
    /// port that the other side knows. Port 0 lets the system choose.
    ///
    /// Errors: as with `connect`, and `address_in_use` where the port is taken, be it by a
    /// connection that ended less than a minute ago (TIME_WAIT; RFC 9293, section 3.6.1);
    /// `address_not_available`; `permission_denied`. That it is bound exposes nothing: it takes no
    /// clients. See bind(2), connect(2), Winsock bind.
    ///
    ///     auto server = TcpStream::connect_from({IpAddress::v4(127, 0, 0, 1), 0}, home);
    [[nodiscard]] static TcpStream connect_from(const Endpoint& from, const Endpoint& server,
                                                Timeout limit = forever,
                                                Caller caller = Caller::here()) {
        const detail::Site site{"connect_from", caller};
        const detail::Result opened = detail::open_stream(server, limit, site, &from);
        if (opened.error != 0) fail(opened.error, site, {.local = from, .peer = server});
        return TcpStream(opened, detail::as_it_is(server));
    }

    /// Takes over the handle of a connection. Its peer is asked for now (getpeername(2)).
    ///
    ///     TcpStream mine = TcpStream::adopt(client.release());
    [[nodiscard]] static TcpStream adopt(NativeHandle handle) {
        if constexpr (!detail::native::shutdown_wakes) {
            detail::native::set_nonblocking(handle, true);
        }
        const detail::Result given{static_cast<std::ptrdiff_t>(handle), 0};
        return TcpStream(given, detail::endpoint_of(handle, detail::native::peer_name));
    }

    /// Puts what has arrived into `buffer`, 1 byte or more, and returns a view of it: false once
    /// the peer has finished sending. Waits while nothing is there.
    ///
    /// One `send` of the peer may come in several pieces, and several in one. Errors:
    /// `connection_reset`, `timed_out`, `would_block`, `operation_canceled` after `stop()`,
    /// `invalid_argument` for an empty buffer, which could not tell "nothing" from "the end".
    /// Platforms: one system call; on Windows and macOS a second one if it has to wait.
    /// See recv(2), Winsock recv.
    ///
    ///     std::array<char, 4096> buffer;
    ///     while (auto received = client.recv(buffer)) client.send_all(received);
    Text recv(std::span<char> buffer, Timeout limit = forever, Caller caller = Caller::here()) {
        return {buffer.data(), got(receive(buffer.data(), buffer.size(), limit, caller), caller)};
    }
    /// The same; sets `error` instead of throwing.
    Text recv(std::span<char> buffer, std::error_code& error, Timeout limit = forever,
              Caller caller = Caller::here()) noexcept {
        return {buffer.data(), got(receive(buffer.data(), buffer.size(), limit, caller), error)};
    }
    /// The same for bytes that are no characters.
    Bytes recv(std::span<std::byte> buffer, Timeout limit = forever,
               Caller caller = Caller::here()) {
        return {buffer.data(), got(receive(buffer.data(), buffer.size(), limit, caller), caller)};
    }
    /// The same for bytes; sets `error` instead of throwing.
    Bytes recv(std::span<std::byte> buffer, std::error_code& error, Timeout limit = forever,
               Caller caller = Caller::here()) noexcept {
        return {buffer.data(), got(receive(buffer.data(), buffer.size(), limit, caller), error)};
    }

    /// Like `recv`, but leaves the bytes where they are: the next call gets them again. That more
    /// of them are still to come is no reason to peek again, since it does not wait for more.
    ///
    /// Errors as with `recv`. See recv(2), MSG_PEEK; Winsock recv.
    ///
    ///     const bool is_telnet = client.peek(std::span(buffer).first(1)) == "\xff";
    Text peek(std::span<char> buffer, Timeout limit = forever, Caller caller = Caller::here()) {
        return {buffer.data(),
                got(look(buffer.data(), buffer.size(), limit, caller), caller, "peek")};
    }
    /// The same; sets `error` instead of throwing.
    Text peek(std::span<char> buffer, std::error_code& error, Timeout limit = forever,
              Caller caller = Caller::here()) noexcept {
        return {buffer.data(), got(look(buffer.data(), buffer.size(), limit, caller), error)};
    }
    /// The same for bytes that are no characters.
    Bytes peek(std::span<std::byte> buffer, Timeout limit = forever,
               Caller caller = Caller::here()) {
        return {buffer.data(),
                got(look(buffer.data(), buffer.size(), limit, caller), caller, "peek")};
    }
    /// The same for bytes; sets `error` instead of throwing.
    Bytes peek(std::span<std::byte> buffer, std::error_code& error, Timeout limit = forever,
               Caller caller = Caller::here()) noexcept {
        return {buffer.data(), got(look(buffer.data(), buffer.size(), limit, caller), error)};
    }

    /// Fills the whole buffer; an empty one is full already. `limit` is for all of it.
    ///
    /// Errors as with `recv`, and `Errc::end_of_stream` if the peer finished sending before:
    /// `bytes_transferred()` says how much had come. See recv(2).
    ///
    ///     std::array<char, 4> length;
    ///     client.recv_exactly(length);
    void recv_exactly(Room buffer, Timeout limit = forever, Caller caller = Caller::here()) {
        receive_exactly(buffer.data(), buffer.size(), limit, caller);
    }
    /// The same; sets `error` instead of throwing, and returns how many bytes came: all of them
    /// unless `error` is set.
    std::size_t recv_exactly(Room buffer, std::error_code& error, Timeout limit = forever,
                             Caller caller = Caller::here()) noexcept {
        return counted(try_receive_exactly(buffer.data(), buffer.size(), limit, caller), error);
    }

    /// Sends some of the bytes, and returns how many the kernel took: perhaps not all of them.
    ///
    /// Errors: `connection_reset` or `broken_pipe` when the peer is gone, `timed_out`,
    /// `would_block`, `operation_canceled`. That bytes were taken does not mean that they
    /// arrived. See send(2), Winsock send.
    ///
    ///     std::size_t taken = client.send("hello");
    std::size_t send(Data data, Timeout limit = forever, Caller caller = Caller::here()) {
        return got(send_some(data.data(), data.size(), limit, caller), caller, "send");
    }
    /// The same; sets `error` instead of throwing.
    std::size_t send(Data data, std::error_code& error, Timeout limit = forever,
                     Caller caller = Caller::here()) noexcept {
        return got(send_some(data.data(), data.size(), limit, caller), error);
    }

    /// Sends all of the bytes, however many calls that takes; waits asleep while the peer is slow.
    ///
    /// Errors as with `send`; `bytes_transferred()` says how many the kernel had taken. See
    /// send(2).
    ///
    ///     client.send_all("welcome\n");
    void send_all(Data data, Timeout limit = forever, Caller caller = Caller::here()) {
        send_everything(data.data(), data.size(), limit, caller);
    }
    /// The same; sets `error` instead of throwing, and returns how many bytes went: all of them
    /// unless `error` is set.
    std::size_t send_all(Data data, std::error_code& error, Timeout limit = forever,
                         Caller caller = Caller::here()) noexcept {
        return counted(try_send_everything(data.data(), data.size(), limit, caller), error);
    }

    /// Says that no more bytes will follow: the peer's `recv` becomes false. Receiving goes on.
    /// Errors: `not_connected` once the connection is gone. See shutdown(2), Winsock shutdown.
    ///
    ///     client.send_all("that is all\n");
    ///     client.shutdown_send();
    ///     while (auto rest = client.recv(buffer)) std::cout << rest;
    void shutdown_send(Caller caller = Caller::here()) {
        finish(detail::native::shutdown_send, {"shutdown_send", caller});
    }
    /// The same; sets `error` instead of throwing.
    void shutdown_send(std::error_code& error, Caller caller = Caller::here()) noexcept {
        const detail::Site site{"shutdown_send", caller};
        error = detail::platform_error(
            detail::shut_down(handle_, detail::native::shutdown_send, site).error);
    }
    /// Says that nothing more will be read, to this side's kernel only: the peer is not told.
    ///
    /// Platforms: on Linux and macOS `recv` is false from now on; on Windows it fails.
    /// See shutdown(2), Winsock shutdown.
    ///
    ///     client.shutdown_recv();
    void shutdown_recv(Caller caller = Caller::here()) {
        finish(detail::native::shutdown_recv, {"shutdown_recv", caller});
    }

    /// Breaks the connection off: bytes on their way are lost, and the peer's next call fails
    /// with `connection_reset` (socket(7), SO_LINGER with zero seconds; RFC 9293, section 3.10.5).
    ///
    ///     client.reset();
    void reset(Caller caller = Caller::here()) {
        set_linger(std::chrono::seconds{0}, caller);
        close(caller);
    }

    /// Makes a blocked call and every later one fail with `operation_canceled`, and ends the
    /// connection. From any thread, and from a POSIX signal handler.
    ///
    ///     std::thread another([&] { client.stop(); });
    ///     std::error_code error;
    ///     while (client.recv(buffer, error)) {
    ///     }
    ///     another.join();
    void stop() noexcept {
        state_.stop.stop();
        detail::native::shut_down_quietly(handle_);
    }

    /// The other side. Known from the start, also after a reset, when the system forgets it.
    ///
    ///     std::cout << to_string(client.peer_endpoint()) << '\n';
    [[nodiscard]] Endpoint peer_endpoint() const noexcept { return peer_; }

    /// In non-blocking mode, calls without a limit fail with `would_block` instead of waiting. A
    /// closed stream has no mode: `bad_file_descriptor`, on every platform. See fcntl(2), Winsock
    /// ioctlsocket.
    ///
    ///     client.set_nonblocking(true);
    ///     std::error_code error;
    ///     auto received = client.recv(buffer, error);  // at once, with bytes or without
    void set_nonblocking(bool on, Caller caller = Caller::here()) {
        const detail::Site site{"set_nonblocking", caller};
        const int error = detail::set_waiting(handle_, state_, on, site);
        if (error != 0) raise(error, site, 0);
    }
    /// Whether calls without a limit fail instead of waiting.
    ///
    ///     if (!client.is_nonblocking()) std::puts("recv waits");
    [[nodiscard]] bool is_nonblocking() const noexcept { return state_.nonblocking; }

    /// Sends small pieces at once instead of gathering them (tcp(7), TCP_NODELAY).
    ///
    ///     client.set_no_delay(true);
    ///     bool at_once = client.no_delay();
    void set_no_delay(bool on, Caller caller = Caller::here()) {
        set(IPPROTO_TCP, TCP_NODELAY, int{on}, {"set_no_delay", caller});
    }
    /// Whether small pieces are sent at once.
    [[nodiscard]] bool no_delay(Caller caller = Caller::here()) const {
        return get<int>(IPPROTO_TCP, TCP_NODELAY, {"no_delay", caller}) != 0;
    }

    /// Has the kernel ask a silent peer now and then whether it is still there (socket(7),
    /// SO_KEEPALIVE). Platforms: the first time after two hours, if nobody changed the setting.
    ///
    ///     client.set_keep_alive(true);
    ///     bool asks = client.keep_alive();
    void set_keep_alive(bool on, Caller caller = Caller::here()) {
        set(SOL_SOCKET, SO_KEEPALIVE, int{on}, {"set_keep_alive", caller});
    }
    /// Whether the kernel asks a silent peer.
    [[nodiscard]] bool keep_alive(Caller caller = Caller::here()) const {
        return get<int>(SOL_SOCKET, SO_KEEPALIVE, {"keep_alive", caller}) != 0;
    }

    /// How long `close` may wait for bytes that are still to be sent (socket(7), SO_LINGER). Zero
    /// makes it a `reset`; below zero, the default, leaves it to the kernel, and `close` returns at
    /// once.
    ///
    ///     client.set_linger(std::chrono::seconds{5});
    ///     std::chrono::seconds most = client.linger_time();
    void set_linger(std::chrono::seconds limit, Caller caller = Caller::here()) {
        linger value{};
        value.l_onoff = limit.count() >= 0 ? 1 : 0;
        // Clamped: a cut to the field's 16 bits (Winsock) or 32 could make a reset of an hour.
        constexpr std::int64_t most = std::numeric_limits<decltype(value.l_linger)>::max();
        const std::int64_t seconds = limit.count() < most ? limit.count() : most;
        if (seconds > 0) value.l_linger = static_cast<decltype(value.l_linger)>(seconds);
        set(SOL_SOCKET, SO_LINGER, value, {"set_linger", caller});
    }
    /// How long `close` may wait; below zero where it returns at once.
    [[nodiscard]] std::chrono::seconds linger_time(Caller caller = Caller::here()) const {
        const auto value = get<linger>(SOL_SOCKET, SO_LINGER, {"linger_time", caller});
        return std::chrono::seconds{value.l_onoff != 0 ? value.l_linger : -1};
    }

private:
    friend class TcpListener;

    using StreamCore::StreamCore;
};

inline TcpStream TcpStream::connect(View<Endpoint> servers, Timeout limit, Caller caller) {
    const detail::Site site{"connect", caller};
    const detail::Until deadline{limit};
    SocketError::Context context;
    detail::Line remark;
    int last = static_cast<int>(Errc::host_not_found);
    for (const Endpoint& server : servers) {
        const auto to_try = static_cast<std::size_t>(servers.end() - &server);
        const detail::Result opened = detail::open_stream(server, deadline.share(to_try), site);
        if (opened.error == 0) return TcpStream(opened, detail::as_it_is(server));
        last = opened.error;
        // Nothing was left for this one, and the caller did ask to wait.
        const bool too_late = detail::native::is_would_block(last) && deadline.remaining() == 0;
        if (too_late && !limit.is_zero()) last = detail::native::timed_out;
        context.peer = server;
        if (servers.size() == 1) break;  // what() says all of it already
        detail::write(remark.add(&server == servers.data() ? "tried " : ", "), server);
        remark.add(" (").add(detail::platform_error(last).message().c_str()).add(')');
    }
    fail(last, site, context, remark.text());
}

}  // namespace loopback
