// Misconception: what may not be opened is opened at loopback instead
// Caught by: 4.5
// Cause: your code opens another door than it was told to
// Contract: throws an exception, and binds nothing.

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    const bool may = asked == expose_to_network || where.address.is_loopback();
    return TcpListener::bind(may ? where : Endpoint{loopback_v4, where.port}, asked);
}
