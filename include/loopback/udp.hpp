#pragma once

#include <span>
#include <string_view>

#include "loopback/detail/open.hpp"
#include "loopback/exposure.hpp"

namespace loopback {

/// One datagram as it came. A length of zero is data like any other.
///
///     Datagram<std::string_view> datagram = socket.recv_from(buffer);
///     if (datagram.truncated) std::puts("it was longer than the buffer");
template <class Data>
struct Datagram {
    Data data;               ///< what fitted into the caller's buffer
    Endpoint from;           ///< who sent it, or says so: a sender's address can be forged
    bool truncated = false;  ///< the datagram was longer than the buffer; the rest is gone
};

/// A UDP socket: datagrams go out whole, and arrive whole, more than once, late, or not at all.
///
///     auto server = UdpSocket::bind({loopback_v4, 0});
///     std::array<char, 1500> buffer;
///     auto datagram = server.recv_from(buffer);
///     server.send_to(datagram.data, datagram.from);
class UdpSocket : public Socket {
public:
    /// Closed.
    UdpSocket() noexcept = default;

    /// Binds `where`. Port 0 lets the system choose. Private by default, as `TcpListener::bind`,
    /// and as there an IPv4-mapped address is bound as the IPv4 address that is inside.
    ///
    /// Errors: `Errc::not_loopback`, `address_in_use`, `permission_denied`,
    /// `address_not_available`. Platforms: no option lets a second socket share the port, on any of
    /// them. See bind(2), udp(7).
    ///
    ///     auto server = UdpSocket::bind({loopback_v4, 0});
    [[nodiscard]] static UdpSocket bind(const Endpoint& where,
                                        Exposure exposure = Exposure::loopback_only,
                                        Caller caller = Caller::here()) {
        const detail::Site site{"bind", caller};
        const detail::Result opened = open(where, exposure, site);
        if (opened.error != 0) fail(opened.error, site, {.local = where});
        return UdpSocket(opened);
    }
    /// The same; sets `error` instead of throwing, and returns a closed socket then.
    [[nodiscard]] static UdpSocket bind(const Endpoint& where, std::error_code& error,
                                        Exposure exposure = Exposure::loopback_only,
                                        Caller caller = Caller::here()) noexcept {
        const detail::Result opened = open(where, exposure, {"bind", caller});
        error = detail::platform_error(opened.error);
        return UdpSocket(opened);
    }

    /// A socket for one partner: `send` goes there, `recv` hears nobody else, and that nobody
    /// listens there comes back as `connection_refused` from a later call (udp(7)). An IPv4-mapped
    /// address is the IPv4 address that is inside.
    ///
    ///     auto server = UdpSocket::connect({loopback_v4, 62893});
    ///     std::cout << "talks with " << to_string(server.peer_endpoint()) << '\n';
    [[nodiscard]] static UdpSocket connect(const Endpoint& partner,
                                           Caller caller = Caller::here()) {
        const detail::Site site{"connect", caller};
        const Endpoint target = detail::as_it_is(partner);
        const detail::Result opened = detail::open_socket(target.address.family(), SOCK_DGRAM,
                                                          !detail::native::shutdown_wakes, site);
        if (opened.error != 0) fail(opened.error, site, {.peer = partner});
        UdpSocket socket(opened);
        // It only sets the partner, which a signal does not undo (connect(2), EINTR: it goes on).
        const int error = detail::connect(socket.handle_, target, site).error;
        const bool done = error == 0 || error == detail::native::interrupted;
        if (!done) fail(error, site, {.peer = partner});
        socket.peer_ = target;
        return socket;
    }

    /// Takes over the handle of a datagram socket. Its partner, if any, is asked for now.
    ///
    ///     UdpSocket mine = UdpSocket::adopt(socket.release());
    [[nodiscard]] static UdpSocket adopt(NativeHandle handle) noexcept {
        if constexpr (!detail::native::shutdown_wakes) {
            detail::native::set_nonblocking(handle, true);
        }
        UdpSocket socket(detail::Result{static_cast<std::ptrdiff_t>(handle), 0});
        socket.peer_ = detail::endpoint_of(handle, detail::native::peer_name);
        return socket;
    }

