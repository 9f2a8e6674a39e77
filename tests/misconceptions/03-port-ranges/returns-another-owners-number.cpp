// Misconception: a copy of the handle keeps the socket open
// Caught by: 3.5
// Cause: has the number of somebody else

#include "exercise.hpp"

Claimed claim_free() {
    const auto listener = TcpListener::bind({loopback_v4, 0});
    return {TcpListener::adopt(listener.native_handle()), listener.local_endpoint().port};
}
