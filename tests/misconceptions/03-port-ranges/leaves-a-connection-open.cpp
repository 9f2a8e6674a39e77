// Misconception: a door is tried by a client, and nobody has to close it
// Caught by: 3.5
// Cause: your code opens another socket and leaves it open
// Contract: leaves no other socket open.

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    auto client = TcpStream::connect(door);
    auto [stream, peer] = listener.accept();
    (void)client.release();
    (void)stream.release();
    return {std::move(listener), door.port};
}
