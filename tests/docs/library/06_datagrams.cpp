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

void answer_datagrams(UdpSocket& socket) {  // UdpSocket::bind(home)
    std::array<char, 1500> buffer;
    for (;;) {
        const auto question = socket.recv_from(buffer);
        if (!question.truncated) socket.send_to(question.data, question.from);
    }
}

std::string ask_by_datagram(const Endpoint& server, std::string_view question) {
    auto socket = UdpSocket::connect(server);
    std::array<char, 1500> buffer;
    std::error_code error;
    for (int attempt = 1; attempt <= 3; ++attempt) {
        socket.send(question);
        const auto answer = socket.recv_from(buffer, error, 500ms);
        if (!error) return std::string(answer.data);
    }
    throw SocketError(error, {.operation = "ask_by_datagram", .peer = server});
}
