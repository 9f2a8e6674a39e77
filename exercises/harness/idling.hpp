#pragma once

#include "harness/causes.hpp"

// What exercises share whose functions wait for more than one thing: that they sleep meanwhile.
namespace harness::idling {

/// Ends the check if your code has not slept, or has by the clock, while there was nothing to do.
/// `yours` is your function: `talk()`. See `Stage::sees_whether_it_sleeps`.
void must_have_slept(Stage& stage, const std::string& yours);

// Causes for the lists of causes.hpp, told only of that. The first two end with what your code
// could sleep in instead.

/// Its waits have a limit.
[[nodiscard]] std::string wakes_to_look(const Case& one, const char* instead);
/// It looks whether something has come, without waiting, or naps between.
[[nodiscard]] std::string never_rests(const Case& one, const char* instead);
/// It is woken by what it does not use: that there is room to send, say.
[[nodiscard]] std::string wakes_for_nothing(const Case& one);

}  // namespace harness::idling
