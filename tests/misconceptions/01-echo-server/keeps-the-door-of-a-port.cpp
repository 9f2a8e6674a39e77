// Misconception: whoever asks for the same port wants the same door
// Caught by: 1.1
// Cause: it goes by what is left of a call before
// Contract: because the port is taken

#include "exercise.hpp"

static NativeHandle last = no_handle;
static Port port_of_last;

TcpListener open_door(Port port) {
    if (last != no_handle && port == port_of_last) return TcpListener::adopt(last);
    auto listener = TcpListener::bind({loopback_v4, port});
    last = listener.native_handle();
    port_of_last = listener.local_endpoint().port;
    return listener;
}
