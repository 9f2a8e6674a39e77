#include "support.hpp"

namespace {

struct Bad {
    const char* text;
    Errc why;
};

}  // namespace

TEST_CASE("an endpoint is an address, a colon and a port") {
    CHECK(parse_endpoint("127.0.0.1:62893") == home);
    CHECK(parse_endpoint("[::1]:62893") == Endpoint{loopback_v6, home_port});
    CHECK(parse_endpoint("0.0.0.0:0") == Endpoint{});
    CHECK(parse_endpoint("[::]:65535") == Endpoint{any_v6, 65535});
    CHECK(parse_endpoint("[fe80::1%3]:80").address.zone() == 3);
}

TEST_CASE("everything else is refused, and the error says which part is wrong") {
    for (const Bad& one : {
             Bad{"", Errc::bad_endpoint},
             Bad{"127.0.0.1", Errc::bad_endpoint},
             Bad{":80", Errc::bad_endpoint},
             Bad{"[::1]", Errc::bad_endpoint},
             Bad{"::1:80", Errc::bad_endpoint},
             Bad{"::1", Errc::bad_endpoint},
             Bad{"[::1]80", Errc::bad_endpoint},
             Bad{"[::1", Errc::bad_endpoint},
             Bad{"[::1]:80:80", Errc::bad_port},
             Bad{"[127.0.0.1]:80", Errc::bad_endpoint},
             Bad{"127.0.0.1:80:80", Errc::bad_endpoint},
             Bad{"[", Errc::bad_endpoint},
             Bad{"]", Errc::bad_endpoint},
             Bad{"[]:80", Errc::bad_address},
             Bad{"127.1:80", Errc::bad_address},
             Bad{"0177.0.0.1:80", Errc::bad_address},
             Bad{"localhost:", Errc::bad_address},
             Bad{"localhost:80", Errc::bad_address},
             Bad{" 127.0.0.1:80", Errc::bad_address},
             Bad{"[::1]]:80", Errc::bad_endpoint},
             Bad{"127.0.0.1:", Errc::bad_port},
             Bad{"127.0.0.1:-1", Errc::bad_port},
             Bad{"127.0.0.1:65536", Errc::bad_port},
             Bad{"127.0.0.1:80abc", Errc::bad_port},
             Bad{"127.0.0.1: 80", Errc::bad_port},
             Bad{"127.0.0.1:0x50", Errc::bad_port},
             Bad{"127.0.0.1:80 ", Errc::bad_port},
             Bad{"[::1]:", Errc::bad_port},
             Bad{"127.0.0.1 :80", Errc::bad_address},
             Bad{":", Errc::bad_endpoint},
         }) {
        CAPTURE(one.text);
        std::error_code error;
        CHECK(parse_endpoint(one.text, error) == Endpoint{});
        CHECK(error == one.why);
        CHECK(error == std::errc::invalid_argument);
    }
}

TEST_CASE("a good endpoint clears the error of the one before") {
    std::error_code error = Errc::bad_endpoint;
    CHECK(parse_endpoint("127.0.0.1:62893", error) == home);
    CHECK(!error);
}

TEST_CASE("the throwing form quotes the text and shows a right one") {
    const SocketError failure = failure_of([] { (void)parse_endpoint("::1:80"); });
    CHECK(failure.code() == Errc::bad_endpoint);
    const std::string what = failure.what();
    CHECK(what.find("\"::1:80\"") != what.npos);
    CHECK(what.find("[::1]:62893") != what.npos);
}

TEST_CASE("an endpoint is written as it is read") {
    for (const char* text : {"127.0.0.1:62893", "[::1]:62893", "0.0.0.0:0", "[::]:1",
                             "[fe80::1%3]:80", "[::ffff:127.0.0.1]:7"}) {
        CAPTURE(text);
        CHECK(to_string(parse_endpoint(text)) == text);
    }
    CHECK(to_string(home) == "127.0.0.1:62893");
}

TEST_CASE("endpoints compare by address, then by port") {
    CHECK(Endpoint{loopback_v4, 1} < Endpoint{loopback_v4, 2});
    CHECK(Endpoint{loopback_v4, 2} < Endpoint{loopback_v6, 1});
    static_assert(home.port == home_port);
    static_assert(home.address.is_loopback());
}
