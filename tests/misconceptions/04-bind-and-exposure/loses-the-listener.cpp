// Misconception: to bind once is enough
// Caught by: 4.4
// Cause: closed or left behind

#include "exercise.hpp"

TcpListener open_private(Port port) {
    const auto door = TcpListener::bind({loopback_v4, port});
    return {};
}
