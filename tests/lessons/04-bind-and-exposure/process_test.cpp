// Lesson 04's program as a process: private doors, what it refuses, and what is open already.

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "free_port.hpp"
#include "loopback/listeners.hpp"
#include "network.hpp"
#include "print.hpp"

using namespace loopback;
using namespace tests;

namespace {

// A door that the lesson keeps open.
class Door {
public:
    explicit Door(const std::string& flags)
        : process_(
              {{"sh", "-c", "unset LOOPBACK_PORT; exec \"$0\" open " + flags, lesson_program()}}) {
        const std::string first = "Listening on ";
        REQUIRE_MESSAGE(process_.hear("closes this door.\n"), process_.output());
        REQUIRE(process_.output().starts_with(first));
        const std::size_t end = process_.output().find('\n');
        endpoint_ = parse_endpoint(process_.output().substr(first.size(), end - first.size()));
    }
    [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }
    [[nodiscard]] std::string port() const { return to_string(endpoint_.port); }
    [[nodiscard]] int id() const { return process_.id(); }
    [[nodiscard]] bool hear(const std::string& text) { return process_.hear(text); }
    int end() {
        process_.send_signal(SIGINT);
        return process_.wait().status;
    }

private:
    Process process_;
    Endpoint endpoint_;
};

}  // namespace

TEST_CASE("without --expose only loopback is ever bound") {
    const Finished table = finished("--port 0 --trace");
    CHECK(table.status == 0);
    int binds = 0;
    for (const std::string& line : lines_of(table.output)) {
        if (!line.starts_with("bind ")) continue;
        ++binds;
        CHECK_MESSAGE((line.starts_with("bind 127.0.0.") || line.starts_with("bind [::1]:")), line);
    }
    CHECK(binds == 3);
    CHECK(has(table.output, "Not opened: the machine's own address, 0.0.0.0 and ::"));
    CHECK_FALSE(has(table.output, "  may    whom"));
}

#if defined(__linux__)
TEST_CASE("each private door is found at its own address, and 0.0.0.0 leads to 127.0.0.1") {
    const std::string port = to_string(free_port());
    const Finished table = finished("--port " + port);
    CHECK(table.status == 0);
    CHECK(has(table.output, "One door after the other, with port " + port + ";"));
    CHECK(has(table.output, "\nknock at       127.0.0.1  127.0.0.2  ::1\n"));
    CHECK(has(table.output, "\n127.0.0.1      open       -          -\n"));
    CHECK(has(table.output, "\n127.0.0.2      -          open       -\n"));
    CHECK(has(table.output, "\n::1            -          -          open\n"));
    CHECK(has(table.output, "\n0.0.0.0        open       -          -\n"));
    CHECK(has(table.output, "\n::             -          -          open\n"));
    CHECK(has(table.output, "\nfrom outside   never      never      never\n"));
    for (const std::string& line : lines_of(table.output)) CHECK(line.size() <= 80);
}

TEST_CASE("127.0.0.1 and 127.0.0.2 are two doors, each with one owner") {
    Port port = 0;
    TcpListener first;
    TcpListener second;
    std::error_code error = std::make_error_code(std::errc::address_in_use);
    for (int tries = 0; tries < 10 && error; ++tries) {  // others want ports too
        first = TcpListener::bind({loopback_v4, 0});
        port = first.local_endpoint().port;
        second = TcpListener::bind({IpAddress::v4(127, 0, 0, 2), port}, error);
    }
    REQUIRE(!error);
    for (const IpAddress& address : {loopback_v4, IpAddress::v4(127, 0, 0, 2)}) {
        const TcpListener again = TcpListener::bind({address, port}, error);
        CHECK(error == std::errc::address_in_use);
    }
}

TEST_CASE("a new IPv6 socket takes IPv4 too, unless this Linux is set otherwise; ours says which") {
    int preset = -1;
    std::ifstream("/proc/sys/net/ipv6/bindv6only") >> preset;
    const int raw = ::socket(AF_INET6, SOCK_STREAM, 0);
    REQUIRE(raw >= 0);
    int only_ipv6 = -1;
    socklen_t size = sizeof only_ipv6;
    CHECK(::getsockopt(raw, IPPROTO_IPV6, IPV6_V6ONLY, &only_ipv6, &size) == 0);
    ::close(raw);
    CHECK(only_ipv6 == preset);
    const TcpListener ours = TcpListener::bind({loopback_v6, 0});
    CHECK(::getsockopt(ours.native_handle(), IPPROTO_IPV6, IPV6_V6ONLY, &only_ipv6, &size) == 0);
    CHECK(only_ipv6 == 1);
}

