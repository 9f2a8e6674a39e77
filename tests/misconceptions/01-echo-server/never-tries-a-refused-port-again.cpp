// Misconception: a port that was refused once is refused for ever
// Caught by: 1.1
// Cause: it remembers that call

#include "exercise.hpp"

#include <map>
#include <system_error>

TcpListener open_door(Port port) {
    static std::map<Port, std::error_code> refused;
    std::error_code error;
    if (const auto known = refused.find(port); known != refused.end()) {
        throw std::system_error(known->second);
    }
    TcpListener door = TcpListener::bind({loopback_v4, port}, error);
    if (error) throw std::system_error(refused[port] = error);
    return door;
}
