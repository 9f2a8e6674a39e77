// Misconception: a door is open when somebody has come in
// Caught by: 1.1
// Cause: whoever gets that takes the clients in
// Contract: Returns the listener, ready for `accept`

#include "exercise.hpp"

TcpListener open_door(Port port) {
    auto listener = TcpListener::bind({loopback_v4, port});
    (void)listener.accept();
    return listener;
}