TEST_CASE("a door that somebody has is told with its owner") {
    Port port = 0;
    TcpListener other;
    std::error_code error = std::make_error_code(std::errc::address_in_use);
    for (int tries = 0; tries < 10 && error; ++tries) {
        const TcpListener probe = TcpListener::bind({loopback_v4, 0});
        port = probe.local_endpoint().port;
        other = TcpListener::bind({IpAddress::v4(127, 0, 0, 2), port}, error);
    }
    REQUIRE(!error);
    const Finished table = finished("--port " + to_string(port));
    CHECK(table.status == 1);  // its own door at 127.0.0.2 cannot be opened
    CHECK(has(table.output, "Failed: bind 127.0.0.2:" + to_string(port)));
    CHECK(has(table.output, "Held by:"));
}
#endif

TEST_CASE("a door beyond loopback stays shut without --expose, and no call is made for it") {
    for (const char* address : {"0.0.0.0", "::", "192.168.1.7", "fe80::7", "203.0.113.5"}) {
        CAPTURE(address);
        const Finished refused = finished(std::string("--trace --port 0 open ") + address);
        CHECK(refused.status == 1);
        CHECK(refused.output.starts_with("Failed: bind "));
        CHECK(has(refused.output, "not a loopback address: the network could reach it"));
    }
}

TEST_CASE("a misspelled address is quoted, opens nothing and ends with status 2") {
    for (const char* text : {"", "locahost", "127.0.0.l", "127.1", "0", "[::1]", "0.0.0.0 "}) {
        for (const char* word : {"open", "knock"}) {
            CAPTURE(text);
            const Finished wrong =
                finished(std::string("--expose --trace --port 0 ") + word + " '" + text + "'");
            CHECK(wrong.status == 2);
            CHECK(wrong.output.starts_with('"' + std::string(text) + "\": an IP address looks"));
            CHECK_FALSE(has(wrong.output, "socket"));
        }
    }
}

TEST_CASE("what is to be done has to be said in full") {
    for (const char* words : {"open", "knock", "audit 127.0.0.1", "shut 127.0.0.1"}) {
        CAPTURE(words);
        const Finished wrong = finished(words);
        CHECK(wrong.status == 2);
        CHECK(has(wrong.output, "audit, open ADDRESS, or knock ADDRESS"));
    }
    const Finished help = finished("--help");
    CHECK(help.status == 0);
    CHECK(has(help.output, "--expose      open doors that others may reach, too\n"));
}

TEST_CASE("a door tells each knock, and Ctrl-C closes it") {
    Door door("127.0.0.1 --port 0");
    CHECK(door.endpoint().address == loopback_v4);
    const Finished knock = finished("knock 127.0.0.1 --port " + door.port());
    CHECK(knock.status == 0);
    CHECK(has(knock.output, to_string(door.endpoint()) + " is open\n"));
    CHECK(has(knock.output, "It says \"You knocked from 127.0.0.1:"));
    CHECK(door.hear(" knocked\n"));
    CHECK(door.end() == 0);
    const Finished late = finished("knock 127.0.0.1 --port " + door.port());
    CHECK(late.status == 1);
    CHECK(has(late.output, "Connection refused"));
}

TEST_CASE("an address that is not this machine's cannot be opened at all") {
    const Finished refused = finished("open 203.0.113.5 --expose --port 0");
    CHECK(refused.status == 1);
    CHECK(has(refused.output, "assign requested address"));
}

TEST_CASE("audit lists what is open, with its owner and who may knock") {
    const Door door("127.0.0.1 --port 0");
    const Finished found = finished("audit");
#if defined(__linux__)
    CHECK(found.status == 0);
    std::string line;
    for (const std::string& one : lines_of(found.output)) {
        if (has(one, "tcp 127.0.0.1:" + door.port() + " ")) line = one;
    }
    CHECK(line.starts_with("this machine  tcp "));
    CHECK_MESSAGE(has(line, "lesson-04 (process " + std::to_string(door.id())), line);
    CHECK(has(found.output, "\nOthers may knock at "));
#else
    CHECK(found.status == 1);
    CHECK(has(found.output, "lsof"));
#endif
}

TEST_CASE("audit tells the doors for others first") {
    bool private_ones = false;
    for (const std::string& line : lines_of(finished("audit").output)) {
        if (line.starts_with("this machine  ")) private_ones = true;
        if (line.starts_with("anyone  ") || line.starts_with("local network ")) {
            CHECK_FALSE(private_ones);
        }
    }
}

TEST_CASE("another user of this machine gets in") {
    if (::geteuid() != 0) {
        MESSAGE("only root can become another user");
        return;
    }
    const Door door("127.0.0.1 --port 0");
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        constexpr unsigned nobody = 65534;
        if (::setgid(nobody) != 0 || ::setuid(nobody) != 0 || ::geteuid() == 0) ::_exit(2);
        std::error_code error;
        auto stream = TcpStream::connect(door.endpoint(), error, patience());
        std::array<char, 64> buffer;
        const bool greeted = !error && stream.recv(buffer, error, patience()) && !error;
        ::_exit(greeted ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
