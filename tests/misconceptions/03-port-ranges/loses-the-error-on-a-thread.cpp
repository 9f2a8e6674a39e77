// Misconception: an exception finds its way out of a thread
// Caught by: 3.4
// Cause: the exception does not come to the caller
// Contract: If the system gives none, throws an exception:

#include "exercise.hpp"

#include <thread>

Claimed claim_free() {
    Claimed claimed;
    std::thread worker([&] {
        claimed.listener = TcpListener::bind({loopback_v4, 0});
        claimed.port = claimed.listener.local_endpoint().port;
    });
    worker.join();
    return claimed;
}
