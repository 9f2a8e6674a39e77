// Misconception: a listener that is kept somewhere keeps the port
// Caught by: 3.5
// Cause: is still open, but it is not in what you return

#include "exercise.hpp"

Claimed claim_free() {
    static TcpListener kept;
    kept = TcpListener::bind({loopback_v4, 0});
    return {TcpListener(), kept.local_endpoint().port};
}
