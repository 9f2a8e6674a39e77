// Measured: many bytes one way over the wrapper.
// usage: loopback_bulk                      takes all that clients send; prints the port
//        loopback_bulk PORT SIZE MEBIBYTES  sends them, SIZE bytes a call; prints MiB a second
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "loopback/tcp.hpp"

using namespace loopback;

namespace {

std::array<char, 262144> buffer;

[[noreturn]] void take_all() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    std::printf("%u\n", listener.local_endpoint().port.number());
    std::fflush(stdout);
    for (;;) {
        auto [client, peer] = listener.accept();
        while (client.recv(buffer)) {
        }
    }
}

void send_all(const Endpoint& where, std::size_t size, std::size_t total) {
    auto server = TcpStream::connect(where);
    const std::string piece(size, 'x');
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t sent = 0; sent < total; sent += size) server.send_all(piece);
    server.shutdown_send();
    (void)server.recv(buffer);  // until all has been read
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.0f\n", static_cast<double>(total >> 20) / took.count());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 1) take_all();
    if (argc != 4) return 2;
    send_all({loopback_v4, parse_port(argv[1])}, static_cast<std::size_t>(std::atol(argv[2])),
             static_cast<std::size_t>(std::atol(argv[3])) << 20);
}
