// Misconception: ::1 is 127.0.0.1
// Caught by: 3.4
// Cause: is private too, but another address
// Contract: Takes a port on 127.0.0.1 that is free
// Also: 3.5

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v6, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
