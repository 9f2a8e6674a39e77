// Misconception: a server has one listener, and one is enough
// Caught by: 1.1
// Cause: it goes by what is left of a call before
// Contract: Returns the listener

#include "exercise.hpp"

#include <utility>

TcpListener open_door(Port port) {
    static TcpListener the_door = TcpListener::bind({loopback_v4, port});
    return std::move(the_door);
}
