// Misconception: a knock shows whether the door is free
// Caught by: 4.4
// Cause: your code knocks at doors
// Contract: no knock

#include "exercise.hpp"

#include <system_error>

TcpListener open_private(Port port) {
    std::error_code error;
    if (port != Port(0)) (void)TcpStream::connect({loopback_v4, port}, error);
    return TcpListener::bind({loopback_v4, port});
}
