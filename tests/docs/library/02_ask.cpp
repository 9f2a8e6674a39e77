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
    const Deadline deadline{2s};  // for all of it
    auto stream = TcpStream::connect(server, deadline.left());
    stream.send_all(question + '\n', deadline.left());
    std::string answer;
    std::array<char, 512> buffer;
    while (answer.find('\n') == answer.npos) {
        const auto received = stream.recv(buffer, deadline.left());
        if (!received) throw SocketError(Errc::end_of_stream, {.operation = "ask", .peer = server});
        answer += received;
    }
    return answer.substr(0, answer.find('\n'));
}
