// Misconception: the system gives the same port each time
// Caught by: 3.4
// Cause: is the port of an earlier call

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    static const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