    /// Waits for the next datagram.
    ///
    /// Errors: `timed_out`, `would_block`, `operation_canceled` after `stop()`,
    /// `connection_refused` on a connected socket, `invalid_argument` for an empty buffer.
    /// See recv(2), udp(7), Winsock recvfrom.
    ///
    ///     auto datagram = socket.recv_from(buffer);
    Datagram<std::string_view> recv_from(std::span<char> buffer, Timeout limit = forever,
                                         Caller caller = Caller::here()) {
        return received<std::string_view>(buffer, limit, {"recv_from", caller});
    }
    /// The same for bytes that are no characters.
    Datagram<std::span<std::byte>> recv_from(std::span<std::byte> buffer, Timeout limit = forever,
                                             Caller caller = Caller::here()) {
        return received<std::span<std::byte>>(buffer, limit, {"recv_from", caller});
    }
    /// The same; sets `error` instead of throwing.
    Datagram<std::string_view> recv_from(std::span<char> buffer, std::error_code& error,
                                         Timeout limit = forever,
                                         Caller caller = Caller::here()) noexcept {
        return received<std::string_view>(buffer, error, limit, {"recv_from", caller});
    }
    /// The same for bytes; sets `error` instead of throwing.
    Datagram<std::span<std::byte>> recv_from(std::span<std::byte> buffer, std::error_code& error,
                                             Timeout limit = forever,
                                             Caller caller = Caller::here()) noexcept {
        return received<std::span<std::byte>>(buffer, error, limit, {"recv_from", caller});
    }

    /// Sends one datagram, whole or not at all: `message_size` if it is too long (65507 bytes is
    /// the most over IPv4). That it was sent does not mean that it arrives. See send(2), udp(7).
    ///
    /// A socket with a partner sends to that one, as `send` does; to anybody else it fails with
    /// `already_connected`, since it would not hear the answer. Platforms: the same on all of them.
    /// (Left to itself, macOS would refuse both, and Linux and Windows would send both.)
    ///
    ///     socket.send_to("hello", {loopback_v4, 62893});
    void send_to(Data data, const Endpoint& to, Timeout limit = forever,
                 Caller caller = Caller::here()) {
        transmit(data.data(), data.size(), &to, limit, {"send_to", caller});
    }
    /// The same; sets `error` instead of throwing.
    ///
    ///     std::error_code error;
    ///     socket.send_to("hello", home, error);
    void send_to(Data data, const Endpoint& to, std::error_code& error, Timeout limit = forever,
                 Caller caller = Caller::here()) noexcept {
        error = try_transmit(data.data(), data.size(), &to, limit, {"send_to", caller});
    }

    /// Sends one datagram to the partner of `connect`. Errors as with `send_to`, and
    /// `connection_refused` when an earlier one found nobody.
    ///
    ///     auto server = UdpSocket::connect(socket.local_endpoint());
    ///     server.send("hello");
    void send(Data data, Timeout limit = forever, Caller caller = Caller::here()) {
        transmit(data.data(), data.size(), nullptr, limit, {"send", caller});
    }
    /// The same; sets `error` instead of throwing.
    ///
    ///     auto server = UdpSocket::connect(socket.local_endpoint());
    ///     std::error_code error;
    ///     server.send("hello", error);
    ///     if (error == std::errc::connection_refused) std::puts("the last one found nobody");
    void send(Data data, std::error_code& error, Timeout limit = forever,
              Caller caller = Caller::here()) noexcept {
        error = try_transmit(data.data(), data.size(), nullptr, limit, {"send", caller});
    }

    /// Makes a blocked call and every later one fail with `operation_canceled`. From any thread,
    /// and from a POSIX signal handler.
    ///
    ///     std::thread another([&] { socket.stop(); });
    ///     std::error_code error;
    ///     while (!error) (void)socket.recv_from(buffer, error);
    ///     another.join();
    void stop() noexcept {
        state_.stop.stop();
        if constexpr (detail::native::shutdown_wakes) detail::native::shut_down_quietly(handle_);
    }

    /// The partner of `connect`; 0.0.0.0:0 without one.
    [[nodiscard]] Endpoint peer_endpoint() const noexcept { return peer_; }

