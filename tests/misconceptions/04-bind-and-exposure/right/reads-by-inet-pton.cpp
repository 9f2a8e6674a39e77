// Another way: reads by inet_pton(), and throws what is no std::exception
// Contract: A zone, as in `fe80::1%2`, may be read or refused.
// Contract: an `IpAddress` has a `scope()`.

#include "exercise.hpp"

#include <cstring>
#include <string>

namespace {

struct Refused {};  // no std::exception

}  // namespace

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (asked != expose_to_network && !where.address.is_loopback()) throw Refused{};
    return TcpListener::bind(where, ListenOptions{asked});
}

Endpoint door(std::string_view host, Port port) {
    const std::string text(host);
    if (text.size() != std::strlen(text.c_str())) throw Refused{};
    in_addr v4{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1) {
        const auto* b = reinterpret_cast<const std::uint8_t*>(&v4);
        return {IpAddress::v4(b[0], b[1], b[2], b[3]), port};
    }
    IpAddress::V6Bytes bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes) != 1) throw Refused{};
    return {IpAddress::v6(bytes), port};
}
