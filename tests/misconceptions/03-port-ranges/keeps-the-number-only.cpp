// Misconception: the number is the claim
// Caught by: 3.5
// Cause: the listener is closed
// Contract: What `claim_free` returns: a listener

#include "exercise.hpp"

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {TcpListener(), port};
}
