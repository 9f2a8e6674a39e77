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

std::string send_and_part(TcpStream& stream, std::string_view everything) {
    stream.send_all(everything);
    stream.shutdown_send();  // now the peer knows that this was all
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    stream.close();  // nothing is on its way any more: nothing gets lost
    return answer;
}
