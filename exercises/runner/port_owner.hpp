#pragma once
// A port that somebody else has: who, and the ways on. Lessons' programs say the same.

#include <cstdint>
#include <string>
#include <string_view>

namespace runner {

/// "lesson-01 (process 123, started 3 minutes ago)", or why that is not known.
std::string port_owner(std::uint16_t port);

/// Three of them, a line each; `command` is what to type with another port.
std::string ways_on(std::uint16_t port, std::string_view command);

}  // namespace runner
