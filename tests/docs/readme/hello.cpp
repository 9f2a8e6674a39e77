#include <array>
#include <iostream>

#include "loopback/loopback.hpp"

int main() {
    using namespace loopback;
    try {
        auto listener = TcpListener::bind({loopback_v4, 0});  // 127.0.0.1; the system picks a port
        auto client = TcpStream::connect(listener.local_endpoint());
        auto [server, peer] = listener.accept();
        client.send_all("hello\n");  // all of it, or an error that says how much went
        client.shutdown_send();      // the client has finished
        std::array<char, 4096> buffer;
        while (auto received = server.recv(buffer))
            std::cout << to_string(peer) << ": " << received;
    } catch (const SocketError& failure) {
        std::cerr << failure.what() << '\n' << explain(failure).what_next << '\n';
    }
}
