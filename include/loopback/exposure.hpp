#pragma once

namespace loopback {

/// Whether a socket may be bound beyond loopback, where others can reach it.
///
///     const Exposure as_it_is_without_saying = Exposure::loopback_only;
enum class Exposure : bool { loopback_only, expose_to_network };

/// The words without which nothing here listens to the network: search for them to find every
/// socket that others can reach.
///
///     auto listener = TcpListener::bind({any_v4, 8080}, expose_to_network);
inline constexpr Exposure expose_to_network = Exposure::expose_to_network;

/// Whether other sockets may be bound to the same endpoint: off, unless all of them ask for it.
///
/// Connections are then shared out among the listeners, each to one of them; so are datagrams, but
/// those to a group, of which each socket gets its own. A second copy of a server that was started
/// by mistake is then not told apart: ask for it only to share work on purpose.
///
/// Platforms: SO_REUSEPORT, which on Linux holds among processes of one user; which socket gets
/// what is shared out by Linux, and elsewhere the last one may get all. On Windows UDP gets
/// SO_REUSEADDR, and a TCP listener fails with `operation_not_supported`: others could steal its
/// port. See socket(7), Winsock "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE".
///
///     const DatagramOptions shared{.sharing = PortSharing::on};
///     auto one_of_two = UdpSocket::bind({loopback_v4, 0}, shared);
enum class PortSharing : bool { off, on };

}  // namespace loopback
