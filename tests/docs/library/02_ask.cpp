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

std::string ask(const Endpoint& server, const std::string& question) {
    const auto end = std::chrono::steady_clock::now() + 2s;
    const auto left = [&] { return end - std::chrono::steady_clock::now(); };
    auto stream = TcpStream::connect(server, left());
    stream.send_all(question + '\n', left());
    std::string answer;
    std::array<char, 512> buffer;
    while (answer.find('\n') == answer.npos) {
        const auto received = stream.recv(buffer, left());
        if (!received) throw SocketError(Errc::end_of_stream, {.operation = "ask", .peer = server});
        answer += received;
    }
    return answer.substr(0, answer.find('\n'));
}
