// Another way: knows what std::system_error knows, and throws that where no more is asked for

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (error == std::errc::address_in_use) return std::nullopt;
    if (error) throw std::system_error(error, "only_instance");
    return listener;
}
