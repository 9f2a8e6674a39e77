#include "support.hpp"

#include <net/if.h>
#include <random>

namespace {

// What inet_pton(3) makes of a text without a zone.
std::optional<IpAddress> by_the_system(const std::string& text) {
    std::uint8_t bytes[16]{};
    if (::inet_pton(AF_INET, text.c_str(), bytes) == 1) {
        return IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]);
    }
    if (::inet_pton(AF_INET6, text.c_str(), bytes) == 1) return IpAddress::v6(bytes);
    return std::nullopt;
}

}  // namespace

TEST_CASE("the parser agrees with inet_pton on thousands of texts, good and nearly good") {
    std::mt19937 random{62893};
    const std::string seeds[] = {
        "127.0.0.1",      "255.255.255.255",     "::1", "1:2:3:4:5:6:7:8",          "fe80::a:b",
        "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "::",  "2001:db8::8:800:200c:417a"};
    const std::string letters = "0123456789abcfAF:.:.::g ";
    int good = 0;
    for (int round = 0; round < 30'000; ++round) {
        std::string text = seeds[random() % std::size(seeds)];
        for (unsigned change = random() % 4; change > 0; --change) {
            const std::size_t at = random() % (text.size() + 1);
            const char letter = letters[random() % letters.size()];
            switch (random() % 3) {
                case 0: text.insert(at, 1, letter); break;
                case 1: text.erase(at, 1); break;
                default:
                    if (at < text.size()) text[at] = letter;
            }
        }
        std::error_code error;
        const IpAddress address = parse_address(text, error);
        const auto expected = by_the_system(text);
        CAPTURE(text);
        REQUIRE(!error == expected.has_value());
        if (!expected) continue;
        ++good;
        REQUIRE(address == *expected);
        REQUIRE(parse_address(to_string(address)) == address);
    }
    CHECK(good > 5'000);
}

TEST_CASE("a zone may be the name of an interface") {
    struct if_nameindex* interfaces = ::if_nameindex();
    REQUIRE(interfaces != nullptr);
    for (auto* one = interfaces; one->if_index != 0; ++one) {
        CAPTURE(one->if_name);
        CHECK(parse_address(std::string("fe80::1%") + one->if_name).zone() == one->if_index);
    }
    ::if_freenameindex(interfaces);
}

TEST_CASE("a zone is the whole name of an interface, not the beginning of one") {
    using namespace std::string_view_literals;
    struct if_nameindex* const all = ::if_nameindex();
    REQUIRE(all != nullptr);
    for (const struct if_nameindex* one = all; one->if_index != 0; ++one) {
        for (const std::string_view more : {":"sv, ":1"sv, "\0"sv, "\0x"sv}) {
            std::error_code error;
            (void)parse_address("fe80::1%" + (one->if_name + std::string(more)), error);
            CHECK(error == Errc::bad_address);
        }
    }
    ::if_freenameindex(all);
}
