// Misconception: a listener that was moved from still knows its port
// Caught by: 3.4
// Cause: your code asks a listener that it has just moved from
// Also: 3.5

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    return {std::move(listener), listener.local_endpoint().port};
}
