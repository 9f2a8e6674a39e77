// Lesson 05's program as a process: each scene, who holds a port, and what its text claims.

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "free_port.hpp"
#include "own_network.hpp"
#include "print.hpp"
#include "server.hpp"

using namespace loopback;
using namespace tests;

namespace {

// Whether a line of `text` consists of `first`, spaces, and `second`.
bool has_line(const std::string& text, const std::string& first, const std::string& second) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(first) || !line.ends_with(second)) continue;
        if (line.size() < first.size() + second.size()) continue;
        const std::string between =
            line.substr(first.size(), line.size() - first.size() - second.size());
        if (between.find_first_not_of(' ') == std::string::npos) return true;
    }
    return false;
}

// The door that the first of a scene has taken.
std::string door_in(const std::string& output) {
    std::smatch found;
    REQUIRE_MESSAGE(std::regex_search(output, found, std::regex("the first takes ([0-9.:]+) ")),
                    output);
    return found[1];
}

int first_unprivileged_port() {
    std::ifstream setting("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    int first = 1024;
    setting >> first;
    return first;
}

}  // namespace

TEST_CASE("two listeners at one door: the second is refused, and told who has it") {
    Process process({{"sh", "-c", "exec \"$0\" --port 0 two", lesson_program()}});
    const std::string holder = "lesson-05 (process " + std::to_string(process.id());
    CHECK(process.wait().status == 0);
    const std::string& output = process.output();
    const std::string door = door_in(output);
    CHECK(has_line(output, "  the second takes " + door, "address_in_use"));
    CHECK(has(output, "    " + door + " already has an owner.\n"));
#if defined(__linux__)
    CHECK_MESSAGE(has(output, "    Held by " + holder), output);
    const std::string port = door.substr(door.find(':'));
    CHECK(has_line(output, "  the third takes 127.0.0.2" + port, "done"));
#endif
}

#if defined(__linux__)
TEST_CASE("every address conflicts with one of them, and nobody ever listens there") {
    const Finished told = finished("--port 0 --trace wildcard");
    CHECK(told.status == 0);
    const std::string door = door_in(told.output);
    const std::string port = door.substr(door.find(':'));
    CHECK(has_line(told.output, "  the second takes 0.0.0.0" + port, "address_in_use"));
    CHECK_FALSE(has(told.output, "listen on 0.0.0.0"));
}

TEST_CASE("an address that is not ours is refused, whatever the port") {
    for (const char* port : {"0", "62893"}) {
        const Finished told = finished(std::string("--trace not-ours --port ") + port);
        CHECK(told.status == 0);
        CHECK(has_line(told.output, std::string("  this program takes 192.0.2.1:") + port,
                       "address_not_available"));
        CHECK_FALSE(has(told.output, "listen on"));
    }
    const std::string inside =
        in_a_network_of_its_own("echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind");
    if (inside.empty()) return;
    CHECK(has_line(finished("not-ours", inside).output, "  this program takes 192.0.2.1:62893",
                   "done"));
}

TEST_CASE("the program looks whether a privilege is asked for, and whether it has it") {
    const std::string inside =
        in_a_network_of_its_own("echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start");
    if (!inside.empty()) {
        const std::string output = finished("privilege", inside).output;
        CHECK(has(output, "  This system asks for no privilege for port 80.\n"));
        CHECK(has_line(output, "  this program takes 127.0.0.1:80", "done"));
    }
    if (first_unprivileged_port() <= 80) return;
    const std::string drop =
        "setpriv --inh-caps=-net_bind_service --bounding-set=-net_bind_service";
    const bool root = ::geteuid() == 0;
    if (root && Process({{"sh", "-c", drop + " true"}}).wait().status != 0) {
        tests::left_out("setpriv is missing, or cannot give up a capability here");
        return;
    }
    const std::string output = finished("privilege", root ? drop : "").output;
    CHECK(has(output, "asks for CAP_NET_BIND_SERVICE; this program lacks it.\n"));
    CHECK(has_line(output, "  this program takes 127.0.0.1:80", "permission_denied"));
    const std::string who = finished("who 1", root ? drop : "").output;
    CHECK(has(who, "127.0.0.1:1 cannot be bound: permission_denied.\nPorts below 1024 need"));
}

