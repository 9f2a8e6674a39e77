#pragma once

#include <string_view>

namespace loopback {

/// The version of these headers: major, minor, patch. The major number changes when a program may
/// have to change, the minor one when something was added.
///
///     std::cout << "built with loopback " << version << '\n';
inline constexpr std::string_view version = "0.1.0";

/// The same as a number to compare: major * 10000 + minor * 100 + patch.
///
///     static_assert(version_number >= 1'00, "needs loopback 0.1.0");
inline constexpr int version_number = 1'00;

}  // namespace loopback
