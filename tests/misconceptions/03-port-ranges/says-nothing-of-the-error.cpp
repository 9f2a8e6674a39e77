// Misconception: without a port there is nothing to return
// Caught by: 3.4
// Cause: goes on as if it had not
// Contract: If the system gives none, throws an exception:

#include "exercise.hpp"

#include <system_error>
#include <utility>

Claimed claim_free() {
    std::error_code error;
    auto listener = TcpListener::bind({loopback_v4, 0}, error);
    if (error) return {};
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
