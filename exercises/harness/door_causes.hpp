#pragma once

#include <string>

#include "harness/stage.hpp"

// What goes wrong with doors in every exercise where your code opens some. Each cause is told only
// with its evidence, else it is empty.
//
//     return first_of({why_exposed(failure), {why_came_back(failure), "A number is no claim"}});
namespace harness {

/// It asks for 0.0.0.0, :: or another address where the network could knock.
[[nodiscard]] std::string why_exposed(const Failure& failure);
/// It does not call bind() at all.
[[nodiscard]] std::string why_never_bound(const Failure& failure);
/// It asks for another address of loopback than the only one that was wanted, or another port.
[[nodiscard]] std::string why_another_door(const Failure& failure);
/// It had the door that was wanted, and does not return its listener.
[[nodiscard]] std::string why_left_behind(const Failure& failure);
/// It lets a door go and comes back for it when a rival has it.
[[nodiscard]] std::string why_came_back(const Failure& failure);
/// It asks by a UDP socket.
[[nodiscard]] std::string why_by_udp(const Failure& failure);
/// It asks a listener that it has moved from.
[[nodiscard]] std::string why_moved_from(const Failure& failure);

/// The listener that it returns is open, and not ready for accept(): see `must_be_ready`.
[[nodiscard]] std::string why_unready(const Failure& failure);

/// All that may be the matter where one door was to be opened: see `opens`.
[[nodiscard]] Advice why_not_opened(const Failure& failure);

}  // namespace harness
