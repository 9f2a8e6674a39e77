#pragma once

// A lesson's programs on Windows, and what a client gets from a server.

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "loopback/tcp.hpp"
#include "windows/process.hpp"

namespace tests {

/// `lesson-01`, `raw-01`: the program of that name.
inline std::string program(const std::string& name) {
    return std::string(BIN_FOLDER) + '/' + name + ".exe";
}

inline bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Where a server says that it listens, once it has said all of its beginning.
inline loopback::Endpoint door_of(Process& server) {
    REQUIRE(server.hear("Ctrl-C ends this server.\n"));
    const std::string output = server.output();
    const std::string first = "Listening on ";
    REQUIRE(output.starts_with(first));
    return loopback::parse_endpoint(output.substr(first.size(), output.find('\n') - first.size()));
}

/// Sends `message`, finishes, and returns everything that came back.
inline std::string echo_of(std::string_view message, const loopback::Endpoint& server) {
    auto stream = loopback::TcpStream::connect(server, patience());
    stream.send_all(message);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 64> buffer;
    while (auto received = stream.recv(buffer, patience())) answer += received;
    return answer;
}

}  // namespace tests
