#pragma once

#include <iosfwd>

#include "loopback/network.hpp"

namespace loopback {

/// Writes a port, an address, an endpoint or a network to a stream as `to_string` gives it.
///
/// In a header of its own: who does not print pays nothing. The stream's own header, such as
/// `<iostream>`, is yours to include.
///
///     std::cout << "Listening on " << listener.local_endpoint() << '\n';
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Port port) {
    return out << to_string(port);
}
/// The same for an address.
///
///     std::cout << loopback_v6 << '\n';
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                             const IpAddress& address) {
    return out << to_string(address);
}
/// The same for an endpoint.
///
///     std::cout << home << '\n';
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                             const Endpoint& endpoint) {
    return out << to_string(endpoint);
}
/// The same for a network.
///
///     std::cout << Network::of(loopback_v4, 8) << '\n';
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                             const Network& network) {
    return out << to_string(network);
}

}  // namespace loopback
