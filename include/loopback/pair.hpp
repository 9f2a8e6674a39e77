#pragma once

#include "loopback/tcp_listener.hpp"

namespace loopback {

/// Both ends of one connection.
///
///     StreamPair pair = stream_pair();
///     pair.first.send_all("hello");
///     std::cout << pair.second.recv(buffer);
struct StreamPair {
    TcpStream first;   ///< the end that connected
    TcpStream second;  ///< the end that was accepted
};

/// A connection of this program to itself, over loopback: for tests, and for two threads that talk.
///
/// Nobody else gets in between: whoever else connects meanwhile is let go. `address` is a loopback
/// address; another one fails with `Errc::not_loopback`. Errors as with `TcpListener::bind` and
/// `TcpStream::connect`. Platforms: the same on all of them; socketpair(2) is not on Windows.
///
///     auto [left, right] = stream_pair();
[[nodiscard]] inline StreamPair stream_pair(const IpAddress& address = loopback_v4,
                                            Caller caller = Caller::here()) {
    auto listener = TcpListener::bind({address, 0}, ListenOptions{}, caller);
    auto first = TcpStream::connect(listener.local_endpoint(caller), forever, caller);
    const Endpoint here = first.local_endpoint(caller);
    for (;;) {
        Accepted accepted = listener.accept(forever, caller);
        if (accepted.peer == here) return {std::move(first), std::move(accepted.stream)};
    }
}

}  // namespace loopback
