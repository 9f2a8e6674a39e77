#pragma once

#include <span>

#include "loopback/datagram.hpp"
#include "loopback/detail/open.hpp"
#include "loopback/exposure.hpp"

namespace loopback::detail {

// What a UdpSocket is made of.
class DatagramCore : public Socket {
protected:
    DatagramCore() noexcept = default;

    explicit DatagramCore(const Result& opened) noexcept {
        if (opened.error == 0) handle_ = static_cast<NativeHandle>(opened.value);
    }

    static Result open(const Endpoint& where, Exposure exposure, PortSharing sharing,
                       const Site& site) noexcept {
        const bool exposed = exposure == expose_to_network;
        const bool shared = sharing == PortSharing::on;
        return open_bound(where, SOCK_DGRAM, exposed, site, [&](NativeHandle handle) {
            native::keep_icmp_from_recv(handle);
            int error = 0;
            if (shared || native::datagrams_take_listener_option) {
                const int option = shared ? native::share_option : native::listener_option;
                error = set_flag(handle, SOL_SOCKET, option, true, site);
            }
            if (error != 0 || as_it_is(where).address.family() == Family::ipv4) return error;
            return set_flag(handle, IPPROTO_IPV6, IPV6_V6ONLY, true, site);
        });
    }

    Result receive(void* data, std::size_t size, Endpoint& from, bool& truncated, Timeout limit,
                   const Site& site, int flags = 0) noexcept {
        if (size == 0) return {failed, native::invalid_argument};
        if (state_.stop.stopped()) return {failed, native::canceled};
        Request request{Operation::recv, site, handle_};
        request.data = data;
        request.size = size;
        request.flags = flags;
        request.answer = &from;
        request.truncated = &truncated;
        const auto got =
            settle(not_tried, request, call_recv_from, POLLIN, state_, limit, Until{limit});
        if (state_.stop.stopped()) return {failed, native::canceled};
        return got;
    }

    template <class Data, class Byte>
    Datagram<Data> received(std::span<Byte> buffer, std::error_code& error, Timeout limit,
                            const Site& site, int flags = 0) noexcept {
        Datagram<Data> datagram;
        const auto got = receive(buffer.data(), buffer.size(), datagram.from, datagram.truncated,
                                 limit, site, flags);
        error = platform_error(got.error);
        if (got.error == 0) {
            datagram.data = Data{buffer.data(), static_cast<std::size_t>(got.value)};
        }
        return datagram;
    }

    template <class Data, class Byte>
    Datagram<Data> received(std::span<Byte> buffer, Timeout limit, const Site& site,
                            int flags = 0) {
        std::error_code error;
        const auto datagram = received<Data>(buffer, error, limit, site, flags);
        if (error) raise(error.value(), site, peer_);
        return datagram;
    }

    std::error_code try_transmit(const void* data, std::size_t size, const Endpoint* to,
                                 Timeout limit, const Site& site) noexcept {
        const bool elsewhere = to != nullptr && peer_ != Endpoint{} && as_it_is(*to) != peer_;
        if (peer_ != Endpoint{}) to = nullptr;
        Request request{Operation::send, site, handle_};
        request.const_data = data;
        request.bytes = {static_cast<const std::byte*>(data), size};
        request.size = size;
        request.endpoint = to;
        int error = size > native::largest_datagram ? native::message_size : 0;
        if (elsewhere) error = native::already_connected;
        if (state_.stop.stopped()) error = native::canceled;
        if (error == 0) {
            error = settle(not_tried, request, to != nullptr ? call_send_to : call_send, POLLOUT,
                           state_, limit, Until{limit})
                        .error;
        }
        return platform_error(error);
    }

    void transmit(const void* data, std::size_t size, const Endpoint* to, Timeout limit,
                  const Site& site) {
        const std::error_code error = try_transmit(data, size, to, limit, site);
        if (error) raise(error.value(), site, to != nullptr ? *to : peer_);
    }

    [[noreturn]] void raise(int code, const Site& site, const Endpoint& peer) const {
        SocketError::Context context;
        context.local = known_endpoint_of(handle_, native::local_name);
        if (peer != Endpoint{}) context.peer = peer;
        fail(code, site, context);
    }

    // Chooses a partner, the first or another one. What the socket was bound to is kept.
    int change_partner(const Endpoint& asked, const Site& site) noexcept {
        const Endpoint partner = as_it_is(asked);
        Endpoint here;
        if (peer_ == Endpoint{}) {
            const int error = local_name(handle_, here, site).error;
            // Winsock's answer for a socket that was not bound; others say 0.0.0.0:0.
            if (error != 0 && error != native::invalid_argument) return error;
        }
        // It only sets the partner, which a signal does not undo (connect(2), EINTR: it goes on).
        const int error = detail::connect(handle_, partner, site).error;
        if (error != 0 && error != native::interrupted) return error;
        if (peer_ == Endpoint{}) was_bound_ = here.port != Port();
        peer_ = partner;
        return 0;
    }

    // Hears everybody again, where it was bound. Linux takes a port away that the system chose, and
    // of a socket that was never bound the address, too: it is bound again then.
    int leave_partner(const Site& site) noexcept {
        if (peer_ == Endpoint{}) return native::not_connected;
        Endpoint before;
        int error = local_name(handle_, before, site).error;
        if (error != 0) return error;
        if (!was_bound_ && !before.address.is_loopback()) {
            return static_cast<int>(Errc::not_loopback);
        }
        error = disconnect(handle_, site).error;
        if (error != 0 && error != native::interrupted) return error;
        Endpoint now;
        error = local_name(handle_, now, site).error;
        if (error == 0 || error == native::invalid_argument) {
            if (error == 0 && was_bound_) before.address = now.address;
            error = now == before ? 0 : bind(handle_, before, site).error;
        }
        if (error != 0) {  // better with a partner than open to everybody
            (void)detail::connect(handle_, peer_, site);
            return error;
        }
        peer_ = {};
        was_bound_ = false;
        return 0;
    }

    SocketState state_;
    Endpoint peer_;
    bool was_bound_ = false;  // before it had a partner
};

}  // namespace loopback::detail
