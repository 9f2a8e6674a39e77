// Misconception: what is not allowed is not permitted
// Caught by: 5.2
// Cause: it does not recognize this one

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) try {
    TcpListener::bind(where).close();
    return Diagnosis::free;
} catch (const SocketError& failure) {
    if (failure.code() == std::errc::address_in_use) return Diagnosis::in_use;
    if (failure.code() == std::errc::operation_not_permitted) return Diagnosis::not_allowed;
    if (failure.code() == std::errc::address_not_available) return Diagnosis::not_ours;
    throw;
}
