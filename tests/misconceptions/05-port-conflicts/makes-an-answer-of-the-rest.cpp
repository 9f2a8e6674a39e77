// Misconception: there are three ways to fail
// Caught by: 5.2
// Cause: What is none of the three has to be thrown
// Contract: A failure that is none of the three (the process has no handle left, say) is no answer

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (error == std::errc::address_in_use) return Diagnosis::in_use;
    if (error == std::errc::permission_denied) return Diagnosis::not_allowed;
    if (error == std::errc::address_not_available) return Diagnosis::not_ours;
    return Diagnosis::free;
}
