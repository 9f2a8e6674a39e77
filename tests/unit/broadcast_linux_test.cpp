#include "support.hpp"

TEST_CASE("a broadcast on loopback arrives, once it is asked for") {
    auto everybody = UdpSocket::bind({IpAddress::v4(127, 255, 255, 255), 0});
    const Endpoint to = everybody.local_endpoint();
    auto sender = UdpSocket::sender(Family::ipv4);
    std::error_code error;
    sender.send_to("hello", to, error);
    CHECK(error == std::errc::permission_denied);
    set_option(sender, broadcast, true);
    sender.send_to("hello", to);
    std::array<char, 8> buffer;
    const auto came = everybody.recv_from(buffer, 20s);
    CHECK(came.data == "hello");
    CHECK(came.from == sender.local_endpoint());
}
