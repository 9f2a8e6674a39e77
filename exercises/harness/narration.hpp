#pragma once

#include "loopback/observe.hpp"

namespace harness {

// With --trace, each call is told as a record, in words, with who makes it: `you`, `A`, `handle()`,
// `the check`. A loop of like calls is told by how many they are, and of a very long trace the
// beginning and the end.
void narrate_before(const loopback::Call& call) noexcept;
void narrate_after(const loopback::Call& call) noexcept;
/// Tells what was kept back. Before a verdict is told.
void end_narration();

}  // namespace harness
