// For comparison: many bytes one way over standalone Asio, in its blocking functions.
// usage: asio_bulk                      takes all that clients send; prints the port
//        asio_bulk PORT SIZE MEBIBYTES  sends them, SIZE bytes a call; prints MiB a second
#include <array>
#include <asio.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

using asio::ip::tcp;

namespace {

std::array<char, 262144> buffer;

[[noreturn]] void take_all() {
    asio::io_context context(1);
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    std::printf("%u\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    for (;;) {
        tcp::socket client = acceptor.accept();
        asio::error_code error;
        while (!error) client.read_some(asio::buffer(buffer), error);
    }
}

void send_all(asio::ip::port_type port, std::size_t size, std::size_t total) {
    asio::io_context context(1);
    tcp::socket server(context);
    server.connect({asio::ip::address_v4::loopback(), port});
    const std::string piece(size, 'x');
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t sent = 0; sent < total; sent += size) {
        asio::write(server, asio::buffer(piece));
    }
    server.shutdown(tcp::socket::shutdown_send);
    asio::error_code error;
    server.read_some(asio::buffer(buffer), error);  // until all has been read
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.0f\n", static_cast<double>(total >> 20) / took.count());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 1) take_all();
    if (argc != 4) return 2;
    send_all(static_cast<asio::ip::port_type>(std::atoi(argv[1])),
             static_cast<std::size_t>(std::atol(argv[2])),
             static_cast<std::size_t>(std::atol(argv[3])) << 20);
}
