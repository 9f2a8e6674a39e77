// Misconception: the port that was asked for is the port that one gets
// Caught by: 3.4
// Cause: 0 is what was asked for

#include "exercise.hpp"

Claimed claim_free() {
    const Endpoint door{loopback_v4, 0};
    return {TcpListener::bind(door), door.port};
}
