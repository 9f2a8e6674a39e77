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

TcpStream reach(const std::string& host, Port port) {
    const auto endpoints = resolve(host, port);
    for (const Endpoint& one : endpoints) {
        std::cout << host << " may be " << to_string(one) << '\n';
    }
    auto stream = TcpStream::connect(endpoints, 5s);
    std::cout << to_string(stream.peer_endpoint()) << " answered\n";
    return stream;
}