TEST_CASE("after a connection that the server ended, both listeners must have set the option") {
    const std::string table =
        "  the server     does not       does not       address_in_use\n"
        "  the server     does not       sets it        address_in_use\n"
        "  the server     sets it        does not       address_in_use\n"
        "  the server     sets it        sets it        done\n"
        "  the client     does not       does not       done\n"
        "  the client     does not       sets it        done\n"
        "  the client     sets it        does not       done\n"
        "  the client     sets it        sets it        done\n";
    Finished told{};
    for (int tries = 0; tries < 3 && !has(told.output, table); ++tries) {
        told = finished("time-wait");  // again where the last segment was late
    }
    CHECK_MESSAGE(has(told.output, table), told.output);
    CHECK(told.status == 0);
}

TEST_CASE("tcp_fin_timeout does not shorten TIME_WAIT") {
    if (lacks("ss")) return;
    const std::string inside =
        in_a_network_of_its_own("echo 5 > /proc/sys/net/ipv4/tcp_fin_timeout");
    if (inside.empty()) return;
    Process process(
        {{"sh", "-c",
          inside + " sh -c \"\\\"$0\\\" time-wait > /dev/null; ss -Htno state time-wait\"",
          lesson_program()}});
    CHECK(process.wait().status == 0);
    const std::string& output = process.output();
    std::smatch found;
    REQUIRE_MESSAGE(std::regex_search(output, found, std::regex("timewait,([0-9]+)(sec|min)")),
                    output);
    CHECK_MESSAGE((found[2] == "min" || std::stoi(found[1]) > 30), output);
}
#endif

TEST_CASE("who names the listener, and how to end it") {
    Server server("--port 0", "", lesson_program("01"));
    const Finished told = finished("who " + to_string(server.port()));
#if defined(__linux__)
    CHECK(told.status == 0);
    const std::string id = std::to_string(server.id());
    CHECK(told.output.starts_with(to_string(server.endpoint()) + "  lesson-01 (process " + id +
                                  ", started "));
    CHECK(told.output.ends_with("  To end it: Ctrl-C in its terminal, or kill " + id + "\n"));
    CHECK(has(finished("--port " + to_string(server.port()) + " who").output, "process " + id));
#else
    CHECK(told.status == 1);
    CHECK(has(told.output, "lsof"));
#endif
}

#if defined(__linux__)
TEST_CASE("a door without a listener is free, or has an owner who does not listen") {
    const std::string port = to_string(free_port());
    const Finished free = finished("who " + port);
    CHECK(free.output == "Nobody listens on port " + port + ".\n127.0.0.1:" + port + " is free.\n");
}

TEST_CASE("a client's own port has no listener, and is taken") {
    const auto server = TcpListener::bind({loopback_v4, 0});
    const auto client = TcpStream::connect(server.local_endpoint(), patience());
    const Endpoint end = client.local_endpoint();
    const Finished told = finished("who " + to_string(end.port));
    CHECK(has(told.output, "Nobody listens on port " + to_string(end.port) + ".\n"));
    CHECK(has(told.output, to_string(end) + " cannot be bound: address_in_use.\n"));
    CHECK(has(told.output, "perhaps lesson-05-process"));
    CHECK_FALSE(has(told.output, "To end it"));
    std::error_code error;
    const auto knock = TcpStream::connect(end, error, patience());
    CHECK(error == std::errc::connection_refused);
}
#endif

TEST_CASE("a polite kill frees the port at once, though a client was there") {
    Server server("--port 0", "", lesson_program("01"));
    const Endpoint door = server.endpoint();
    auto client = TcpStream::connect(door, patience());
    client.send_all("hello\n", patience());
    std::array<char, 16> buffer;
    CHECK(client.recv(buffer, patience()) == "hello\n");
    CHECK(Process({{"sh", "-c", "kill " + std::to_string(server.id())}}).wait().status == 0);
    CHECK(!client.recv(buffer, patience()));
    CHECK(server.end(0) == 0);  // it has had its signal
    Server again("--port " + to_string(door.port), "", lesson_program("01"));
    CHECK(again.endpoint() == door);
    CHECK(again.end() == 0);
}

TEST_CASE("a door is free again when its owner crashes") {
    Server server("--port 0", "", lesson_program("01"));
    const Endpoint door = server.endpoint();
    std::error_code error;
    (void)TcpListener::bind(door, error);
    CHECK(error == std::errc::address_in_use);
    CHECK(server.end(SIGKILL) == 128 + SIGKILL);
    (void)TcpListener::bind(door, error);
    CHECK(!error);
}

