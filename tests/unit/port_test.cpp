#include "support.hpp"

#include <cstdio>
#include <fstream>

TEST_CASE("a port is decimal digits from 0 to 65535") {
    CHECK(parse_port("0") == Port(0));
    CHECK(parse_port("80") == Port(80));
    CHECK(parse_port("62893") == home_port);
    CHECK(parse_port("65535").number() == 65535);
    CHECK(parse_port("00080") == Port(80));
}

TEST_CASE("everything else is no port") {
    using namespace std::string_view_literals;
    for (const auto bad : {"-1"sv,
                           "65536"sv,
                           "80abc"sv,
                           ""sv,
                           " 80"sv,
                           "0x50"sv,
                           "80 "sv,
                           "+80"sv,
                           "1e3"sv,
                           "8.0"sv,
                           "99999"sv,
                           "4294967376"sv,
                           "18446744073709551696"sv,
                           "000080"sv,
                           "\0"sv,
                           "80\0"sv,
                           "\n80"sv,
                           "80\n"sv,
                           "\xD9\xA1"sv,
                           "-0"sv,
                           "a"sv,
                           ":"sv,
                           "/"sv}) {
        CAPTURE(bad);
        std::error_code error;
        CHECK(parse_port(bad, error) == Port(0));
        CHECK(error == Errc::bad_port);
        CHECK(error == std::errc::invalid_argument);
    }
}

TEST_CASE("a good port clears the error of the one before") {
    std::error_code error = Errc::bad_port;
    CHECK(parse_port("80", error) == Port(80));
    CHECK(!error);
}

TEST_CASE("every number that is a port is read back from its text, and no other") {
    int wrong = 0;
    for (int number = 0; number <= 70'000; ++number) {
        std::error_code error;
        const Port port = parse_port(std::to_string(number), error);
        const bool good = number <= 65535;
        if (good != !error || (good && port.number() != number)) ++wrong;
        if (good && to_string(port) != std::to_string(number)) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("the throwing form quotes the text and says what a port is") {
    const SocketError failure = failure_of([] { (void)parse_port("80abc"); });
    CHECK(failure.code() == Errc::bad_port);
    CHECK(failure.operation() == "parse_port");
    CHECK(std::string(failure.what()) ==
          "parse_port: a port is a whole number from 0 to 65535, digits only; this was given: "
          "\"80abc\"");
}

TEST_CASE("a very long text is quoted in part") {
    const std::string text(10'000, '9');
    const SocketError failure = failure_of([&] { (void)parse_port(text); });
    const std::string what = failure.what();
    CHECK(what.size() < 250);
    CHECK(what.ends_with("9...\""));
}

TEST_CASE("ports compare by number") {
    CHECK(Port(80) < Port(443));
    CHECK(Port(80) == Port(std::uint16_t{80}));
    CHECK(Port().number() == 0);
    static_assert(Port(65535).number() == 65535);
    static_assert(sizeof(Port) == 2);
}

TEST_CASE("the ranges of RFC 6335 touch each other and cover every port") {
    int wrong = 0;
    for (unsigned number = 0; number <= 65535; ++number) {
        const Port port{static_cast<std::uint16_t>(number)};
        const int in =
            system_ports.contains(port) + user_ports.contains(port) + dynamic_ports.contains(port);
        if (in != 1) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(system_ports == PortRange{0, 1023});
    CHECK(user_ports == PortRange{1024, 49151});
    CHECK(dynamic_ports.contains(home_port));
}

TEST_CASE("the ephemeral range is this machine's setting where it can be read") {
    const EphemeralRange range = ephemeral_range();
    CHECK(range.first <= range.last);
    std::ifstream file{"/proc/sys/net/ipv4/ip_local_port_range"};
    unsigned first = 0;
    unsigned last = 0;
    if (on_linux && file >> first >> last) {
        CHECK(range.source == RangeSource::this_machine);
        CHECK(range.first.number() == first);
        CHECK(range.last.number() == last);
    }
    if (on_windows) {
        CHECK(range.source == RangeSource::documented_default);
        CHECK(PortRange(range) == PortRange{49152, 65535});
    }
}

TEST_CASE("a port that the system chooses comes from the ephemeral range") {
    const auto listener = TcpListener::bind({loopback_v4, 0});
    const Port chosen = listener.local_endpoint().port;
    CHECK(chosen != Port(0));
    if (on_linux) CHECK(ephemeral_range().contains(chosen));
}

TEST_CASE("a control character in a bad text is quoted as a number, never sent to the terminal") {
    std::string what;
    try {
        (void)parse_port("8\x1b[0m\n");
    } catch (const SocketError& failure) {
        what = failure.what();
    }
    CHECK(what.ends_with("this was given: \"8\\x1b[0m\\x0a\""));
}

TEST_CASE("a number of any type becomes a port if it is one, and nothing is cut off") {
    static_assert(Port::of(62893) == home_port);
    CHECK(Port::of(0L) == Port(0));
    CHECK(Port::of(65535U) == Port(65535));
    CHECK(Port::of(static_cast<signed char>(7)) == Port(7));
    CHECK(Port::of('P') == Port(80));
    CHECK(Port::of(std::size_t{8080}) == Port(8080));
    const auto refused = [](auto number, const std::string& quoted) {
        const auto failure = failure_of([&] { (void)Port::of(number); });
        CHECK(failure.code() == Errc::bad_port);
        const std::string what = failure.what();
        CHECK_MESSAGE(what.find('"' + quoted + '"') != what.npos, what);
        std::error_code error;
        CHECK(Port::of(number, error) == Port(0));
        CHECK(error == Errc::bad_port);
    };
    refused(65536, "65536");
    refused(-1, "-1");
    refused(static_cast<signed char>(-128), "-128");
    refused(INT64_MIN, "-9223372036854775808");
    refused(UINT64_MAX, "18446744073709551615");
    refused(65536U + 80U, "65616");
    std::error_code error = Errc::bad_port;
    CHECK(Port::of(80, error) == Port(80));
    CHECK_FALSE(error);
}

TEST_CASE("a loop goes through a range of ports, the last one too") {
    std::vector<Port> seen;
    for (const Port port : PortRange{65533, 65535}) seen.push_back(port);
    CHECK(seen == std::vector<Port>{65533, 65534, 65535});
    int count = 0;
    for ([[maybe_unused]] const Port port : PortRange{10, 9}) ++count;
    CHECK(count == 0);
    for ([[maybe_unused]] const Port port : PortRange{0, 65535}) ++count;
    CHECK(count == 65536);
    for (const Port port : PortRange{7, 7}) CHECK(port == Port(7));
}
