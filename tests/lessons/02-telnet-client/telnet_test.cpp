// The real telnet, and lesson 02's half of the protocol on the server's side.

#include "../../../lessons/02-telnet-client/telnet.hpp"
#include "client.hpp"

using namespace loopback;
using namespace tests;

TEST_CASE("with the real telnet our decoder comes to an end: wishes are refused, no loop begins") {
    need_program("telnet");
    Door door;
    Shell telnet("exec telnet 127.0.0.1 $PORT", door.port(), Streams::terminal);
    TcpStream client = door.accepts();
    client.send_all("\xff\xfd\x18\xff\xfd\x1f\xff\xfb\x05login: ");  // DO 24, DO 31, WILL 5
    REQUIRE(telnet.hear("login: "));
    telnet.write("hello\n");

    telnet::Decoder decoder;
    std::string text;
    std::size_t replies = 0;
    std::array<char, 512> buffer;
    while (text.find("hello\n") == text.npos) {
        const auto received = client.recv(buffer, patience());
        REQUIRE(received);
        const telnet::Decoded decoded = decoder.feed(received);
        text += decoded.text;
        replies += decoded.reply.size();
        if (!decoded.reply.empty()) client.send_all(decoded.reply);
        REQUIRE(replies < 300);  // else both answer each other's answers
    }
    CHECK(text == "hello\n");
    client.send_all("good bye\r\n");
    client.close();
    REQUIRE(telnet.hear("good bye\n"));
    REQUIRE(telnet.hear("Connection closed by foreign host."));
}
