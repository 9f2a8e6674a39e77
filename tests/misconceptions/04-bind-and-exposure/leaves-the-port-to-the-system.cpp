// Misconception: an exposed port is better chosen by the system
// Caught by: 4.5
// Cause: the port that was asked for was not used
// Contract: Opens a door at `where`, and returns it

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (asked == Exposure::loopback_only) return TcpListener::bind(where);
    return TcpListener::bind({where.address, 0}, asked);
}
