#pragma once

// Lesson 02's program as a process, and servers for it that a test plays itself.

#include <array>
#include <string>
#include <string_view>

#include "print.hpp"
#include "server.hpp"

namespace tests {

using namespace std::string_literals;

/// The client, told to connect to `port`. `script` is the whole line of the shell; in it, $CLIENT
/// is the program and $PORT the port.
class Client : public Process {
public:
    explicit Client(loopback::Port port, Streams streams = Streams::pipes,
                    const std::string& script = "exec \"$CLIENT\" 127.0.0.1 $PORT")
        : Process({{"sh", "-c", script},
                   {{"PORT", to_string(port)}, {"CLIENT", lesson_program()}},
                   "",
                   streams}) {}
};

/// A door of the test's own, and the connection through it.
class Door {
public:
    [[nodiscard]] loopback::Port port() { return listener_.local_endpoint().port; }

    loopback::TcpStream accepts() {
        loopback::TcpStream stream = listener_.accept(patience()).stream;
        stream.set_no_delay(true);
        return stream;
    }

private:
    loopback::TcpListener listener_ = loopback::TcpListener::bind({loopback::loopback_v4, 0});
};

/// The next `size` bytes that the client sends.
inline std::string next(loopback::TcpStream& stream, std::size_t size) {
    std::string bytes(size, '\0');
    stream.recv_exactly(bytes, patience());
    return bytes;
}

/// All that the client still sends, until it finishes.
inline std::string rest_of(loopback::TcpStream& stream) {
    std::string bytes;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer, patience())) bytes += received;
    return bytes;
}

/// Lesson 01's server.
class EchoServer : public Server {
public:
    EchoServer() : Server("--port 0", "", lesson_program("01")) {}
};

inline std::size_t times(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++count;
    return count;
}

}  // namespace tests
