#pragma once

// What exercise 05 asks for. You write these three functions in exercise.cpp; this file stays as it
// is. Each check calls one of them, and none needs another, so you can write them in any order.

#include <optional>
#include <vector>

#include "harness/not_written.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

/// What the system says when it is asked for an endpoint.
enum class Diagnosis {
    free,         ///< nobody has it, and you may
    in_use,       ///< somebody has it
    not_allowed,  ///< it is privileged or reserved
    not_ours,     ///< the address is not this machine's
};

/// Finds out whether a listener could be bound to `where` now, and if not, why not. Leaves nothing
/// behind: what was free before is free again afterwards, and nobody who has it notices.
///
/// `where` is a loopback endpoint with a port other than 0. A failure that is none of the three
/// (the process has no handle left, say) is no answer: it is thrown, as the library throws it, a
/// `SocketError` with the same code.
Diagnosis diagnose(const Endpoint& where);

/// A port that was passed over, and why: in use or not allowed.
struct Skipped {
    Port port;
    Diagnosis why;
};

/// What `open_or_next` returns: the listener, and the ports before it, in the order in which they
/// were tried.
struct Opened {
    TcpListener listener;
    std::vector<Skipped> skipped;
};

/// Opens a listener at `where`, or, if that port is in use or not allowed, at the next higher port
/// of the same address, and so on: `tries` ports at most (1 or more), and none after 65535. Asks
/// for one port after the other, and for none once it has one. Nothing else stays open, and nobody
/// who has a port notices.
///
/// If none of them could be had, throws the `SocketError` of the last one. Any other failure is not
/// cured by another port: it is thrown at once, with its error code.
Opened open_or_next(const Endpoint& where, int tries);

/// Makes sure that only one instance of a program runs: whoever holds `where` is the one.
///
/// Returns the listener that holds it, and keeps nothing else; or returns nothing if somebody else
/// has it already: that one must not notice. Any other failure is thrown, with its error code,
/// since then nobody runs. When the listener is closed, the next one is the first again.
std::optional<TcpListener> only_instance(const Endpoint& where);
