// Misconception: without a port there is nothing to go on for
// Caught by: 3.4
// Cause: the exception does not come to the caller
// Contract: If the system gives none, throws an exception:

#include "exercise.hpp"

#include <cstdlib>
#include <system_error>
#include <utility>

Claimed claim_free() {
    std::error_code error;
    auto listener = TcpListener::bind({loopback_v4, 0}, error);
    if (error) std::abort();
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
