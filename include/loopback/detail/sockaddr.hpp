#pragma once

#include <cstring>

#include "loopback/error.hpp"

namespace loopback::detail {

// An endpoint in the form that the system's calls take.
struct SocketAddress {
    union {
        sockaddr generic;
        sockaddr_in v4;
        sockaddr_in6 v6;
        sockaddr_storage room;
    };
    socklen_t size = sizeof(sockaddr_storage);

    SocketAddress() noexcept : room{} {}

    explicit SocketAddress(const Endpoint& endpoint) noexcept : room{} {
        const auto& bytes = endpoint.address.bytes();
        if (endpoint.address.family() == Family::ipv4) {
            v4.sin_family = AF_INET;
            v4.sin_port = htons(endpoint.port.number());
            std::memcpy(&v4.sin_addr, bytes, 4);
            size = sizeof v4;
        } else {
            v6.sin6_family = AF_INET6;
            v6.sin6_port = htons(endpoint.port.number());
            std::memcpy(&v6.sin6_addr, bytes, 16);
            v6.sin6_scope_id = endpoint.address.zone();
            size = sizeof v6;
        }
#if defined(__APPLE__)
        generic.sa_len = static_cast<std::uint8_t>(size);
#endif
    }

    [[nodiscard]] Endpoint endpoint() const noexcept {
        if (generic.sa_family == AF_INET6) {
            IpAddress::V6Bytes bytes;
            std::memcpy(bytes, &v6.sin6_addr, 16);
            return {IpAddress::v6(bytes, v6.sin6_scope_id), Port(ntohs(v6.sin6_port))};
        }
        if (generic.sa_family != AF_INET) return {};
        std::uint8_t b[4];
        std::memcpy(b, &v4.sin_addr, 4);
        return {IpAddress::v4(b[0], b[1], b[2], b[3]), Port(ntohs(v4.sin_port))};
    }
};

// What getsockname or getpeername says, without telling an observer; 0.0.0.0:0 for nothing.
template <class Ask>
[[nodiscard]] Endpoint endpoint_of(native::Handle handle, Ask ask) noexcept {
    SocketAddress address;
    const bool known =
        handle != native::no_handle && ask(handle, &address.generic, &address.size) == 0;
    return known ? address.endpoint() : Endpoint{};
}

template <class Ask>
[[nodiscard]] MaybeEndpoint known_endpoint_of(native::Handle handle, Ask ask) noexcept {
    const Endpoint endpoint = endpoint_of(handle, ask);
    return endpoint == Endpoint{} ? MaybeEndpoint{} : MaybeEndpoint{endpoint};
}

}  // namespace loopback::detail
