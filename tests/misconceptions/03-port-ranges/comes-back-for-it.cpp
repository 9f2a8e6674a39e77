// Misconception: first find out which port is free, then bind it
// Caught by: 3.5
// Cause: your code lets the port go and comes back for it
// Contract: and keeps it:

#include "exercise.hpp"

Claimed claim_free() {
    Port port;
    {
        const auto probe = TcpListener::bind({loopback_v4, 0});
        port = probe.local_endpoint().port;
    }
    return {TcpListener::bind({loopback_v4, port}), port};
}
