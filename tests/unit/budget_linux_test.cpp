#include "posix.hpp"
#include "left_out.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

namespace {

using Operations = std::vector<Operation>;

/// What `action` asks of the system, in order.
template <class Action>
Operations calls_of(Action action) {
    Recorder recorder;
    Observing observing{recorder};
    action();
    return recorder.operations();
}

/// A mark in the trace: a call that fails, and that nothing else makes.
void mark(const char* what) { (void)::access(what, F_OK); }

}  // namespace

TEST_CASE("bind is four system calls, connect three, accept one") {
    TcpListener listener;
    CHECK(calls_of([&] { listener = TcpListener::bind({loopback_v4, 0}); }) ==
          Operations{Operation::socket, Operation::set_option, Operation::bind,
                     Operation::listen});
    const Endpoint door = listener.local_endpoint();
    TcpStream client;
    CHECK(calls_of([&] { client = TcpStream::connect(door); }) ==
          Operations{Operation::socket, Operation::connect, Operation::local_name});
    TcpStream server;
    CHECK(calls_of([&] { server = std::move(listener.accept().stream); }) ==
          Operations{Operation::accept});
    CHECK(calls_of([&] { server.close(); }) == Operations{Operation::close});
}

TEST_CASE("send and recv are one system call each, with a limit too") {
    auto pair = connected_pair();
    std::array<char, 8> buffer;
    for (const Timeout limit : {forever, Timeout(10s), Timeout(0ms)}) {
        const Operations send{Operation::send};
        const Operations recv{Operation::recv};
        CHECK(calls_of([&] { pair.client.send("12345678", limit); }) == send);
        CHECK(calls_of([&] { pair.client.send_all("12345678", limit); }) == send);
        CHECK(calls_of([&] { pair.server.recv_exactly(buffer, limit); }) == recv);
        CHECK(calls_of([&] { pair.server.recv(buffer, limit); }) == recv);
    }
    auto udp = UdpSocket::bind({loopback_v4, 0});
    const Endpoint self = udp.local_endpoint();
    CHECK(calls_of([&] { udp.send_to("x", self); }) == Operations{Operation::send});
    CHECK(calls_of([&] { (void)udp.recv_from(buffer); }) == Operations{Operation::recv});
}

TEST_CASE("to wait with a limit is asleep: a try, a poll and a try") {
    auto pair = connected_pair();
    std::array<char, 8> buffer;
    std::error_code error;
    CHECK(calls_of([&] { (void)pair.server.recv(buffer, error, 5ms); }).size() <= 3);
    CHECK(error == std::errc::timed_out);
}

TEST_CASE("a conversation, traced" * doctest::skip()) {
    mark("bind");
    auto listener = TcpListener::bind({loopback_v4, 0});
    mark("-");
    const Endpoint door = listener.local_endpoint();
    mark("connect");
    auto client = TcpStream::connect(door);
    mark("accept");
    auto [server, peer] = listener.accept();
    mark("send");
    client.send_all("hello");
    mark("recv");
    std::array<char, 8> buffer;
    server.recv(buffer);
    mark("recv_end");
    client.shutdown_send();
    server.recv(buffer);
    mark("close");
    server.close();
    mark("-");
}

TEST_CASE("strace counts the same") {
    if (sanitized) return;  // a sanitizer makes calls of its own
    if (std::system("strace -o /dev/null true >/dev/null 2>&1") != 0) {
        tests::left_out("strace is missing, or not allowed");
        return;
    }
    char path[] = "/tmp/loopback-trace-XXXXXX";
    const int file = ::mkstemp(path);
    REQUIRE(file != -1);
    ::close(file);
    const std::string command = std::string("strace -o ") + path +
                                " /proc/" + std::to_string(::getpid()) +
                                "/exe --no-skip -tc='a conversation*' >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
    std::map<std::string, std::string> calls;
    std::string now = "-";
    std::ifstream trace{path};
    for (std::string line; std::getline(trace, line);) {
        const std::string call = line.substr(0, line.find('('));
        if (call == "access") {
            now = line.substr(8, line.find('"', 8) - 8);
        } else {
            calls[now] += (calls[now].empty() ? "" : " ") + call;
        }
    }
    ::unlink(path);
    CHECK(calls["bind"] == "socket setsockopt bind listen");
    CHECK(calls["connect"] == "socket connect getsockname");
    CHECK(calls["accept"] == "accept4");
    CHECK(calls["send"] == "sendto");
    CHECK(calls["recv"] == "recvfrom");
    CHECK(calls["recv_end"] == "shutdown recvfrom");
    CHECK(calls["close"] == "close");
}
