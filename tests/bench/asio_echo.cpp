// For comparison: an echo server over standalone Asio's blocking functions, one connection at a
// time.
// usage: asio_echo PORT     prints the port
#include <array>
#include <asio.hpp>
#include <cstdio>
#include <cstdlib>

using asio::ip::tcp;

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    asio::io_context context(1);
    const auto port = static_cast<asio::ip::port_type>(std::atoi(argv[1]));
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
    std::printf("%u\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    static std::array<char, 65536> buffer;
    for (;;) {
        tcp::socket client = acceptor.accept();
        client.set_option(tcp::no_delay(true));
        asio::error_code error;
        while (const std::size_t size = client.read_some(asio::buffer(buffer), error)) {
            asio::write(client, asio::buffer(buffer, size), error);
        }
    }
}
