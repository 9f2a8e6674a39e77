// Misconception: ports below 1024 are the forbidden ones
// Caught by: 5.2
// Cause: a port's number tells nothing
// Contract: it is privileged or reserved

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (error == std::errc::address_not_available) return Diagnosis::not_ours;
    return system_ports.contains(where.port) ? Diagnosis::not_allowed : Diagnosis::in_use;
}
