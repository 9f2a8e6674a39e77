// The measured client over the wrapper: sends SIZE bytes and waits for them, COUNT times.
// usage: loopback_ping PORT COUNT SIZE     prints round trips a second
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "loopback/tcp.hpp"

using namespace loopback;

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    auto server = TcpStream::connect({loopback_v4, parse_port(argv[1])});
    server.set_no_delay(true);
    const long count = std::atol(argv[2]);
    std::string message(static_cast<std::size_t>(std::atol(argv[3])), 'x');
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < count; ++i) {
        server.send_all(message);
        for (std::span<char> rest = message; !rest.empty();) {
            const auto received = server.recv(rest);
            if (!received) return 1;
            rest = rest.subspan(received.size());
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.0f\n", static_cast<double>(count) / took.count());
}
