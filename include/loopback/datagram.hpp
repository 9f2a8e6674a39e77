#pragma once

#include "loopback/endpoint.hpp"

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

}  // namespace loopback
