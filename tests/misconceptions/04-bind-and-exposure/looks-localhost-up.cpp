// Misconception: 127.0.0.1 is called localhost
// Caught by: 4.4
// Cause: your code looks a name up
// Contract: no look-up of a name.

#include "exercise.hpp"

#include "loopback/resolve.hpp"

TcpListener open_private(Port port) {
    for (const Endpoint& one : resolve("localhost", port)) {
        if (one.address == loopback_v4) return TcpListener::bind(one);
    }
    return TcpListener::bind({loopback_v4, port});
}
