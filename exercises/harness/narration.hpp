#pragma once

#include "loopback/observe.hpp"

namespace harness {

// With --trace, each call is told on stderr, in a line of words that begins with who makes it:
// `your code`, `A`, `handle()`, `the check`.
void narrate_before(const loopback::Call& call) noexcept;
void narrate_after(const loopback::Call& call) noexcept;

}  // namespace harness
