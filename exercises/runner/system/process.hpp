#pragma once
// Runs a program to its end within limits, and says how it ended.

#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>

#include "system/platform.hpp"

namespace runner {

/// However many signs of life it gives, and however busy the machine is: a program is ended when
/// its time is over this many times.
inline constexpr int longest_of_all = 60;

struct Limits {
    /// For how long it may give no sign of life, which is a record (Command::records); time in
    /// which this program was not let run itself counts little. What gives no records has this
    /// time for all.
    std::optional<std::chrono::milliseconds> time{};
    std::size_t output = std::numeric_limits<std::size_t>::max();  // bytes
    std::stop_token stop{};
};

/// Thrown by what was asked to stop before it was done.
struct Canceled {};

/// How a program came to its end.
enum class End {
    exited,           // code is its exit status
    signaled,         // code is the signal
    out_of_time,      // killed by us
    too_much_output,  // killed by us
    not_started,      // reason says why
    canceled,         // killed by us: nobody wants to know any more
};

struct Finished {
    End end = End::exited;
    int code = 0;
    std::string output;   // standard output and errors, in the order of writing
    std::string records;  // what came through the pipe of Command::records
    std::string reason;
    bool left_running = false;  // it had started a process that outlived it

    [[nodiscard]] bool succeeded() const { return end == End::exited && code == 0; }
};

/// Runs `command` until it ends or exceeds `limits`. `on_news` is called about ten times a second
/// and with each piece of output, with all that came so far.
Finished run(const platform::Command& command, const Limits& limits,
             const std::function<void(const Finished&)>& on_news = nullptr);

}  // namespace runner
