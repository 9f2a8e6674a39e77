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

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send_all(received);
}

void serve(TcpListener& listener) {  // TcpListener::bind(home)
    for (;;) {
        auto [client, peer] = listener.accept();
        try {
            echo(client);
        } catch (const SocketError& failure) {
            std::cerr << failure.what() << '\n';  // its trouble: the next one is served
        }
    }
}
