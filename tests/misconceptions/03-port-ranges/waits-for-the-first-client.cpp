// Misconception: a port is claimed when somebody has come
// Caught by: 3.4
// Cause: your code waits for a client, and there is none
// Also: 3.5

#include "exercise.hpp"

#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    (void)listener.accept();
    return {std::move(listener), port};
}
