// Misconception: an address that was refused once is refused for ever
// Caught by: 4.5
// Cause: an earlier call

#include "exercise.hpp"

#include <map>
#include <stdexcept>
#include <system_error>

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (!where.address.is_loopback() && asked == Exposure::loopback_only) {
        throw std::invalid_argument(to_string(where) + ": nobody has asked for this");
    }
    static std::map<IpAddress, std::error_code> refused;
    if (const auto known = refused.find(where.address); known != refused.end()) {
        throw std::system_error(known->second);
    }
    std::error_code error;
    TcpListener door = TcpListener::bind(where, error, {asked});
    if (error) throw std::system_error(refused[where.address] = error);
    return door;
}
