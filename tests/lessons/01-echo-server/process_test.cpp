// Lesson 01's program as a process: its flags, its ends, and clients that behave badly.

#include <sys/resource.h>

#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>

#include "print.hpp"
#include "server.hpp"

using namespace loopback;
using namespace tests;
using namespace std::string_literals;

TEST_CASE("the first line says where it listens, and port 0 is a port that the system chose") {
    Server server("--port 0");
    CHECK(server.output().starts_with("Listening on 127.0.0.1:"));
    CHECK(server.endpoint().address == loopback_v4);
    CHECK(server.port() != Port{0});
    CHECK(echo_of("hello\n", server.endpoint()) == "hello\n");
}

TEST_CASE("two clients are served one after the other") {
    Server server;
    CHECK(echo_of("first", server.endpoint()) == "first");
    CHECK(echo_of("second", server.endpoint()) == "second");
    CHECK(server.end() == 0);
    CHECK(has(server.output(), "left, bytes echoed: 5\n"));
    CHECK(has(server.output(), "left, bytes echoed: 6\n"));
    CHECK(server.output().ends_with("Clients served: 2\n"));
}

TEST_CASE("a second client waits in the queue until the first has left") {
    Server server;
    auto first = TcpStream::connect(server.endpoint(), patience());
    auto second = TcpStream::connect(server.endpoint(), patience());  // by the kernel alone
    second.send_all("me too");
    second.shutdown_send();
    first.send_all("hello");
    std::array<char, 5> echoed;
    first.recv_exactly(echoed, patience());
    std::error_code error;
    std::array<char, 6> later;
    CHECK_FALSE(second.recv(later, error, std::chrono::milliseconds(0)));
    CHECK(error == std::errc::operation_would_block);
    first.shutdown_send();
    CHECK_FALSE(first.recv(echoed, patience()));
    second.recv_exactly(later, patience());
    CHECK(std::string_view(later.data(), later.size()) == "me too");
}

TEST_CASE("a client that resets the connection ends its own conversation only") {
    Server server;
    auto rude = TcpStream::connect(server.endpoint(), patience());
    rude.send_all("hel");
    std::array<char, 3> echoed;
    rude.recv_exactly(echoed, patience());
    rude.reset();
    REQUIRE(server.hear("was lost ("));
    CHECK(echo_of("still there?", server.endpoint()) == "still there?");
    CHECK(server.end() == 0);
    CHECK(server.output().ends_with("Clients served: 2\n"));
}

