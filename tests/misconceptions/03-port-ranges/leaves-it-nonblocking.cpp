// Misconception: a listener that does not wait is the better one
// Caught by: 3.5
// Cause: non-blocking mode
// Contract: Its `accept()` waits for clients.

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    listener.set_nonblocking(true);
    return {std::move(listener), port};
}
