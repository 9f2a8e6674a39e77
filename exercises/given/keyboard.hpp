#pragma once

#include <optional>
#include <string>

#include "loopback/poll.hpp"

namespace given {

/// What is typed, line by line: by a person or by a script. Two ways to use it beside a socket:
///
/// - `WakeOnKey` has it wake a `Poller`, which waits for the socket as well; then `next_line`.
/// - a thread of its own waits in `read_line`, until it gives nothing.
///
/// Each line comes with its end, "\n"; the last one may have none.
class Keyboard {
public:
    Keyboard() = default;
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;
    virtual ~Keyboard() = default;

    /// The next line, or nothing if there is none now. Never waits.
    virtual std::optional<std::string> next_line(
        loopback::Caller caller = loopback::Caller::here()) = 0;
    /// Waits for the next line; nothing at the end of the input, or after `stop`.
    virtual std::optional<std::string> read_line(
        loopback::Caller caller = loopback::Caller::here()) = 0;
    /// Whether all lines were taken and none will come.
    [[nodiscard]] virtual bool at_end() = 0;
    /// Makes a waiting `read_line` and every later one return nothing. From any thread.
    virtual void stop() = 0;
    /// Has each line, and the end, wake this poller; null for none. Use `WakeOnKey`.
    virtual void wakes(loopback::Poller* poller) = 0;
};

/// While it lives, `poller.wait` returns when a line is there, or the end. One wake may stand for
/// many lines: take them until there is none.
///
///     const WakeOnKey wake_on_key{keyboard, poller};
class WakeOnKey {
public:
    WakeOnKey(Keyboard& keyboard, loopback::Poller& poller) : keyboard_(keyboard) {
        keyboard_.wakes(&poller);
    }
    WakeOnKey(const WakeOnKey&) = delete;
    WakeOnKey& operator=(const WakeOnKey&) = delete;
    ~WakeOnKey() { keyboard_.wakes(nullptr); }

private:
    Keyboard& keyboard_;
};

}  // namespace given
