#pragma once
// Who listens on a port of this machine?

#include <cstdint>
#include <string>

namespace runner {

/// "lesson-01 (process 123)", or that nobody could be seen. Asks ss, lsof or netstat.
std::string port_owner(std::uint16_t port);

/// The command that a person types to see it.
std::string port_owner_command(std::uint16_t port);

}  // namespace runner
