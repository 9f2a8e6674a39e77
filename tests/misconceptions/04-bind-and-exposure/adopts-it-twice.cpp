// Misconception: a handle can have two owners
// Caught by: 4.4
// Cause: the handle was closed under the listener

#include "exercise.hpp"

TcpListener open_private(Port port) {
    const TcpListener door = TcpListener::bind({loopback_v4, port});
    return TcpListener::adopt(door.native_handle());
}
