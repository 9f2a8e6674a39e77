// Misconception: a listener is polled
// Caught by: 4.4
// Cause: to non-blocking mode
// Contract: a listener that is open, and waits in `accept`, as `TcpListener::bind` makes it.

#include "exercise.hpp"

TcpListener open_private(Port port) {
    TcpListener door = TcpListener::bind({loopback_v4, port});
    door.set_nonblocking(true);
    return door;
}
