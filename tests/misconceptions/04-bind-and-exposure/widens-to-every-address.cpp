// Misconception: exposed means 0.0.0.0
// Caught by: 4.5
// Cause: your code opens another door than it was told to
// Contract: the address and the port are those of `where`

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (asked == Exposure::loopback_only) return TcpListener::bind(where);
    return TcpListener::bind({any_v4, where.port}, expose_to_network);
}
