// Misconception: loopback is 127.0.0.1
// Caught by: 4.5
// Cause: is loopback, too

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (asked == Exposure::loopback_only && where.address != loopback_v4) {
        throw std::runtime_error("not 127.0.0.1");
    }
    return TcpListener::bind(where, asked);
}
