// Misconception: whoever wants a port asks first whether somebody is there
// Caught by: 1.1
// Cause: your code knocks (connect)
// Contract: without knocking anywhere itself

#include "exercise.hpp"

TcpListener open_door(Port port) {
    std::error_code nobody;
    (void)TcpStream::connect({loopback_v4, port}, nobody);
    return TcpListener::bind({loopback_v4, port});
}
