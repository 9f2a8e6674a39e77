// Misconception: a race is won by trying again
// Caught by: 3.5
// Cause: your code lets the port go and comes back for it

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    for (int tries = 0; tries < 100; ++tries) {
        const Port port = TcpListener::bind({loopback_v4, 0}).local_endpoint().port;
        std::error_code error;
        auto listener = TcpListener::bind({loopback_v4, port}, error);
        if (!error) return {std::move(listener), port};
    }
    return {};
}
