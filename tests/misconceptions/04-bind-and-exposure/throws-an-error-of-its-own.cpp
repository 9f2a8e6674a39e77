// Misconception: any error says that it failed
// Caught by: 4.4
// Cause: what your code throws says something else
// Contract: a `std::system_error` with the system's code, such as the one of `bind`.

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_private(Port port) {
    try {
        return TcpListener::bind({loopback_v4, port});
    } catch (const SocketError& failure) {
        throw std::runtime_error(failure.what());
    }
}
