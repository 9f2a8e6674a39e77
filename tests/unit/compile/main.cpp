#include "loopback/loopback.hpp"

// Two files of one program see the same things.
int main() {
    using namespace loopback;
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    return listener.accept().peer == client.local_endpoint() ? 0 : 1;
}
