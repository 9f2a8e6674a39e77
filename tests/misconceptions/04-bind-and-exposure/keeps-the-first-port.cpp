// Misconception: the port is read once
// Caught by: 4.4
// Cause: is that of an earlier call

#include "exercise.hpp"

TcpListener open_private(Port port) {
    static const Port mine = port;
    return TcpListener::bind({loopback_v4, mine});
}