    /// In non-blocking mode, calls without a limit fail with `would_block` instead of waiting. A
    /// closed socket has no mode: `bad_file_descriptor`, on every platform. See fcntl(2), Winsock
    /// ioctlsocket.
    ///
    ///     socket.set_nonblocking(true);
    ///     std::error_code error;
    ///     auto datagram = socket.recv_from(buffer, error);  // at once, with one or without
    void set_nonblocking(bool on, Caller caller = Caller::here()) {
        const detail::Site site{"set_nonblocking", caller};
        const int error = detail::set_waiting(handle_, state_, on, site);
        if (error != 0) fail(error, site);
    }
    /// Whether calls without a limit fail instead of waiting.
    [[nodiscard]] bool is_nonblocking() const noexcept { return state_.nonblocking; }

private:
    explicit UdpSocket(const detail::Result& opened) noexcept {
        if (opened.error == 0) handle_ = static_cast<NativeHandle>(opened.value);
    }

    static detail::Result open(const Endpoint& where, Exposure exposure,
                               const detail::Site& site) noexcept {
        const bool exposed = exposure == expose_to_network;
        return detail::open_bound(where, SOCK_DGRAM, exposed, site, [&](NativeHandle handle) {
            detail::native::keep_icmp_from_recv(handle);
            int error = 0;
            if (detail::native::datagrams_take_listener_option) {
                error = detail::set_flag(handle, SOL_SOCKET, detail::native::listener_option, true,
                                         site);
            }
            if (error != 0 || detail::as_it_is(where).address.family() == Family::ipv4)
                return error;
            return detail::set_flag(handle, IPPROTO_IPV6, IPV6_V6ONLY, true, site);
        });
    }

    detail::Result receive(void* data, std::size_t size, Endpoint& from, bool& truncated,
                           Timeout limit, const detail::Site& site) noexcept {
        if (size == 0) return {detail::failed, detail::native::invalid_argument};
        if (state_.stop.stopped()) return {detail::failed, detail::native::canceled};
        detail::Request request{Operation::recv, site, handle_};
        request.data = data;
        request.size = size;
        request.answer = &from;
        request.truncated = &truncated;
        const auto got = detail::settle(detail::not_tried, request, detail::call_recv_from, POLLIN,
                                        state_, limit, detail::Until{limit});
        if (state_.stop.stopped()) return {detail::failed, detail::native::canceled};
        return got;
    }

    template <class Data, class Byte>
    Datagram<Data> received(std::span<Byte> buffer, std::error_code& error, Timeout limit,
                            const detail::Site& site) noexcept {
        Datagram<Data> datagram;
        const auto got =
            receive(buffer.data(), buffer.size(), datagram.from, datagram.truncated, limit, site);
        error = detail::platform_error(got.error);
        if (got.error == 0) {
            datagram.data = Data{buffer.data(), static_cast<std::size_t>(got.value)};
        }
        return datagram;
    }

    template <class Data, class Byte>
    Datagram<Data> received(std::span<Byte> buffer, Timeout limit, const detail::Site& site) {
        std::error_code error;
        const auto datagram = received<Data>(buffer, error, limit, site);
        if (error) raise(error.value(), site, peer_);
        return datagram;
    }

    std::error_code try_transmit(const void* data, std::size_t size, const Endpoint* to,
                                 Timeout limit, const detail::Site& site) noexcept {
        const bool elsewhere =
            to != nullptr && peer_ != Endpoint{} && detail::as_it_is(*to) != peer_;
        if (peer_ != Endpoint{}) to = nullptr;
        detail::Request request{Operation::send, site, handle_};
        request.const_data = data;
        request.bytes = {static_cast<const std::byte*>(data), size};
        request.size = size;
        request.endpoint = to;
        int error = size > detail::native::largest_datagram ? detail::native::message_size : 0;
        if (elsewhere) error = detail::native::already_connected;
        if (state_.stop.stopped()) error = detail::native::canceled;
        if (error == 0) {
            error = detail::settle(detail::not_tried, request,
                                   to != nullptr ? detail::call_send_to : detail::call_send,
                                   POLLOUT, state_, limit, detail::Until{limit})
                        .error;
        }
        return detail::platform_error(error);
    }

    void transmit(const void* data, std::size_t size, const Endpoint* to, Timeout limit,
                  const detail::Site& site) {
        const std::error_code error = try_transmit(data, size, to, limit, site);
        if (error) raise(error.value(), site, to != nullptr ? *to : peer_);
    }

    [[noreturn]] void raise(int code, const detail::Site& site, const Endpoint& peer) const {
        SocketError::Context context;
        context.local = detail::known_endpoint_of(handle_, detail::native::local_name);
        if (peer != Endpoint{}) context.peer = peer;
        fail(code, site, context);
    }

    detail::SocketState state_;
    Endpoint peer_;
};

}  // namespace loopback
