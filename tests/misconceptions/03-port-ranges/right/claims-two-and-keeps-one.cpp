// Another way: it claims two ports, and lets the second one go
// Contract: `TcpListener::bind` throws just that.

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto spare = TcpListener::bind({loopback_v4, 0});
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    spare.close();
    return {std::move(listener), door.port};
}
