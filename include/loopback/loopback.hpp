#pragma once

#include "loopback/address.hpp"
#include "loopback/deadline.hpp"
#include "loopback/endpoint.hpp"
#include "loopback/error.hpp"
#include "loopback/explain.hpp"
#include "loopback/faults.hpp"
#include "loopback/lines.hpp"
#include "loopback/listeners.hpp"
#include "loopback/multicast.hpp"
#include "loopback/narrate.hpp"
#include "loopback/network.hpp"
#include "loopback/observe.hpp"
#include "loopback/options.hpp"
#include "loopback/pair.hpp"
#include "loopback/poll.hpp"
#include "loopback/port.hpp"
#include "loopback/print.hpp"
#include "loopback/resolve.hpp"
#include "loopback/socket.hpp"
#include "loopback/tcp.hpp"
#include "loopback/timeout.hpp"
#include "loopback/udp.hpp"
#include "loopback/version.hpp"

/// Sockets for TCP and UDP, and what goes with them: endpoints, errors, waiting, watching.
///
/// Functions that can fail also take a `Caller` as their last argument, and fill it in themselves.
namespace loopback {}
