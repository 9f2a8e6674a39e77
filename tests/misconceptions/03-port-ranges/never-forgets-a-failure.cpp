// Misconception: what has failed once fails for ever
// Caught by: 3.4
// Cause: the system had no port for the call before, and has many for this one

#include "exercise.hpp"

#include <system_error>
#include <utility>

Claimed claim_free() {
    static std::error_code error;
    TcpListener listener;
    if (!error) listener = TcpListener::bind({loopback_v4, 0}, error);
    if (error) throw std::system_error(error);
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}
