#include "support.hpp"

namespace {

// Bound to the group, where the system lets it; the port is the system's choice.
UdpSocket bound_to(const IpAddress& group) {
    const IpAddress any = group.family() == Family::ipv4 ? any_v4 : any_v6;
    return UdpSocket::bind({on_windows ? any : group, 0}, expose_to_network);
}

}  // namespace

TEST_CASE("a group that was joined on loopback hears this machine, until it is left") {
    for (const IpAddress& here : loopbacks()) {
        const bool v4 = here.family() == Family::ipv4;
        const IpAddress group = parse_address(v4 ? "239.255.67.89" : "ff05::6789");
        auto listening = bound_to(group);
        join_group(listening, group);
        auto sender = UdpSocket::sender(here.family());
        send_to_groups_on_loopback(sender);
        const Endpoint to{group, listening.local_endpoint().port};
        std::array<char, 8> buffer;
        std::error_code error;
        sender.send_to("hello", to, error);
        if (v4 || error != std::errc::network_unreachable) {  // Linux: no route to IPv6's groups
            CHECK_FALSE(error);
            const auto came = listening.recv_from(buffer, 20s);
            CHECK(came.data == "hello");
            CHECK(came.from == sender.local_endpoint());
        }
        leave_group(listening, group);
        CHECK_THROWS_AS(leave_group(listening, group), SocketError);
    }
}

TEST_CASE("what is no group cannot be joined") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    for (const IpAddress& wrong : {loopback_v4, any_v4, loopback_v6}) {
        const auto failure = failure_of([&] { join_group(socket, wrong); });
        CHECK(failure.code() == std::errc::invalid_argument);
        CHECK(failure.operation() == "join_group");
    }
}

TEST_CASE("a group's address is not bound unless it is exposed") {
    std::error_code error;
    (void)UdpSocket::bind({parse_address("239.255.67.89"), 0}, error);
    CHECK(error == Errc::not_loopback);
}

TEST_CASE("how far a group's datagrams go is an option") {
    auto sender = UdpSocket::sender(Family::ipv4);
    CHECK(get_option(sender, group_time_to_live) == 1);
    set_option(sender, group_time_to_live, 0);
    CHECK(get_option(sender, group_time_to_live) == 0);
}

TEST_CASE("those who share a group's port get a datagram each") {
    if (on_windows) return;  // there both are bound to every address, and the first may get all
    const IpAddress group = parse_address("239.255.67.90");
    const DatagramOptions shared{expose_to_network, PortSharing::on};
    auto first = UdpSocket::bind({group, 0}, shared);
    auto second = UdpSocket::bind(first.local_endpoint(), shared);
    join_group(first, group);
    join_group(second, group);
    auto sender = UdpSocket::sender(Family::ipv4);
    send_to_groups_on_loopback(sender);
    sender.send_to("hello", {group, first.local_endpoint().port});
    std::array<char, 8> buffer;
    CHECK(first.recv_from(buffer, 20s).data == "hello");
    CHECK(second.recv_from(buffer, 20s).data == "hello");
}
