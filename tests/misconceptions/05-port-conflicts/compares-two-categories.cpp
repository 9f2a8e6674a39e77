// Misconception: an error code is equal to one that is made of the same name
// Caught by: 5.1
// Cause: by make_error_code, is of another category
// Also: 5.2

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (error == std::make_error_code(std::errc::address_in_use)) return Diagnosis::in_use;
    if (error == std::make_error_code(std::errc::permission_denied)) return Diagnosis::not_allowed;
    if (error == std::make_error_code(std::errc::address_not_available)) return Diagnosis::not_ours;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
