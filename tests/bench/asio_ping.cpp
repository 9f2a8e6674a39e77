// For comparison: a client over standalone Asio's blocking functions that sends SIZE bytes and
// waits for them, COUNT times.
// usage: asio_ping PORT COUNT SIZE     prints round trips a second
#include <asio.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

using asio::ip::tcp;

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    asio::io_context context(1);
    tcp::socket server(context);
    const auto port = static_cast<asio::ip::port_type>(std::atoi(argv[1]));
    server.connect({asio::ip::address_v4::loopback(), port});
    server.set_option(tcp::no_delay(true));
    const long count = std::atol(argv[2]);
    std::string message(static_cast<std::size_t>(std::atol(argv[3])), 'x');
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < count; ++i) {
        asio::write(server, asio::buffer(message));
        asio::read(server, asio::buffer(message));
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.0f\n", static_cast<double>(count) / took.count());
}
