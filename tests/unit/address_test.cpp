#include "support.hpp"

namespace {

struct Placed {
    const char* text;
    Scope scope;
};

IpAddress v6(std::initializer_list<std::uint16_t> groups) {
    IpAddress::V6Bytes bytes{};
    int i = 0;
    for (const std::uint16_t group : groups) {
        bytes[i++] = static_cast<std::uint8_t>(group >> 8);
        bytes[i++] = static_cast<std::uint8_t>(group);
    }
    return IpAddress::v6(bytes);
}

}  // namespace

TEST_CASE("an IPv4 address is four decimal numbers") {
    CHECK(parse_address("127.0.0.1") == loopback_v4);
    CHECK(parse_address("0.0.0.0") == any_v4);
    CHECK(parse_address("255.255.255.255") == IpAddress::v4(255, 255, 255, 255));
    CHECK(parse_address("1.20.30.4") == IpAddress::v4(1, 20, 30, 4));
    CHECK(loopback_v4.family() == Family::ipv4);
}

TEST_CASE("an IPv6 address is eight groups, with one gap at most") {
    CHECK(parse_address("::1") == loopback_v6);
    CHECK(parse_address("::") == any_v6);
    CHECK(parse_address("0:0:0:0:0:0:0:1") == loopback_v6);
    CHECK(parse_address("2001:DB8::8:800:200c:417A") ==
          v6({0x2001, 0xdb8, 0, 0, 8, 0x800, 0x200c, 0x417a}));
    CHECK(parse_address("1:2:3:4:5:6:7:8") == v6({1, 2, 3, 4, 5, 6, 7, 8}));
    CHECK(parse_address("1:2:3:4:5:6:7::") == v6({1, 2, 3, 4, 5, 6, 7, 0}));
    CHECK(parse_address("::2:3:4:5:6:7:8") == v6({0, 2, 3, 4, 5, 6, 7, 8}));
    CHECK(parse_address("1::8") == v6({1, 0, 0, 0, 0, 0, 0, 8}));
    CHECK(parse_address("ff02::") == v6({0xff02, 0, 0, 0, 0, 0, 0, 0}));
    CHECK(parse_address("::ffff:127.0.0.1") == v6({0, 0, 0, 0, 0, 0xffff, 0x7f00, 1}));
    CHECK(parse_address("1:2:3:4:5:6:1.2.3.4") == v6({1, 2, 3, 4, 5, 6, 0x102, 0x304}));
    CHECK(parse_address("::1.2.3.4") == v6({0, 0, 0, 0, 0, 0, 0x102, 0x304}));
    CHECK(loopback_v6.family() == Family::ipv6);
}

TEST_CASE("everything else is no address") {
    using namespace std::string_view_literals;
    for (const auto bad : {""sv,
                           "127.1"sv,
                           "0177.0.0.1"sv,
                           "127.0.0.01"sv,
                           "00.0.0.0"sv,
                           "127.0.0"sv,
                           "127.0.0.1."sv,
                           ".127.0.0.1"sv,
                           "127..0.1"sv,
                           "127.0.0.256"sv,
                           "127.0.0.1111"sv,
                           "127.0.0.-1"sv,
                           "127.0.0.1 "sv,
                           " 127.0.0.1"sv,
                           "127.0.0.0x1"sv,
                           "2130706433"sv,
                           "0x7f.0.0.1"sv,
                           "127.0.0.1.1"sv,
                           "127.0.0.1\0"sv,
                           "127.0.0.1\n"sv,
                           "localhost"sv,
                           "a.b.c.d"sv,
                           "*"sv,
                           ":"sv,
                           ":::"sv,
                           "1::2::3"sv,
                           "::1:"sv,
                           ":1"sv,
                           "1:"sv,
                           "1:2:3:4:5:6:7"sv,
                           "1:2:3:4:5:6:7:8:9"sv,
                           "::1:2:3:4:5:6:7:8"sv,
                           "1:2:3:4:5:6:7:8::"sv,
                           "12345::"sv,
                           "g::"sv,
                           "::1.2.3"sv,
                           "::1.2.3.256"sv,
                           "1.2.3.4::"sv,
                           "::1.2.3.4:5"sv,
                           "1:2:3:4:5:6:7:1.2.3.4"sv,
                           "[::1]"sv,
                           "::1%"sv,
                           "::1%0"sv,
                           "::1%4294967296"sv,
                           "::1%no-such-interface"sv,
                           "::1%%1"sv,
                           "127.0.0.1%1"sv,
                           "::1/64"sv,
                           "::1\0"sv,
                           "::-1"sv,
                           "::+1"sv,
                           "0:0:0:0:0:0:0:0:"sv}) {
        CAPTURE(bad);
        std::error_code error;
        CHECK(parse_address(bad, error) == any_v4);
        CHECK(error == Errc::bad_address);
        CHECK(error == std::errc::invalid_argument);
    }
}

