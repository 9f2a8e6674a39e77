// Lesson 01's server and curl, by its telnet:// and http:// clients.

#include "print.hpp"
#include "server.hpp"

using namespace tests;

namespace {

void need_curl() {
    need_program("curl");
    if (Shell("curl --version | grep -q '^Protocols:.* telnet'").wait().status == 0) return;
    std::cout << "SKIPPED: this curl was built without telnet\n" << std::flush;
    std::exit(77);
}

}  // namespace

TEST_CASE("curl telnet:// gets back what it sends") {
    need_curl();
    Server server;
    Shell curl("exec curl -sN telnet://127.0.0.1:$PORT", server.port());
    curl.write("hello\n");
    REQUIRE(curl.hear("hello\n"));
    curl.write("again\n");
    REQUIRE(curl.hear("again\n"));
    curl.send_signal(SIGINT);
    (void)curl.wait();
    REQUIRE(server.hear("left, bytes echoed: 12\n"));
}

TEST_CASE("curl http:// is shown its own request, which is no HTTP answer") {
    need_curl();
    Server server;
    Shell curl("exec curl -sN --http0.9 http://127.0.0.1:$PORT/", server.port());
    REQUIRE(curl.hear("GET / HTTP/1.1\r\n"));
    curl.send_signal(SIGINT);
    (void)curl.wait();
    REQUIRE(server.hear("left, bytes echoed: "));
}
