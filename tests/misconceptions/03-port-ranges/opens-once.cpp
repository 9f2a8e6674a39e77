// Misconception: a static listener is a new one in each call
// Caught by: 3.4
// Cause: what is static is made only once
// Contract: Each call takes a port of its own
// Also: 3.5

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    static auto listener = TcpListener::bind({loopback_v4, 0});
    static const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
