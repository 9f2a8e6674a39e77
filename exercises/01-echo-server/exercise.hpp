#pragma once

// What exercise 01 asks for. You write these three functions in exercise.cpp; this file stays as
// it is. Each check brings its own counterparts, so you can write them in any order.

#include "harness/not_written.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

/// Opens a door on 127.0.0.1, where only programs on this machine can knock, and listens there:
/// at this one, once, and without knocking anywhere itself.
///
/// `port`: which one; with port 0 the system chooses. Returns the listener, ready for `accept`,
/// which waits for the next client. If that fails, for example because the port is taken, let the
/// error pass on to the caller, as an exception with the `code()` that the system gave.
TcpListener open_door(Port port);

/// Sends back every byte that `client` sends, as soon as it comes, until the client has finished
/// sending; then returns. A client may be silent, or slow to read, for any length of time.
///
/// Every byte, whatever its value, in the order of its coming, and nothing else. A message may
/// come in any number of pieces, and `send` may take less than it is given. The connection is
/// closed by whoever owns `client`, once this function has returned: you need not do it here.
/// If the connection breaks, let the error pass on to the caller, as an exception with the
/// `code()` of the call that failed.
void echo(TcpStream& client);

/// Serves `clients` clients: takes each from `listener`, hands it to `handle`, and closes the
/// connection when `handle` is done with it. Returns when the last of them has been served; with
/// 0 clients, at once. `clients` may be the largest `int` that there is: then serve until somebody
/// ends the program. The listener stays open, for the next call of `serve`. If `accept` fails, let
/// that error pass on to the caller.
///
/// `handle` does the talking: call it as `handle(client)`, once for each client. It
/// throws a SocketError, with whatever code, if its client breaks the connection: that is the end
/// for this one client, whose connection is closed as any other's and who counts as served, and
/// the next one is served as if nothing had happened.
void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&));
