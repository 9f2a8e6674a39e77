#pragma once

#include <chrono>
#include <string>

namespace harness {

/// How this check is to be run: the command line and LOOPBACK_TIME_SCALE.
struct Options {
    std::string check;  ///< the id, such as 1.3
    bool list = false;
    bool is_judged = false;  ///< by the runner, who reads the records
    bool trace = false;      ///< tell every call, too
    bool debug = false;      ///< no time limits
    double time_scale = 1;
};

[[nodiscard]] Options& options() noexcept;

/// Reads both; false, after a word on stderr, if they make no sense.
[[nodiscard]] bool read_options(int argc, char** argv);

/// `time` as LOOPBACK_TIME_SCALE stretches it.
[[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time) noexcept;

}  // namespace harness
