// Misconception: a port that was free a moment ago is free
// Caught by: 3.5
// Cause: the listener is closed
// Contract: the listener that is returned owns it

#include "exercise.hpp"

Claimed claim_free() {
    Claimed claimed;
    claimed.listener = TcpListener::bind({loopback_v4, 0});
    claimed.port = claimed.listener.local_endpoint().port;
    claimed.listener.close();
    return claimed;
}
