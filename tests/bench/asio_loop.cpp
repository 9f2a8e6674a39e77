// For comparison: an echo server for many connections on one thread, over standalone Asio. A
// session with a buffer of its own for each client, as Asio's tutorial has it.
// usage: asio_loop PORT     prints the port
#include <array>
#include <asio.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

using asio::ip::tcp;

namespace {

class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}

    void receive() {
        socket_.async_read_some(
            asio::buffer(buffer_),
            [self = shared_from_this()](asio::error_code error, std::size_t size) {
                if (!error) self->send(size);
            });
    }

private:
    void send(std::size_t size) {
        asio::async_write(socket_, asio::buffer(buffer_, size),
                          [self = shared_from_this()](asio::error_code error, std::size_t) {
                              if (!error) self->receive();
                          });
    }

    tcp::socket socket_;
    std::array<char, 1024> buffer_;
};

void take_clients(tcp::acceptor& acceptor) {
    acceptor.async_accept([&acceptor](asio::error_code error, tcp::socket socket) {
        if (!error) {
            socket.set_option(tcp::no_delay(true));
            std::make_shared<Session>(std::move(socket))->receive();
        }
        take_clients(acceptor);
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    asio::io_context context(1);  // one thread: Asio may leave out its locks
    const auto port = static_cast<asio::ip::port_type>(std::atoi(argv[1]));
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
    std::printf("%u\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    take_clients(acceptor);
    context.run();
}
