// Misconception: a second door does no harm
// Caught by: 3.5
// Cause: your code opens another socket and leaves it open
// Contract: leaves no other socket open.

#include "exercise.hpp"

#include <utility>
#include <vector>

Claimed claim_free() {
    static std::vector<TcpListener> spares;
    spares.push_back(TcpListener::bind({loopback_v4, 0}));
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
