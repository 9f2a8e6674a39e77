// Misconception: port 0 means that nobody has said one
// Caught by: 4.4
// Cause: port 0 is a wish, too
// Contract: With port 0 the system chooses.

#include "exercise.hpp"

TcpListener open_private(Port port) {
    return TcpListener::bind({loopback_v4, port == Port(0) ? home_port : port});
}
