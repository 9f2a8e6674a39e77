// Misconception: a trial shows whether the door is free
// Caught by: 4.4
// Cause: your code opens the door twice
// Contract: Nothing else happens:
// Contract: no second bind

#include "exercise.hpp"

TcpListener open_private(Port port) {
    { const TcpListener trial = TcpListener::bind({loopback_v4, port}); }
    return TcpListener::bind({loopback_v4, port});
}
