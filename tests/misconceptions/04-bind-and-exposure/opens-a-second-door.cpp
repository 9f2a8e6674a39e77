// Misconception: both kinds of loopback are one door
// Caught by: 4.4
// Cause: opens another one beside it

#include "exercise.hpp"

TcpListener open_private(Port port) {
    static TcpListener second;
    TcpListener door = TcpListener::bind({loopback_v4, port});
    second = TcpListener::bind({loopback_v6, door.local_endpoint().port});
    return door;
}
