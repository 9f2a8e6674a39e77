// Another way: one catch for each reason, and exceptions only

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) try {
    TcpListener::bind(where).close();
    return Diagnosis::free;
} catch (const SocketError& failure) {
    if (failure.code() == std::errc::address_in_use) return Diagnosis::in_use;
    if (failure.code() == std::errc::permission_denied) return Diagnosis::not_allowed;
    if (failure.code() == std::errc::address_not_available) return Diagnosis::not_ours;
    throw;
}

std::optional<TcpListener> only_instance(const Endpoint& where) try {
    return TcpListener::bind(where);
} catch (const SocketError& failure) {
    if (failure.code() != std::errc::address_in_use) throw;
    return std::nullopt;
}
