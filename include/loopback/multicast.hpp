#pragma once

#include "loopback/options.hpp"
#include "loopback/udp.hpp"

namespace loopback {

/// How many routers may pass on what is sent to an IPv4 group, 0 to 255; 1 unless you set it
/// (ip(7), IP_MULTICAST_TTL). With 0 it does not leave this machine.
///
///     set_option(socket, group_time_to_live, 0);
inline constexpr SocketOption<int> group_time_to_live{IPPROTO_IP, IP_MULTICAST_TTL};

/// The same for an IPv6 socket (ipv6(7), IPV6_MULTICAST_HOPS).
///
///     std::error_code error;
///     auto v6 = UdpSocket::bind({loopback_v6, 0}, error);
///     if (!error) set_option(v6, group_hop_limit, 0);
inline constexpr SocketOption<int> group_hop_limit{IPPROTO_IPV6, IPV6_MULTICAST_HOPS};

namespace detail {

inline void change_group(UdpSocket& socket, const IpAddress& group, Exposure exposure, bool join,
                         const Site& site) {
    const bool exposed = exposure == expose_to_network;
    if (group.scope() != Scope::multicast) option_failed(native::invalid_argument, site);
    Result done;
    if (group.family() == Family::ipv4) {
        ip_mreq request{};
        std::memcpy(&request.imr_multiaddr, group.bytes(), 4);
        if (!exposed) std::memcpy(&request.imr_interface, loopback_v4.bytes(), 4);
        done = set_option(socket.native_handle(), IPPROTO_IP,
                          join ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP, &request, sizeof request,
                          site);
    } else {
        ipv6_mreq request{};
        std::memcpy(&request.ipv6mr_multiaddr, group.bytes(), 16);
        request.ipv6mr_interface = exposed ? group.zone() : native::loopback_interface();
        done =
            set_option(socket.native_handle(), IPPROTO_IPV6,
                       join ? IPV6_JOIN_GROUP : IPV6_LEAVE_GROUP, &request, sizeof request, site);
    }
    if (done.error != 0) option_failed(done.error, site);
}

}  // namespace detail

/// Joins a group: what is sent to its address at the socket's port comes in.
///
/// As it is, it joins on this machine's loopback interface, and hears this machine only. With
/// `expose_to_network` it joins on the interface of the group's zone (IPv6), or on the one that the
/// system chooses. Bind the socket to the group's address, for which `bind` wants
/// `expose_to_network` as well, since another program may join the group in the network; one that
/// is bound to 127.0.0.1 hears no group on Linux and macOS. Errors: `invalid_argument` for what is
/// no group, and the system's. Platforms: Windows binds no group's address: bind `any_v4` there.
/// See ip(7), IP_ADD_MEMBERSHIP; ipv6(7); RFC 1112.
///
///     const IpAddress group = parse_address("239.1.2.3");
///     auto listening = UdpSocket::bind({group, 62894}, expose_to_network);
///     join_group(listening, group);
inline void join_group(UdpSocket& socket, const IpAddress& group,
                       Exposure exposure = Exposure::loopback_only,
                       Caller caller = Caller::here()) {
    detail::change_group(socket, group, exposure, true, {"join_group", caller});
}

/// Leaves a group that was joined, with the same exposure as then. See ip(7), IP_DROP_MEMBERSHIP.
///
///     const IpAddress group = parse_address("239.1.2.3");
///     auto listening = UdpSocket::bind({group, 62894}, expose_to_network);
///     join_group(listening, group);
///     leave_group(listening, group);
inline void leave_group(UdpSocket& socket, const IpAddress& group,
                        Exposure exposure = Exposure::loopback_only,
                        Caller caller = Caller::here()) {
    detail::change_group(socket, group, exposure, false, {"leave_group", caller});
}

/// Has what this socket sends to groups go out on the loopback interface, so that it stays on this
/// machine.
///
/// Platforms: Linux takes the interface of the address that a socket is bound to by itself; the
/// others take the network's, unless this is called. Linux has no route to IPv6's groups on that
/// interface (`network_unreachable`) unless somebody adds one. See ip(7), IP_MULTICAST_IF.
///
///     auto sender = UdpSocket::sender(Family::ipv4);
///     send_to_groups_on_loopback(sender);
///     sender.send_to("hello", {parse_address("239.1.2.3"), 62894});
inline void send_to_groups_on_loopback(UdpSocket& socket, Caller caller = Caller::here()) {
    const detail::Site site{"send_to_groups_on_loopback", caller};
    detail::Result done;
    if (socket.local_endpoint(caller).address.family() == Family::ipv4) {
        in_addr through{};
        std::memcpy(&through, loopback_v4.bytes(), 4);
        done = detail::set_option(socket.native_handle(), IPPROTO_IP, IP_MULTICAST_IF, &through,
                                  sizeof through, site);
    } else {
        const unsigned through = detail::native::loopback_interface();
        done = detail::set_option(socket.native_handle(), IPPROTO_IPV6, IPV6_MULTICAST_IF, &through,
                                  sizeof through, site);
    }
    if (done.error != 0) detail::option_failed(done.error, site);
}

}  // namespace loopback
