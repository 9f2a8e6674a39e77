#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include "loopback/loopback.hpp"

using namespace loopback;
using namespace std::chrono_literals;

struct Client {
    TcpStream stream;
    std::string unsent;
};

bool exchange(Client& client) {  // does what can be done now; false once it is over
    std::error_code error;
    std::array<char, 4096> buffer;
    if (client.unsent.empty()) client.unsent = client.stream.recv(buffer, error, 0s);
    if (!client.unsent.empty()) {
        client.unsent.erase(0, client.stream.send(client.unsent, error, 0s));
        return !error || error == std::errc::operation_would_block;
    }
    return error == std::errc::operation_would_block;
}

void go_on(Poller& poller, std::map<std::uint64_t, Client>& clients, std::uint64_t key) {
    Client& client = clients[key];
    if (exchange(client)) {
        poller.modify(client.stream, client.unsent.empty() ? Interest::recv : Interest::send, key);
    } else {
        poller.remove(client.stream);
        clients.erase(key);
    }
}

void serve_many(TcpListener& listener, Poller& poller, const std::atomic<bool>& stopping) {
    std::map<std::uint64_t, Client> clients;
    std::array<Ready, 64> room;
    poller.add(listener, Interest::recv, 0);
    std::uint64_t last = 0;
    while (!stopping) {
        for (const Ready& one : poller.wait(room)) {
            std::error_code error;
            if (one.key != 0) {
                go_on(poller, clients, one.key);
            } else if (auto [stream, peer] = listener.accept(error, 0s); !error) {
                poller.add(stream, Interest::recv, ++last);
                clients[last].stream = std::move(stream);
            }
        }
    }
}
