#pragma once

#include <string_view>

#include "loopback/detail/datagram_core.hpp"

namespace loopback {

/// How to bind a UDP socket, where it shall not be as usual.
///
///     const DatagramOptions shared{.sharing = PortSharing::on};
///     auto first = UdpSocket::bind({loopback_v4, 0}, shared);
///     auto second = UdpSocket::bind(first.local_endpoint(), shared);
struct DatagramOptions {
    Exposure exposure = Exposure::loopback_only;  ///< who may reach it
    PortSharing sharing = PortSharing::off;       ///< whether others may have the port as well
};

/// A UDP socket: datagrams go out whole, and arrive whole, more than once, late, or not at all.
///
///     auto server = UdpSocket::bind({loopback_v4, 0});
///     std::array<char, 1500> buffer;
///     auto datagram = server.recv_from(buffer);
///     server.send_to(datagram.data, datagram.from);
class UdpSocket : public detail::DatagramCore {
public:
    /// Closed.
    UdpSocket() noexcept = default;

    /// Binds `where`. Port 0 lets the system choose. Private by default, as `TcpListener::bind`,
    /// and as there an IPv4-mapped address is bound as the IPv4 address that is inside.
    ///
    /// Errors: `Errc::not_loopback`, `address_in_use`, `permission_denied`,
    /// `address_not_available`. Platforms: nobody shares the port, on any of them, unless all who
    /// do ask for it (`PortSharing`). See bind(2), udp(7).
    ///
    ///     auto server = UdpSocket::bind({loopback_v4, 0});
    [[nodiscard]] static UdpSocket bind(const Endpoint& where,
                                        Exposure exposure = Exposure::loopback_only,
                                        Caller caller = Caller::here()) {
        const detail::Site site{"bind", caller};
        const detail::Result opened = open(where, exposure, PortSharing::off, site);
        if (opened.error != 0) fail(opened.error, site, {.local = where});
        return UdpSocket(opened);
    }
    /// The same; sets `error` instead of throwing, and returns a closed socket then.
    [[nodiscard]] static UdpSocket bind(const Endpoint& where, std::error_code& error,
                                        Exposure exposure = Exposure::loopback_only,
                                        Caller caller = Caller::here()) noexcept {
        const detail::Result opened = open(where, exposure, PortSharing::off, {"bind", caller});
        error = detail::platform_error(opened.error);
        return UdpSocket(opened);
    }

    /// The same, otherwise than usual.
    ///
    ///     const DatagramOptions shared{.sharing = PortSharing::on};
    ///     auto server = UdpSocket::bind({loopback_v4, 0}, shared);
    [[nodiscard]] static UdpSocket bind(const Endpoint& where, DatagramOptions options,
                                        Caller caller = Caller::here()) {
        const detail::Site site{"bind", caller};
        const detail::Result opened = open(where, options.exposure, options.sharing, site);
        if (opened.error != 0) fail(opened.error, site, {.local = where});
        return UdpSocket(opened);
    }
    /// The same; sets `error` instead of throwing, and returns a closed socket then.
    [[nodiscard]] static UdpSocket bind(const Endpoint& where, std::error_code& error,
                                        DatagramOptions options,
                                        Caller caller = Caller::here()) noexcept {
        const detail::Site site{"bind", caller};
        const detail::Result opened = open(where, options.exposure, options.sharing, site);
        error = detail::platform_error(opened.error);
        return UdpSocket(opened);
    }

