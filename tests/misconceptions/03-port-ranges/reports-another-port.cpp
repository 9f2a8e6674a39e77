// Misconception: each bind to port 0 gives the same port
// Caught by: 3.4
// Cause: is not the port of the listener that you return
// Contract: the number of its port.
// Also: 3.5

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto first = TcpListener::bind({loopback_v4, 0});
    auto second = TcpListener::bind({loopback_v4, 0});
    const Port port = first.local_endpoint().port;
    return {std::move(second), port};
}
