// Misconception: a server does not wait for ever
// Caught by: 4.5
// Cause: to non-blocking mode
// Contract: As with `open_private`:
// Contract: the listener is as `bind` makes it

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    TcpListener door = TcpListener::bind(where, asked);
    door.set_nonblocking(asked == expose_to_network);
    return door;
}
