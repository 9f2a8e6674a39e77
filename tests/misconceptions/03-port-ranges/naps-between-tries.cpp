// Misconception: who waits long enough gets a port
// Caught by: 3.4
// Cause: asks again and again for what the system has refused

#include "exercise.hpp"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

Claimed claim_free() {
    std::error_code error;
    auto listener = TcpListener::bind({loopback_v4, 0}, error);
    while (error) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        listener = TcpListener::bind({loopback_v4, 0}, error);
    }
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
