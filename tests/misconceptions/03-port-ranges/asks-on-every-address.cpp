// Misconception: a server binds 0.0.0.0
// Caught by: 3.4
// Cause: 0.0.0.0 and :: are every address
// Also: 3.5

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({any_v4, 0}, expose_to_network);
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
