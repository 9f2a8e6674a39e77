// Misconception: a door that nobody asked for stays shut
// Caught by: 4.5
// Cause: a door at loopback harms nobody
// Contract: If it was not asked for (`Exposure::loopback_only`), a door at loopback is opened

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (asked != expose_to_network) throw std::runtime_error("nobody has asked for it");
    return TcpListener::bind(where, asked);
}