TEST_CASE("the throwing form quotes the text and shows a right one") {
    const SocketError failure = failure_of([] { (void)parse_address("127.1"); });
    CHECK(failure.code() == Errc::bad_address);
    CHECK(failure.operation() == "parse_address");
    const std::string what = failure.what();
    CHECK(what.find("\"127.1\"") != what.npos);
    CHECK(what.find("looks like 127.0.0.1") != what.npos);
}

TEST_CASE("an address is written as RFC 5952 says") {
    for (const char* text :
         {"127.0.0.1", "0.0.0.0", "255.255.255.255", "::", "::1", "1::", "2001:db8::1",
          "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1", "2001:db8::1:0:0:1", "1:2:3:4:5:6:7:8",
          "::ffff:127.0.0.1", "::ffff:0.0.0.0", "fe80::1%7", "ff02::1", "1:0:3:4:5:6:7:0",
          "0:2:3:4:5:6:7:8", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"}) {
        CAPTURE(text);
        CHECK(to_string(parse_address(text)) == text);
    }
    CHECK(to_string(parse_address("2001:0DB8:0000:0000:0001:0000:0000:0001")) ==
          "2001:db8::1:0:0:1");
    CHECK(to_string(parse_address("0:0:0:0:0:0:0:0")) == "::");
}

TEST_CASE("a zone is a number, kept and compared") {
    const IpAddress address = parse_address("fe80::1%2");
    CHECK(address.zone() == 2);
    CHECK(address != parse_address("fe80::1"));
    CHECK(parse_address("fe80::1%4294967295").zone() == 4294967295u);
    CHECK(to_string(address) == "fe80::1%2");
}

TEST_CASE("a scope says who can be behind an address") {
    for (const Placed& one : {
             Placed{"0.0.0.0", Scope::unspecified},
             Placed{"::", Scope::unspecified},
             Placed{"0.0.0.1", Scope::reserved},
             Placed{"0.255.255.255", Scope::reserved},
             Placed{"127.0.0.0", Scope::loopback},
             Placed{"127.0.0.1", Scope::loopback},
             Placed{"127.255.255.255", Scope::loopback},
             Placed{"::1", Scope::loopback},
             Placed{"126.255.255.255", Scope::global},
             Placed{"128.0.0.0", Scope::global},
             Placed{"169.254.0.1", Scope::link_local},
             Placed{"169.253.255.255", Scope::global},
             Placed{"fe80::1", Scope::link_local},
             Placed{"febf::1", Scope::link_local},
             Placed{"fec0::1", Scope::global},
             Placed{"10.0.0.1", Scope::private_use},
             Placed{"11.0.0.1", Scope::global},
             Placed{"172.15.255.255", Scope::global},
             Placed{"172.16.0.0", Scope::private_use},
             Placed{"172.31.255.255", Scope::private_use},
             Placed{"172.32.0.0", Scope::global},
             Placed{"192.168.1.1", Scope::private_use},
             Placed{"192.169.0.0", Scope::global},
             Placed{"100.63.255.255", Scope::global},
             Placed{"100.64.0.0", Scope::private_use},
             Placed{"100.127.0.1", Scope::private_use},
             Placed{"100.128.0.0", Scope::global},
             Placed{"fc00::1", Scope::private_use},
             Placed{"fdff::1", Scope::private_use},
             Placed{"fe00::1", Scope::global},
             Placed{"223.255.255.255", Scope::global},
             Placed{"224.0.0.1", Scope::multicast},
             Placed{"239.255.255.255", Scope::multicast},
             Placed{"ff02::1", Scope::multicast},
             Placed{"240.0.0.0", Scope::reserved},
             Placed{"255.255.255.255", Scope::reserved},
             Placed{"8.8.8.8", Scope::global},
             Placed{"::2", Scope::global},
             Placed{"::ffff:127.0.0.1", Scope::loopback},
             Placed{"::ffff:0.0.0.0", Scope::unspecified},
             Placed{"::ffff:8.8.8.8", Scope::global},
             Placed{"::ffff:10.0.0.1", Scope::private_use},
             Placed{"::127.0.0.1", Scope::global},
             Placed{"1::1", Scope::global},
         }) {
        CAPTURE(one.text);
        CHECK(parse_address(one.text).scope() == one.scope);
    }
    CHECK(loopback_v6.is_loopback());
    CHECK_FALSE(any_v6.is_loopback());
    CHECK(any_v6.is_unspecified());
}

TEST_CASE("what the IANA set aside for a purpose is not taken for an address of the internet") {
    for (const char* special : {
             "192.0.2.0",    "192.0.2.255",      "198.51.100.0",    "198.51.100.255",
             "203.0.113.0",  "203.0.113.255",    "198.18.0.0",      "198.19.255.255",
             "192.0.0.0",    "192.0.0.8",        "192.0.0.11",      "192.0.0.170",
             "192.0.0.255",  "::ffff:192.0.2.1", "2001:db8::",      "2001:db8:ffff:ffff::1",
             "2001::1",      "2001:0:ffff::1",   "2001:1::4",       "2001:1::1:1",
             "2001:1:1::1",  "2001:2::1",        "2001:4:111::1",   "2001:10::1",
             "2001:1f::1",   "2001:40::1",       "2001:1ff:ffff::", "100::1",
             "64:ff9b:1::1", "3fff::1",          "3fff:fff::1",     "5f00::1",
             "2001:1::",
         }) {
        CAPTURE(special);
        CHECK(parse_address(special).scope() == Scope::special_purpose);
    }
    for (const char* global : {
             "192.0.1.255",  "192.0.3.0",       "198.51.99.255", "198.51.101.0",    "203.0.112.255",
             "203.0.114.0",  "198.17.255.255",  "198.20.0.0",    "191.255.255.255", "192.0.0.9",
             "192.0.0.10",   "192.88.99.1",     "2001:db7::1",   "2001:db9::1",     "2001:200::1",
             "2001:1::1",    "2001:1::2",       "2001:1::3",     "2001:3::1",       "2001:4:112::1",
             "2001:20::1",   "2001:3f::1",      "100:0:0:2::1",  "64:ff9b::1",      "64:ff9b:2::1",
             "3fff:1000::1", "2002::1",         "2000::1",       "5eff::1",         "5f01::1",
             "2003:db8::1",  "2606:4700::1111",
         }) {
        CAPTURE(global);
        CHECK(parse_address(global).scope() == Scope::global);
    }
    static_assert(IpAddress::v4(192, 0, 2, 1).scope() == Scope::special_purpose);
}

TEST_CASE("addresses are ordered, and IPv4 is not its mapped twin") {
    CHECK(IpAddress::v4(10, 0, 0, 1) < IpAddress::v4(10, 0, 0, 2));
    CHECK(loopback_v4 < loopback_v6);
    CHECK(parse_address("::ffff:127.0.0.1") != loopback_v4);
    CHECK(loopback_v4.bytes()[0] == 127);
    CHECK(loopback_v4.bytes()[15] == 0);
}

TEST_CASE("a mapped address has an IPv4 address inside, and no other has") {
    const IpAddress mapped = parse_address("::ffff:127.0.0.1");
    CHECK(mapped.is_mapped());
    CHECK(mapped.unmapped() == loopback_v4);
    for (const char* text : {"127.0.0.1", "::1", "::127.0.0.1", "::fffe:127.0.0.1",
                             "::ff:127.0.0.1", "1::ffff:127.0.0.1", "255.255.255.255"}) {
        const IpAddress other = parse_address(text);
        CHECK_FALSE(other.is_mapped());
        CHECK(other.unmapped() == other);
    }
}

TEST_CASE("an IPv4 address is a number, and has a mapped form") {
    static_assert(IpAddress::v4(0x7f000001) == loopback_v4);
    static_assert(loopback_v4.v4_number() == 0x7f000001);
    CHECK(IpAddress::v4(192, 168, 1, 2).v4_number() == 0xc0a80102);
    CHECK(IpAddress::v4(0xffffffff) == parse_address("255.255.255.255"));
    CHECK(any_v4.v4_number() == 0);
    CHECK(to_string(loopback_v4.mapped()) == "::ffff:127.0.0.1");
    CHECK(loopback_v4.mapped().unmapped() == loopback_v4);
    CHECK(loopback_v4.mapped().v4_number() == 0x7f000001);
    CHECK(loopback_v4.mapped().mapped() == loopback_v4.mapped());
    CHECK(loopback_v6.mapped() == loopback_v6);
    CHECK(loopback_v6.v4_number() == 0);
}
