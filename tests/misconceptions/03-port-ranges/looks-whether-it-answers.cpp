// Misconception: a door has to be tried
// Caught by: 3.5
// Cause: your code has connected to its own port

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    (void)TcpStream::connect(door);
    return {std::move(listener), door.port};
}
