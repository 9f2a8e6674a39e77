// Misconception: whoever called can see that it is closed
// Caught by: 4.4
// Cause: your code hides the failure

#include "exercise.hpp"

#include <system_error>

TcpListener open_private(Port port) {
    std::error_code error;
    return TcpListener::bind({loopback_v4, port}, error);
}
