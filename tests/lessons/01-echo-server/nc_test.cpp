// Lesson 01's server and nc (the OpenBSD one, which Debian, Ubuntu and Fedora have).

#include "print.hpp"
#include "server.hpp"

using namespace tests;

namespace {

void need_nc() {
    need_program("nc");
    if (Shell("nc -h 2>&1 | grep -q '^.*usage: nc .*\\[-[^]]*N'").wait().status == 0) return;
    std::cout << "SKIPPED: this nc has no flag -N (netcat-openbsd has)\n" << std::flush;
    std::exit(77);
}

}  // namespace

TEST_CASE("nc sends, half-closes by -N and gets everything back") {
    need_nc();
    Server server;
    CHECK(result_of("printf 'hello\\n' | nc -N 127.0.0.1 $PORT", server.port()) == "hello\n");
    CHECK(result_of("printf 'a\\nb\\n' | nc -N 127.0.0.1 $PORT", server.port()) == "a\nb\n");
    CHECK(server.end() == 0);
    CHECK(server.output().ends_with("Clients served: 2\n"));
}

TEST_CASE("nc gets binary zeros and a megabyte back unchanged") {
    need_nc();
    Server server;
    CHECK(result_of("printf 'a\\000b\\000' | nc -N 127.0.0.1 $PORT", server.port()) ==
          std::string("a\0b\0", 4));
    CHECK(result_of("head -c 1000000 /dev/zero | nc -N 127.0.0.1 $PORT | wc -c | tr -d ' '",
                    server.port()) == "1000000\n");
}

TEST_CASE("nc on a terminal gets each line back while it stays connected") {
    need_nc();
    Server server;
    Shell nc("exec nc 127.0.0.1 $PORT", server.port(), Streams::terminal);
    nc.write("one\n");
    REQUIRE(nc.hear("one\none\n"));  // typed, and echoed by the server
    nc.write("two\n");
    REQUIRE(nc.hear("two\ntwo\n"));
    nc.write("\x03");  // Ctrl-C
    CHECK(nc.wait().status == 128 + SIGINT);
    REQUIRE(server.hear("left, bytes echoed: 8\n"));
}

TEST_CASE("nc meets the server by the name localhost") {
    need_nc();
    Server server;
    CHECK(result_of("printf 'hello\\n' | nc -N localhost $PORT 2>&1", server.port()) == "hello\n");
}

TEST_CASE("nc -z proves that somebody listens, and nothing more") {
    need_nc();
    Server server;
    CHECK(Shell("nc -z 127.0.0.1 $PORT", server.port()).wait().status == 0);
    REQUIRE(server.hear("left, bytes echoed: 0\n"));
    const auto port = server.port();
    CHECK(server.end() == 0);
    CHECK(Shell("nc -z 127.0.0.1 $PORT", port).wait().status != 0);
}
