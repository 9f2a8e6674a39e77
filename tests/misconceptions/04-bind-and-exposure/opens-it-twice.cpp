// Misconception: the first bind shows whether it is allowed
// Caught by: 4.5
// Cause: your code opens the door twice
// Contract: one bind is all that happens

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (where.address.is_loopback()) TcpListener::bind(where).close();
    return TcpListener::bind(where, asked);
}
