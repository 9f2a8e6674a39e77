#pragma once

// A program that a test starts and listens to, by the runner's own helper for child processes.

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runner/platform.hpp"

namespace tests {

/// How long a test waits for something that must happen. LOOPBACK_TIME_SCALE stretches it.
inline std::chrono::milliseconds patience() {
    const char* scale = std::getenv("LOOPBACK_TIME_SCALE");
    const double factor = scale != nullptr ? std::strtod(scale, nullptr) : 1;
    return std::chrono::milliseconds(static_cast<long>(20'000 * (factor > 0 ? factor : 1)));
}

class Process {
public:
    explicit Process(std::vector<std::string> words) : child_(command(std::move(words))) {}

    [[nodiscard]] const std::string& output() const { return seen_; }

    /// Waits until the output has `text` in it. False if the program ended or took too long.
    [[nodiscard]] bool hear(std::string_view text) {
        const auto limit = Clock::now() + patience();
        while (seen_.find(text) == std::string::npos) {
            if (!read_more(limit)) return false;
        }
        return true;
    }

    /// What Ctrl-C is on Windows for a program without a keyboard: Ctrl-Break.
    void interrupt() { child_.interrupt(); }

    /// Waits for the end: the exit status, or -1 when it took too long.
    [[nodiscard]] int wait() {
        const auto limit = Clock::now() + patience();
        while (read_more(limit)) {
        }
        return ended_ ? child_.ending().code : -1;
    }

private:
    using Clock = runner::platform::Clock;

    static runner::platform::Command command(std::vector<std::string> words) {
        runner::platform::Command result;
        result.words = std::move(words);
        result.family = runner::platform::Family::own;
        return result;
    }

    bool read_more(Clock::time_point limit) {
        std::string chunk;
        const auto event = ended_ ? Event::nothing : child_.wait(limit, chunk);
        if (event == Event::output) std::erase(chunk, '\r');  // lines end by \r\n here
        if (event == Event::output) seen_ += chunk;
        if (event == Event::ended) ended_ = true;
        return event == Event::output;
    }

    using Event = runner::platform::Child::Event;
    runner::platform::Child child_;
    std::string seen_;
    bool ended_ = false;
};

}  // namespace tests
