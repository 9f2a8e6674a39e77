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

}  // namespace loopback
