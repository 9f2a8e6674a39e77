#pragma once
// A port that somebody else has: who, and the ways on. Lessons' programs say the same.

#include <cstdint>
#include <string>
#include <string_view>

#include "course/context.hpp"

namespace runner {

/// Says which port is this user's, where the launcher chose it: texts speak of 62893.
void say_port_of_user(const Context& context);

/// "lesson-01 (process 123, started 3 minutes ago)", with "perhaps" where that is a guess, or what
/// is known instead.
std::string port_owner(std::uint16_t port);

/// The ways on, a line each; `command` is what to type with another port.
std::string ways_on(std::uint16_t port, std::string_view command);
/// Those where nobody has the port, and yet it cannot be bound.
std::string other_ports(std::uint16_t port, std::string_view command);

}  // namespace runner
