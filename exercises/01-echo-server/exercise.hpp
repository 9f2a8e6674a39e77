#pragma once

// What exercise 01 asks for. You write these three functions in exercise.cpp; this file stays as
// it is. Each check brings its own counterparts, so you can write them in any order.

#include "harness/not_written.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

/// Opens a door on 127.0.0.1, where only programs on this machine can knock, and listens there.
///
/// `port`: which one; with port 0 the system chooses.
/// Returns the listener, ready for `accept`. If that fails, for example because the port is taken,
/// let the error pass on to the caller.
TcpListener open_door(Port port);

/// Sends back every byte that `client` sends, as soon as it comes, until the client has finished
/// sending; then returns.
///
/// Every byte, whatever its value, in the order of its coming, and nothing else. A message may
/// come in any number of pieces, and `send` may take less than it is given. The connection is
/// closed by whoever owns `client`, once this function has returned: you need not do it here.
/// If the connection breaks, let the error pass on to the caller.
void echo(TcpStream& client);

/// Serves `clients` clients: takes each from `listener`, hands it to `handle`, and closes the
/// connection when `handle` is done with it. Returns when the last of them has been served.
///
/// `handle` does the talking: call it as `handle(client)`. (`echo` fits, and is what main.cpp
/// passes.) It throws a SocketError if its client breaks the connection: that is the end for this
/// one client, who counts as served, and the next one is served as if nothing had happened.
void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&));
