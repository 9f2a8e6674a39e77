// Misconception: a port that is taken will be free in a moment
// Caught by: 1.1
// Cause: asks for the same door again
// Contract: If that fails, for example because the port is taken

#include "exercise.hpp"

TcpListener open_door(Port port) {
    for (;;) {
        std::error_code error;
        auto listener = TcpListener::bind({loopback_v4, port}, error);
        if (!error) return listener;
    }
}
