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
///   public addresses, reserved ones, and those of multicast groups, which whoever likes can send
///   to.
///
/// Any IPv4 address that is written as an IPv6 one counts as what it is: ::ffff:10.0.0.1 is
/// 10.0.0.1. A link-local address may have a zone, as fe80::1%2 has: it changes nothing.
///
/// What the library knows may be used: an `IpAddress` has a `scope()`.
Reach reach(IpAddress address);

/// Opens a door at 127.0.0.1 and `port`, which programs on this machine can find, and returns it:
/// a listener that is open, and waits in `accept`, as `TcpListener::bind` makes it. With port 0
/// the system chooses.
///
/// Each call opens a door of its own, by one bind. Nothing else happens: no second bind, no knock,
/// no look-up of a name. If the system refuses, since the port is taken for example, the error
/// passes on to the caller: a `std::system_error` with the system's code, such as the one of
/// `bind`.
TcpListener open_private(Port port);

/// Opens a door at `where`, and returns it, for a user who has said in `asked` whether the network
/// may reach it.
///
/// If it was not asked for (`Exposure::loopback_only`), a door at loopback is opened, and anything
/// else is an error: throws an exception, and binds nothing. If it was (`expose_to_network`), a
/// door is opened at whatever address `where` has.
///
/// As with `open_private`: the listener is as `bind` makes it, the address and the port are those
/// of `where`, one bind is all that happens, and an error of the system's passes on.
TcpListener open_at(const Endpoint& where, Exposure asked);

/// Reads the address that a server shall bind, as it stands in a settings file, and returns it with
/// `port`.
///
/// `host` is an address in digits, of IPv4 or of IPv6: `127.0.0.1`, `::1`, `0.0.0.0`. It is
/// returned as it stands there, whatever it is: who may knock is not decided here. If it is
/// anything else, throws an exception: the empty text, a typo, a short form such as `127.1`,
/// spaces, brackets, a port, a name. A name would have to be looked up: `localhost` is refused
/// as well, and nobody is asked. A zone, as in `fe80::1%2`, may be read or refused.
///
/// Nothing is bound. What stands in memory behind the last character of `host` is not part of it.
Endpoint door(std::string_view host, Port port);

/// Picks those of `doors` at which others than this machine may knock, by TCP or by UDP, and
/// returns them, in the same order.
///
/// The address alone decides. Each door is returned unchanged, and as often as it is there.
std::vector<Listener> audit(std::span<const Listener> doors);
