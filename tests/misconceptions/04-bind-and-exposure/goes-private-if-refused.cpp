// Misconception: a private door is better than none
// Caught by: 4.5
// Cause: the system has refused
// Contract: an error of the system's passes on.

#include "exercise.hpp"

#include <system_error>

TcpListener open_at(const Endpoint& where, Exposure asked) {
    try {
        return TcpListener::bind(where, asked);
    } catch (const SocketError& failure) {
        if (failure.code() != std::errc::permission_denied) throw;
        return TcpListener::bind({loopback_v4, where.port});
    }
}
