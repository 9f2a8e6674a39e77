// Misconception: a handle can have two owners
// Caught by: 3.5
// Cause: the next call has closed the listener
// Contract: Each call takes a port of its own

#include "exercise.hpp"

Claimed claim_free() {
    static TcpListener kept;
    kept = TcpListener::bind({loopback_v4, 0});
    return {TcpListener::adopt(kept.native_handle()), kept.local_endpoint().port};
}
