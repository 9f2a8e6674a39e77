#pragma once

#include <string>
#include <system_error>

#include "loopback/tcp.hpp"

// Binds as programs do that do not use this library, for lessons that show what comes of it. All
// calls go through the library's seam, so --trace tells them.

namespace lesson {

/// Binds `where` as a listener of the library is bound, and lets it go at once. It never listens:
/// nobody can come in, whatever the address is, and so any address may be asked for.
std::error_code try_to_bind(const loopback::Endpoint& where);

/// A listener that sets no option before it binds, which is what plain C does. Loopback only.
loopback::TcpListener listen_without_option(const loopback::Endpoint& where,
                                            std::error_code& error);

/// The option that a listener of the library sets: SO_REUSEADDR; on Windows SO_EXCLUSIVEADDRUSE.
std::string listener_option();

}  // namespace lesson
