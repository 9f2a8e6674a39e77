#pragma once
// What stops a command: one message with the next step in it, and the exit status.

#include <string>

namespace runner {

/// The exit statuses of ./sandbox.
enum class Status {
    done = 0,
    check_failed = 1,
    wrong_usage = 2,
    setup_missing = 3,
};

/// The status to exit with: one of Status, or what a lesson's own program ended with.
using ExitStatus = int;

constexpr ExitStatus exit_with(Status status) { return static_cast<ExitStatus>(status); }

struct Trouble {
    Status status;
    std::string message;
};

}  // namespace runner
