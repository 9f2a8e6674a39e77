// Misconception: a server opens and serves
// Caught by: 4.4
// Cause: your code waits for clients

#include "exercise.hpp"

TcpListener open_private(Port port) {
    TcpListener door = TcpListener::bind({loopback_v4, port});
    (void)door.accept();
    return door;
}
