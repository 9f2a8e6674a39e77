#include "support.hpp"

#include <sstream>

namespace {

constexpr Network loopback_net = Network::of(loopback_v4, 8);
static_assert(loopback_net.contains(IpAddress::v4(127, 255, 255, 255)));
static_assert(!loopback_net.contains(IpAddress::v4(126, 255, 255, 255)));

}  // namespace

TEST_CASE("a network is read as it is written, and written as it was read") {
    for (const char* text :
         {"127.0.0.0/8", "0.0.0.0/0", "192.168.1.128/25", "127.0.0.1/32", "::/0", "::1/128",
          "fe80::/10", "2001:db8::/32", "fe80::%1/10", "::ffff:10.0.0.0/104"}) {
        CAPTURE(text);
        CHECK(to_string(parse_network(text)) == text);
    }
    CHECK(parse_network("10.0.0.0/8").length() == 8);
    CHECK(parse_network("10.0.0.0/8").address() == IpAddress::v4(10, 0, 0, 0));
}

TEST_CASE("everything else is no network, and the error quotes it") {
    for (const char* text : {"",
                             "/",
                             "/8",
                             "127.0.0.0",
                             "127.0.0.0/",
                             "127.0.0.0/33",
                             "::/129",
                             "127.0.0.0/-1",
                             "127.0.0.0/+8",
                             "127.0.0.0/ 8",
                             "127.0.0.0 /8",
                             "127.0.0.0/8 ",
                             "127.0.0.0/08",
                             "127.0.0.0/00",
                             "127.0.0.0/255.0.0.0",
                             "127.0.0.1/8",
                             "127.0.0.0/0",
                             "127/8",
                             "fe80::1/10",
                             "localhost/8",
                             "127.0.0.0/8/8",
                             "127.0.0.0/4294967304",
                             "[::1]/128"}) {
        CAPTURE(text);
        std::error_code error;
        CHECK(parse_network(text, error) == Network());
        CHECK(error == Errc::bad_network);
        CHECK(error == std::errc::invalid_argument);
    }
    const auto failure = failure_of([] { (void)parse_network("127.0.0.1/8"); });
    const std::string what = failure.what();
    CHECK(what.find("\"127.0.0.1/8\"") != what.npos);
    CHECK(what.find("127.0.0.0/8 or fe80::/10") != what.npos);
    CHECK(explain(failure.code()).meaning == "That is no network.");
    std::error_code error = Errc::bad_port;
    (void)parse_network("::1/128", error);
    CHECK_FALSE(error);
}

TEST_CASE("a network contains the addresses that share its bits, to the bit") {
    struct Asked {
        const char* network;
        const char* address;
        bool inside;
    };
    for (const Asked& one : {
             Asked{"127.0.0.0/8", "127.0.0.1", true},
             Asked{"127.0.0.0/8", "128.0.0.0", false},
             Asked{"127.0.0.0/8", "::ffff:127.0.0.1", true},
             Asked{"127.0.0.0/8", "::1", false},
             Asked{"0.0.0.0/0", "255.255.255.255", true},
             Asked{"0.0.0.0/0", "::1", false},
             Asked{"::/0", "127.0.0.1", false},
             Asked{"::/0", "ffff::1", true},
             Asked{"172.16.0.0/12", "172.31.255.255", true},
             Asked{"172.16.0.0/12", "172.32.0.0", false},
             Asked{"192.168.1.128/25", "192.168.1.127", false},
             Asked{"192.168.1.128/25", "192.168.1.128", true},
             Asked{"127.0.0.1/32", "127.0.0.1", true},
             Asked{"127.0.0.1/32", "127.0.0.2", false},
             Asked{"fe80::/10", "febf::1", true},
             Asked{"fe80::/10", "fec0::1", false},
             Asked{"fe80::/10", "fe80::1%2", true},
             Asked{"fe80::%1/10", "fe80::1%2", false},
             Asked{"fe80::%1/10", "fe80::1%1", true},
             Asked{"::1/128", "::1", true},
             Asked{"::1/128", "::2", false},
             Asked{"::ffff:10.0.0.0/104", "::ffff:10.1.2.3", true},
         }) {
        CAPTURE(one.network);
        CAPTURE(one.address);
        CHECK(parse_network(one.network).contains(parse_address(one.address)) == one.inside);
    }
}

TEST_CASE("the network of an address has its first bits and nothing else") {
    CHECK(to_string(Network::of(IpAddress::v4(192, 168, 1, 7), 24)) == "192.168.1.0/24");
    CHECK(to_string(Network::of(IpAddress::v4(192, 168, 1, 7), 99)) == "192.168.1.7/32");
    CHECK(to_string(Network::of(loopback_v6, 99999)) == "::1/128");
    CHECK(to_string(Network::of(parse_address("fe80::1%2"), 64)) == "fe80::%2/64");
    CHECK(parse_network("10.0.0.0/8") < parse_network("10.0.0.0/9"));
    CHECK(parse_network("10.0.0.0/8") < parse_network("11.0.0.0/8"));
}

TEST_CASE("what has a text can be written to a stream") {
    std::ostringstream out;
    out << home_port << ' ' << loopback_v6 << ' ' << home << ' ' << loopback_net;
    CHECK(out.str() == "62893 ::1 127.0.0.1:62893 127.0.0.0/8");
}
