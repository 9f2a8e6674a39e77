#include "support.hpp"

TEST_CASE("an address in digits is taken as it is, without a look-up") {
    Recorder recorder;
    Observing observing{recorder};
    CHECK(resolve("127.0.0.1", 80) == std::vector{Endpoint{loopback_v4, 80}});
    CHECK(resolve("::1", 80) == std::vector{Endpoint{loopback_v6, 80}});
    CHECK(recorder.seen().empty());
}

TEST_CASE("an address of the other family is not found") {
    std::error_code error;
    CHECK(resolve("127.0.0.1", 80, error, Families::ipv6).empty());
    CHECK(error == Errc::host_not_found);
    CHECK(resolve("::1", 80, error, Families::ipv4).empty());
    CHECK(error == Errc::host_not_found);
    CHECK(resolve("::1", 80, error, Families::ipv6).size() == 1);
    CHECK(!error);
}

TEST_CASE("localhost is this machine, by every answer, and keeps the port") {
    const auto endpoints = resolve("localhost", home_port);
    REQUIRE_FALSE(endpoints.empty());
    for (const Endpoint& one : endpoints) {
        CAPTURE(one);
        CHECK(one.address.is_loopback());
        CHECK(one.port == home_port);
    }
}

TEST_CASE("one family can be asked for") {
    for (const Endpoint& one : resolve("localhost", 1, Families::ipv4)) {
        CHECK(one.address.family() == Family::ipv4);
    }
}

TEST_CASE("digits that are no address are refused, not guessed at") {
    for (const char* bad : {"127.1", "0177.0.0.1", "2130706433", "0x7f000001", "127.0.0.1.",
                            "256.0.0.1", "1.2.3.4.5", "::g", "1:2", "host.1"}) {
        CAPTURE(bad);
        std::error_code error;
        CHECK(resolve(bad, 80, error).empty());
        CHECK(error == Errc::bad_address);
    }
}

TEST_CASE("an empty name never means every address") {
    std::error_code error;
    CHECK(resolve("", 80, error).empty());
    CHECK(error == Errc::host_not_found);
    CHECK(resolve(std::string_view("localhost\0.evil", 15), 80, error).empty());
    CHECK(error == Errc::host_not_found);
}

TEST_CASE("a name without an address fails with an error that quotes it") {
    const auto failure = failure_of([] { (void)resolve("no-such-host.invalid", 80); });
    const bool told =
        failure.code() == Errc::host_not_found || failure.code() == Errc::resolver_failed;
    CHECK(told);
    CHECK(failure.operation() == "resolve");
    CHECK(std::string(failure.what()).find("\"no-such-host.invalid\"") != std::string::npos);
}

TEST_CASE("observers are told what became of a look-up") {
    Recorder recorder;
    Observing observing{recorder};
    std::error_code error;
    (void)resolve("localhost", 80, error);
    (void)resolve("no-such-host.invalid", 80, error);
    const auto seen = recorder.seen();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].operation == Operation::resolve);
    CHECK(seen[0].error == 0);
    CHECK(detail::platform_error(seen[1].error) == error);
}

TEST_CASE("a look-up can be made to fail, and EINTR is retried") {
    FaultInjector faults;
    faults.fail(Operation::resolve, 1, std::errc::interrupted, 3);
    faults.fail(Operation::resolve, 5, std::errc::not_enough_memory);
    Observing observing{faults};
    CHECK_FALSE(resolve("localhost", 80).empty());
    CHECK(faults.count(Operation::resolve) == 4);
    std::error_code error;
    CHECK(resolve("localhost", 80, error).empty());
    CHECK(error == std::errc::not_enough_memory);
}

TEST_CASE("connect by name reaches a server of either family") {
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto listener = TcpListener::bind({address, 0});
        const Port port = listener.local_endpoint().port;
        const Endpoint both[] = {{loopback_v6, port}, {loopback_v4, port}};
        CHECK(TcpStream::connect(both).peer_endpoint() == Endpoint{address, port});
    }
}

TEST_CASE("a name and a port may stand in one text") {
    CHECK(resolve("127.0.0.1:62893") == std::vector<Endpoint>{home});
    CHECK(resolve("[::1]:80") == std::vector<Endpoint>{{loopback_v6, 80}});
    std::error_code error = Errc::bad_port;
    const auto named = resolve("localhost:62893", error, Families::ipv4);
    CHECK_FALSE(error);
    CHECK(named == std::vector<Endpoint>{home});

    struct Wrong {
        const char* text;
        Errc error;
    };
    for (const Wrong& one : {
             Wrong{"", Errc::bad_endpoint},
             Wrong{"localhost", Errc::bad_endpoint},
             Wrong{":80", Errc::bad_endpoint},
             Wrong{"::1:80", Errc::bad_endpoint},
             Wrong{"::1", Errc::bad_endpoint},
             Wrong{"[::1]", Errc::bad_endpoint},
             Wrong{"[::1:80", Errc::bad_endpoint},
             Wrong{"[localhost]:80", Errc::bad_endpoint},
             Wrong{"[127.0.0.1]:80", Errc::bad_endpoint},
             Wrong{"localhost:", Errc::bad_port},
             Wrong{"localhost:http", Errc::bad_port},
             Wrong{"localhost:65536", Errc::bad_port},
             Wrong{"localhost: 80", Errc::bad_port},
             Wrong{"127.1:80", Errc::bad_address},
             Wrong{"[::g]:80", Errc::bad_address},
         }) {
        CAPTURE(one.text);
        CHECK(resolve(one.text, error).empty());
        CHECK(error == one.error);
    }
    const auto failure = failure_of([] { (void)resolve("localhost:http"); });
    CHECK(failure.code() == Errc::bad_port);
    CHECK(std::string(failure.what()).find("\"localhost:http\"") != std::string::npos);
}
