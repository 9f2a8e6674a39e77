#pragma once

// What exercise 04 asks for. You write these five functions in exercise.cpp; this file stays as it
// is. Each check calls one of them, so you can write them in any order.

#include <span>
#include <string_view>
#include <vector>

#include "harness/not_written.hpp"
#include "loopback/listeners.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

/// Who may knock at a door that is bound to an address.
enum class Reach {
    this_machine,   ///< programs on this machine, and nobody else
    this_link,      ///< whoever is on the same cable or Wi-Fi, up to the next router
    local_network,  ///< whoever is in the same private network
    anyone,         ///< whoever can reach any address of this machine, or a public one
};

/// Says who may knock at a door that is bound to `address`:
///
/// - `this_machine`: 127.0.0.0/8 and ::1, also written as ::ffff:127.0.0.1;
/// - `this_link`: 169.254.0.0/16 and fe80::/10;
/// - `local_network`: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 and fc00::/7;
/// - `anyone`: 0.0.0.0 and ::, which are every address of this machine, and all that is left:
///   public addresses, and those of multicast groups, which whoever likes can send to.
///
/// What the library knows may be used: an `IpAddress` has a `scope()`.
Reach reach(IpAddress address);

/// Opens a door at 127.0.0.1 and `port`, which programs on this machine can find, and returns it.
TcpListener open_private(Port port);

/// Opens a door at `where`, and returns it, for a user who has said in `asked` whether the network
/// may reach it.
///
/// If it was not asked for (`Exposure::loopback_only`), a door at loopback is opened, and anything
/// else is an error: throws an exception, and binds nothing. If it was (`expose_to_network`), a
/// door is opened at whatever address `where` has.
TcpListener open_at(const Endpoint& where, Exposure asked);

/// Reads the address that a server shall bind, as it stands in a settings file, and returns it with
/// `port`.
///
/// `host` is an address in digits: `127.0.0.1`, `::1`, `0.0.0.0`. If it is anything else, throws an
/// exception: the empty text, a typo, spaces, brackets, a name. Names are looked up, and that is
/// lesson 06: `localhost` is refused as well.
Endpoint door(std::string_view host, Port port);

/// Picks those of `doors` at which others than this machine may knock, by TCP or by UDP, and
/// returns them, in the same order.
std::vector<Listener> audit(std::span<const Listener> doors);