TEST_CASE("a client that finishes sending still gets all of its bytes, zeros too") {
    Server server;
    std::string message(1'000'000, '\0');
    message[500'000] = 'x';
    auto stream = TcpStream::connect(server.endpoint(), patience());
    std::string answer;
    std::array<char, 65536> buffer;
    std::thread sender([&] {  // or both sides would wait for each other to read
        stream.send_all(message, patience());
        stream.shutdown_send();
    });
    while (auto received = stream.recv(buffer, patience())) answer += received;
    sender.join();
    CHECK(answer == message);
}

TEST_CASE("Ctrl-C and kill end it cleanly, while it waits for a client and while it serves one") {
    for (const int signal : {SIGINT, SIGTERM}) {
        CAPTURE(signal);
        Server idle;
        CHECK(idle.end(signal) == 0);
        CHECK(idle.output().ends_with("Clients served: 0\n"));

        Server busy;
        auto client = TcpStream::connect(busy.endpoint(), patience());
        REQUIRE(busy.hear(" came\n"));
        CHECK(busy.end(signal) == 0);
        CHECK(has(busy.output(), "was lost (Operation canceled), bytes echoed: 0\n"));
        CHECK(busy.output().ends_with("Clients served: 1\n"));
    }
}

TEST_CASE("the port is free again at once, also when the server closed first") {
    auto server = std::make_unique<Server>();
    auto client = TcpStream::connect(server->endpoint(), patience());
    REQUIRE(server->hear(" came\n"));
    const Port port = server->port();
    CHECK(server->end() == 0);
    server.reset();
    Server again("--port " + to_string(port));
    CHECK(again.port() == port);
}

TEST_CASE("a taken port: what happened, the usual cause and three ways on, exit status 1") {
    auto holder = TcpListener::bind({loopback_v4, 0});
    const std::string port = to_string(holder.local_endpoint().port);
    const Finished taken = finished("--port " + port);
    CHECK(taken.status == 1);
    CHECK(has(taken.output, "bind 127.0.0.1:" + port + ": Address already in use"));
    CHECK(has(taken.output, "Usually:"));
#if defined(__linux__)
    CHECK(has(taken.output, "Held by:  lesson"));
    CHECK(has(taken.output, ' ' + std::to_string(::getpid()) + ", started"));
#else
    CHECK(has(taken.output, "Held by:  not known: "));
#endif
    CHECK(has(taken.output, "1. See who it is: "));
    CHECK(has(taken.output, "2. Use another port: --port 50007, or LOOPBACK_PORT=50007"));
    CHECK(has(taken.output, "3. Let the system choose a free one: --port 0."));
    CHECK_FALSE(has(taken.output, "Listening"));
}

TEST_CASE("LOOPBACK_PORT replaces 62893, and --port replaces LOOPBACK_PORT") {
    auto holder = TcpListener::bind({loopback_v4, 0});
    const std::string port = to_string(holder.local_endpoint().port);
    CHECK(has(finished("", "LOOPBACK_PORT=" + port).output, "bind 127.0.0.1:" + port));
    Server zero("", "LOOPBACK_PORT=0");
    CHECK(zero.port() != Port{0});
    Server flag("--port 0", "LOOPBACK_PORT=" + port);
    CHECK(to_string(flag.port()) != port);
}

TEST_CASE("a bad port is quoted, and ends it with status 2") {
    for (const std::string text : {"-1", "65536", "80abc", "", " 80", "0x50"}) {
        CAPTURE(text);
        const std::string quote = " was \"" + text + "\": a port is a whole number";
        const Finished flag = finished("--port '" + text + "'");
        CHECK(flag.status == 2);
        CHECK(flag.output.starts_with("--port" + quote));
        CHECK(finished("'--port=" + text + "'").status == 2);
        const Finished variable = finished("", "LOOPBACK_PORT='" + text + "'");
        CHECK(variable.status == 2);
        CHECK(variable.output.starts_with("LOOPBACK_PORT" + quote));
    }
}

TEST_CASE("an unknown flag, a word too many and a missing number end it with status 2") {
    const Finished flag = finished("--prot 80");
    CHECK(flag.status == 2);
    CHECK(flag.output.starts_with("There is no flag \"--prot\"."));
    const Finished word = finished("127.0.0.1");
    CHECK(word.status == 2);
    CHECK(word.output.starts_with("\"127.0.0.1\" is one word too many."));
    const Finished number = finished("--port");
    CHECK(number.status == 2);
    CHECK(number.output == "--port needs a number after it, such as --port 50007.\n");
}

TEST_CASE("--help tells every flag and the environment, and starts nothing") {
    for (const char* flag : {"--help", "-h", "--port 80abc --help"}) {
        const Finished help = finished(flag);
        CHECK(help.status == 0);
        for (const char* part : {"Usage: lesson-01", "--port N", "--trace", "LOOPBACK_PORT"}) {
            CHECK(has(help.output, part));
        }
    }
}

TEST_CASE("--trace tells every call in words") {
    Server server("--port 0 --trace");
    auto client = TcpStream::connect(server.endpoint(), patience());
    const std::string here = to_string(client.local_endpoint());
    client.send_all("hel\0lo\n"s);
    client.shutdown_send();
    std::array<char, 64> buffer;
    while (client.recv(buffer, patience())) {
    }
    CHECK(server.end() == 0);
    const std::string door = to_string(server.endpoint());
    for (const std::string& line :
         {"listen on " + door, "accept on " + door + ": a client from " + here,
          "recv from " + here + ": 7 bytes \"hel\\x00lo\\n\"",
          "send 7 bytes \"hel\\x00lo\\n\" to " + here + ": 7 taken",
          "recv from " + here + ": the end, the peer has finished sending",
          "close " + door + " from " + here + ": done"}) {
        CHECK_MESSAGE(has(server.output(), line), line, "\n", server.output());
    }
}

TEST_CASE("it listens on 127.0.0.1, so nobody knocks by IPv6 or at another address") {
    Server server;
    std::error_code error;
    auto v6 = TcpStream::connect({loopback_v6, server.port()}, error, patience());
    CHECK(error);
#if defined(__linux__)  // the only one of the three that answers on all of 127.0.0.0/8
    const Endpoint other{IpAddress::v4(127, 0, 0, 2), server.port()};
    auto v4 = TcpStream::connect(other, error, patience());
    CHECK(error == std::errc::connection_refused);
#endif
}

#if defined(__linux__)
namespace {

// The number that the next handle of a process will have: the lowest that is free (open(2)).
rlim_t next_handle(int process) {
    const std::string folder = "/proc/" + std::to_string(process) + "/fd/";
    rlim_t number = 0;
    while (std::filesystem::is_symlink(folder + std::to_string(number))) ++number;
    return number;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool has_sanitizers = true;
#elif defined(__has_feature)
constexpr bool has_sanitizers = __has_feature(address_sanitizer);
#else
constexpr bool has_sanitizers = false;
#endif

}  // namespace

// UBSan looks at the type of a caught exception through a pipe: without handles it takes every
// exception for damaged. So this one is left to the other builds.
TEST_CASE("out of handles it waits, without spinning, and serves the client once there is one" *
          doctest::skip(has_sanitizers)) {
    Server server("--port 0 --trace");
    const rlim_t only_handle = next_handle(server.id());
    auto first = TcpStream::connect(server.endpoint(), patience());
    REQUIRE(server.hear(" came\n"));  // and has the only handle that may be opened from now on
    const auto start = Clock::now();
    rlimit limit{};
    REQUIRE(::prlimit(server.id(), RLIMIT_NOFILE, nullptr, &limit) == 0);
    const rlim_t enough = std::exchange(limit.rlim_cur, only_handle);
    REQUIRE(::prlimit(server.id(), RLIMIT_NOFILE, &limit, nullptr) == 0);
    first.close();

    auto client = TcpStream::connect(server.endpoint(), patience());
    REQUIRE(server.hear("The next client must wait: no handle is free.\n"));
    const auto tries = [&] {
        std::size_t count = 0;
        const std::string_view all = server.output();
        for (std::size_t at = 0; (at = all.find("Too many open files", at)) != all.npos; ++at) {
            ++count;
        }
        return count;
    };
    while (tries() < 3) REQUIRE(server.hear_more());
    CHECK(tries() <= 2 + (Clock::now() - start) / std::chrono::milliseconds(250));

    client.send_all("patience");
    client.shutdown_send();
    limit.rlim_cur = enough;
    REQUIRE(::prlimit(server.id(), RLIMIT_NOFILE, &limit, nullptr) == 0);
    std::string answer;
    std::array<char, 64> buffer;
    while (auto received = client.recv(buffer, patience())) answer += received;
    CHECK(answer == "patience");
    CHECK(server.end() == 0);
}
#endif
