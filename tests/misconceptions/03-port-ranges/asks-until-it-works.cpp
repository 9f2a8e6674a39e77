// Misconception: a port becomes free some time
// Caught by: 3.4
// Cause: asks again and again for what the system has refused
// Contract: If the system gives none, throws an exception:

#include "exercise.hpp"

#include <system_error>
#include <utility>

Claimed claim_free() {
    for (;;) {
        std::error_code error;
        auto listener = TcpListener::bind({loopback_v4, 0}, error);
        if (error) continue;
        const Port port = listener.local_endpoint().port;
        return {std::move(listener), port};
    }
}
