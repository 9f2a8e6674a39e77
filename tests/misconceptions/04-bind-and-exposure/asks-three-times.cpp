// Misconception: the owner may be about to leave
// Caught by: 4.4
// Cause: the system has said no, and your code asks again

#include "exercise.hpp"

#include <system_error>

TcpListener open_private(Port port) {
    for (int tries = 0; tries < 3; ++tries) {
        std::error_code error;
        TcpListener door = TcpListener::bind({loopback_v4, port}, error);
        if (!error) return door;
    }
    return TcpListener::bind({loopback_v4, port});
}
