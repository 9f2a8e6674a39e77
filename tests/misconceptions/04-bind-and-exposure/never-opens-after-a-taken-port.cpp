// Misconception: where a door could not be opened, none can
// Caught by: 4.4
// Cause: an earlier call

#include "exercise.hpp"

#include <system_error>

TcpListener open_private(Port port) {
    static std::error_code error;
    TcpListener door;
    if (!error) door = TcpListener::bind({loopback_v4, port}, error);
    if (error) throw std::system_error(error);
    return door;
}