TEST_CASE("a lesson whose port is taken says who has it, and three ways on") {
    Server server("--port 0", "", lesson_program("01"));
    const std::string port = to_string(server.port());
    for (const std::string& program : {lesson_program(), lesson_program("01")}) {
        const std::string scene = program == lesson_program() ? " two" : "";
        Process process({{"sh", "-c", "exec \"$0\" --port " + port + scene, program}});
        CHECK(process.wait().status == 1);
        const std::string& output = process.output();
        CHECK(has(output, "Failed: bind 127.0.0.1:" + port + ": Address already in use\n"));
#if defined(__linux__)
        CHECK(has(output,
                  "Held by:  lesson-01 (process " + std::to_string(server.id()) + ", started "));
#endif
        CHECK(has(output, "Next:     1. See who it is: "));
        CHECK(has(output, "          2. Use another port: --port 50007"));
        CHECK(has(output, "          3. Let the system choose a free one: --port 0.\n"));
    }
}

#if defined(__linux__)
TEST_CASE("with SO_REUSEPORT two servers listen at one door, and nobody is told") {
    const auto listener_at = [](Port port) {
        const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int on = 1;
        CHECK(::setsockopt(handle, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0);
        const detail::SocketAddress address{Endpoint{loopback_v4, port}};
        CHECK(::bind(handle, &address.generic, address.size) == 0);
        CHECK(::listen(handle, 8) == 0);
        return TcpListener::adopt(handle);
    };
    const auto first = listener_at(0);
    const auto second = listener_at(first.local_endpoint().port);
    CHECK(second.local_endpoint() == first.local_endpoint());
    std::error_code error;
    const auto ours = TcpListener::bind(first.local_endpoint(), error);
    CHECK(error == std::errc::address_in_use);
}
#endif

TEST_CASE("netstat -an names no process, and netstat -anp does") {
    if (lacks("netstat")) return;
    const std::string doors = result_of("netstat -an 2>/dev/null", 0);
    CHECK(has(doors, "Local Address"));
    CHECK_FALSE(has(doors, "PID"));
#if defined(__linux__)
    CHECK(has(result_of("netstat -anp 2>/dev/null", 0), "PID/Program name"));
#endif
}

TEST_CASE("Python's TCPServer cannot restart at once unless allow_reuse_address is set") {
    if (lacks("python3")) return;
    const std::string script = R"(
from socketserver import BaseRequestHandler, TCPServer
import socket

def server(port):
    return TCPServer(('127.0.0.1', port), BaseRequestHandler)

print(TCPServer.allow_reuse_address)
for reuse in (False, True):
    TCPServer.allow_reuse_address = reuse
    first = server(0)
    client = socket.create_connection(first.server_address)
    first.handle_request()  # does nothing with its client and ends the connection, first
    client.recv(1)
    client.close()
    first.server_close()
    try:
        server(first.server_address[1]).server_close()
        print('restarted')
    except OSError as failure:
        print(failure.strerror)
)";
    Process python({{"python3", "-c", script}});
    CHECK(python.wait().status == 0);
    CHECK(python.output() == "False\nAddress already in use\nrestarted\n");
}

TEST_CASE("all scenes are played in their order when none is named") {
    const Finished all = finished("--port 0");
    CHECK(all.status == 0);
    std::size_t at = 0;
    for (const char* headline :
         {"two: ", "\nwildcard: ", "\nprivilege: ", "\nnot-ours: ", "\ntime-wait: "}) {
        at = all.output.find(headline, at);
        CHECK_MESSAGE(at != std::string::npos, headline);
    }
    std::istringstream lines(all.output);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() < 80);
}

TEST_CASE("a scene or a port that does not exist is quoted, and ends it with status 2") {
    const Finished scene = finished("--trace nowhere");
    CHECK(scene.status == 2);
    CHECK(scene.output == "There is no scene \"nowhere\".\nNext: --help tells which there are.\n");
    CHECK(finished("two three").status == 2);
    const Finished port = finished("who 80abc");
    CHECK(port.status == 2);
    CHECK(port.output.starts_with("who \"80abc\": a port is a whole number"));
    CHECK(finished("who 80 81").status == 2);
}

TEST_CASE("--help names the scenes") {
    const Finished help = finished("--help");
    CHECK(help.status == 0);
    CHECK(help.output.starts_with("Usage: lesson-05 [--port N] [--trace] [SCENE | who [PORT]]\n"));
    CHECK(has(help.output, "time-wait"));
}
