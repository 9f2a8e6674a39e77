// Misconception: one port is enough for all
// Caught by: 3.4
// Cause: returns the listener of an earlier call again
// Contract: Each call takes a port of its own
// Also: 3.5

#include "exercise.hpp"

Claimed claim_free() {
    static const auto listener = TcpListener::bind({loopback_v4, 0});
    return {TcpListener::adopt(listener.native_handle()), listener.local_endpoint().port};
}
