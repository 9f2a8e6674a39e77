#pragma once

// What exercise 03 asks for. You write these four functions in exercise.cpp; this file stays as it
// is. Each check calls one of them, so you can write them in any order.

#include "harness/not_written.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

/// Says which of the IANA's three ranges `port` lies in: returns `system_ports`, `user_ports` or
/// `dynamic_ports`. Each number from 0 to 65535 lies in exactly one of them.
PortRange classify(Port port);

/// Takes a port from the environment: from the variable that is named `variable`, as it is when the
/// call is made. It only reads: the environment stays as it was.
///
/// If it is not set, returns `fallback`. If it holds a port (decimal digits only, 0 to 65535),
/// returns that port; 0 is one of them. If it holds anything else, the empty text too, throws an
/// exception derived from `std::exception` whose `what()` has that text in it, at least its first
/// 40 characters, as they are or as `quoted` writes them: the library's `parse_port` throws just
/// that.
Port port_from(const char* variable, Port fallback);

/// What `claim_free` returns: a listener, and the number of its port.
struct Claimed {
    TcpListener listener;
    Port port;
};

/// Takes a port on 127.0.0.1 that is free, whichever the system chooses, and keeps it: the
/// listener that is returned owns it, alone, from the moment it was chosen until it is closed.
/// Its `accept()` waits for clients. Each call takes a port of its own, and leaves no other socket
/// open.
///
/// If the system gives none, throws an exception: `TcpListener::bind` throws just that.
Claimed claim_free();

/// Says whether the system may give `port` to somebody else by itself, if `range` is the range
/// that it hands out ports from: both ends belong to it, and one that ends below its first port
/// has no ports at all.
bool may_collide(Port port, EphemeralRange range);
