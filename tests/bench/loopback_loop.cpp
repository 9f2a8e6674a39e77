// The measured event loop: an echo server for many connections on one thread, over the wrapper.
// usage: loopback_loop PORT     prints the port
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "loopback/poll.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

namespace {

struct Client {
    TcpStream stream;
    std::string unsent;  // what it was too slow to take
};

class EchoServer {
public:
    explicit EchoServer(const Endpoint& where) : listener_(TcpListener::bind(where)) {
        listener_.set_nonblocking(true);
        poller_.add(listener_, Interest::recv, door);
    }

    [[nodiscard]] Port port() const { return listener_.local_endpoint().port; }

    [[noreturn]] void run() {
        std::array<Ready, 128> room;
        for (;;) {
            for (const Ready& ready : poller_.wait(room)) {
                ready.key == door ? take_clients() : echo(clients_[ready.key], ready.key);
            }
        }
    }

private:
    static constexpr std::uint64_t door = 0;  // a key; the others are places in clients_

    void take_clients() {
        std::error_code error;
        for (;;) {
            auto [stream, peer] = listener_.accept(error);
            if (error) return;
            stream.set_nonblocking(true);
            stream.set_no_delay(true);
            const auto place = static_cast<std::size_t>(stream.native_handle());
            if (place >= clients_.size()) clients_.resize(place + 1);
            poller_.add(stream, Interest::recv, place);
            clients_[place].stream = std::move(stream);
        }
    }

    void echo(Client& client, std::uint64_t key) {
        std::error_code error;
        if (!client.unsent.empty()) return send_rest(client, key);
        const auto received = client.stream.recv(buffer_, error);
        if (!received && error == std::errc::operation_would_block) return;
        if (!received) return drop(client);
        const std::size_t taken = client.stream.send(received, error);
        if (error && error != std::errc::operation_would_block) return drop(client);
        if (taken == received.size()) return;
        client.unsent = received.substr(taken);
        poller_.modify(client.stream, Interest::send, key);
    }

    void send_rest(Client& client, std::uint64_t key) {
        std::error_code error;
        const std::size_t taken = client.stream.send(client.unsent, error);
        if (error && error != std::errc::operation_would_block) return drop(client);
        client.unsent.erase(0, taken);
        if (client.unsent.empty()) poller_.modify(client.stream, Interest::recv, key);
    }

    void drop(Client& client) {
        poller_.remove(client.stream);
        client.stream.close();
        client.unsent.clear();
    }

    TcpListener listener_;
    Poller poller_;
    std::vector<Client> clients_;  // by handle
    std::array<char, 65536> buffer_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    static EchoServer server{{loopback_v4, parse_port(argv[1])}};
    std::printf("%u\n", server.port().number());
    std::fflush(stdout);
    server.run();
}