    /// A socket to send from, to whomever, at a port that the system chooses. As it is, it has a
    /// loopback address, and reaches this machine only: sent elsewhere, a datagram fails
    /// (`invalid_argument` on Linux). With `expose_to_network` it is not bound: the first send
    /// gives it a port at every address of this machine, where answers come in, and whatever others
    /// send. See udp(7), Winsock sendto.
    ///
    ///     auto sender = UdpSocket::sender(Family::ipv4);
    ///     sender.send_to("hello", socket.local_endpoint());
    [[nodiscard]] static UdpSocket sender(Family family,
                                          Exposure exposure = Exposure::loopback_only,
                                          Caller caller = Caller::here()) {
        const detail::Site site{"sender", caller};
        const IpAddress here = family == Family::ipv4 ? loopback_v4 : loopback_v6;
        const bool exposed = exposure == expose_to_network;
        const detail::Result opened =
            exposed ? detail::open_socket(family, SOCK_DGRAM, !detail::native::shutdown_wakes, site)
                    : open({here, 0}, exposure, PortSharing::off, site);
        if (opened.error != 0) fail(opened.error, site);
        UdpSocket socket(opened);
        if (exposed) detail::native::keep_icmp_from_recv(socket.handle_);
        return socket;
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

    /// Gives a bound socket one partner, or another one than it has: from now on it is as one from
    /// `connect`, at the endpoint that it has. What others sent before may still come in.
    ///
    /// Errors: `network_unreachable`, and `invalid_argument` or `address_not_available` for a
    /// partner that its own address does not reach, as when a loopback address is to talk to the
    /// network. See connect(2), udp(7), Winsock connect.
    ///
    ///     auto server = UdpSocket::bind({loopback_v4, 0});
    ///     socket.connect_to(server.local_endpoint());
    ///     socket.send("hello");
    void connect_to(const Endpoint& partner, Caller caller = Caller::here()) {
        const detail::Site site{"connect_to", caller};
        const int error = change_partner(partner, site);
        if (error != 0) raise(error, site, partner);
    }
    /// Takes the partner away: the socket hears everybody again, at the endpoint where it was
    /// bound.
    ///
    /// Errors: `not_connected` without a partner; `Errc::not_loopback` for a socket that was never
    /// bound and would be open to the network now (close it instead). Platforms: Linux lets go of
    /// a port that the system had chosen; it is bound again here, which fails with `address_in_use`
    /// if somebody was faster, and the partner stays then. See connect(2), AF_UNSPEC.
    ///
    ///     auto server = UdpSocket::bind({loopback_v4, 0});
    ///     socket.connect_to(server.local_endpoint());
    ///     socket.disconnect();
    void disconnect(Caller caller = Caller::here()) {
        const detail::Site site{"disconnect", caller};
        const int error = leave_partner(site);
        if (error != 0) raise(error, site, peer_);
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

    /// Like `recv_from`, but leaves the datagram where it is: the next call gets it again. See
    /// recv(2), MSG_PEEK; Winsock recvfrom.
    ///
    ///     auto next = socket.peek_from(buffer);
    ///     if (next.from.address.is_loopback()) std::cout << socket.recv_from(buffer).data << '\n';
    Datagram<std::string_view> peek_from(std::span<char> buffer, Timeout limit = forever,
                                         Caller caller = Caller::here()) {
        return received<std::string_view>(buffer, limit, {"peek_from", caller}, MSG_PEEK);
    }
    /// The same for bytes that are no characters.
    Datagram<std::span<std::byte>> peek_from(std::span<std::byte> buffer, Timeout limit = forever,
                                             Caller caller = Caller::here()) {
        return received<std::span<std::byte>>(buffer, limit, {"peek_from", caller}, MSG_PEEK);
    }
    /// The same; sets `error` instead of throwing.
    Datagram<std::string_view> peek_from(std::span<char> buffer, std::error_code& error,
                                         Timeout limit = forever,
                                         Caller caller = Caller::here()) noexcept {
        return received<std::string_view>(buffer, error, limit, {"peek_from", caller}, MSG_PEEK);
    }
    /// The same for bytes; sets `error` instead of throwing.
    Datagram<std::span<std::byte>> peek_from(std::span<std::byte> buffer, std::error_code& error,
                                             Timeout limit = forever,
                                             Caller caller = Caller::here()) noexcept {
        return received<std::span<std::byte>>(buffer, error, limit, {"peek_from", caller},
                                              MSG_PEEK);
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
    using DatagramCore::DatagramCore;
};

}  // namespace loopback
