// Lesson 02's codec by itself: whatever is sent comes out the same, wherever it is cut.

#include "../../../lessons/02-telnet-client/telnet.hpp"

#include <doctest/doctest.h>

#include <random>

namespace {

std::string random_bytes(std::mt19937& random, std::size_t size) {
    // Those that mean something come often.
    constexpr std::string_view special{"\xff\xff\xff\xfa\xfb\xfc\xfd\xfe\xf0\r\n\0ab", 14};
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        bytes += random() % 4 != 0 ? special[random() % special.size()]
                                   : static_cast<char>(random() % 256);
    }
    return bytes;
}

telnet::Decoded decoded_in_pieces(std::mt19937& random, std::string_view bytes) {
    telnet::Decoder decoder;
    telnet::Decoded all;
    while (!bytes.empty()) {
        const std::size_t size = 1 + random() % bytes.size();
        const telnet::Decoded one = decoder.feed(bytes.substr(0, size));
        all.text += one.text;
        all.reply += one.reply;
        bytes.remove_prefix(size);
    }
    return all;
}

}  // namespace

TEST_CASE("any bytes decode to the same, wherever they are cut") {
    std::mt19937 random{1};
    for (int round = 0; round < 20'000; ++round) {
        const std::string bytes = random_bytes(random, random() % 40);
        const telnet::Decoded whole = telnet::Decoder{}.feed(bytes);
        const telnet::Decoded cut = decoded_in_pieces(random, bytes);
        REQUIRE(whole.text == cut.text);
        REQUIRE(whole.reply == cut.reply);
    }
}

TEST_CASE("what is typed comes out of a decoder as it was, and asks for nothing") {
    std::mt19937 random{2};
    for (int round = 0; round < 20'000; ++round) {
        std::string typed = random_bytes(random, random() % 40);
        std::erase(typed, '\r');  // "\r\n" is typed on some systems, and comes out as "\n"
        const telnet::Decoded came = decoded_in_pieces(random, telnet::encode(typed));
        REQUIRE(came.text == typed);
        REQUIRE(came.reply.empty());
    }
    CHECK(telnet::encode("a\rb\r\n") == std::string("a\r\0b\r\n", 6));
}

TEST_CASE("a wish has one answer of three bytes, and an answer has none") {
    for (int verb = 240; verb < 255; ++verb) {
        for (int option = 0; option < 256; ++option) {
            const std::string command{'\xff', static_cast<char>(verb), static_cast<char>(option)};
            telnet::Decoder decoder;
            const std::string reply = decoder.feed(command).reply;
            const bool wish = verb == telnet::will || verb == telnet::please_do;
            REQUIRE(reply.size() == (wish ? 3 : 0));
            REQUIRE(decoder.refusals() == (wish ? 1 : 0));
            if (wish) REQUIRE(telnet::Decoder{}.feed(reply).reply.empty());
        }
    }
}
