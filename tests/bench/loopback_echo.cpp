// The measured echo server over the wrapper: one connection at a time.
// usage: loopback_echo PORT
#include <array>
#include <cstdio>

#include "loopback/tcp.hpp"

using namespace loopback;

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto listener = TcpListener::bind({loopback_v4, parse_port(argv[1])});
    std::printf("%u\n", listener.local_endpoint().port.number());
    std::fflush(stdout);
    static std::array<char, 65536> buffer;
    for (;;) {
        auto [client, peer] = listener.accept();
        client.set_no_delay(true);
        while (auto received = client.recv(buffer)) client.send_all(received);
    }
}
