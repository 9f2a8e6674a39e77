#pragma once

#include <memory>
#include <optional>
#include <string>

#include "loopback/poll.hpp"

namespace lesson {

/// What is typed, or piped, into this program: standard input, line by line.
///
/// No system can wait for standard input and for a socket in the same way: on Windows it is no
/// socket, and on Linux a file has no readiness (epoll_ctl(2), EPERM). So a thread reads it and
/// puts the lines into a queue, and wakes whoever waits for a socket: see `WakeOnKey`.
///
/// A line comes with its end, "\n". One without it is the last one, or a part of one that has
/// come so far. When the queue is full, the thread waits: no more than 64 KiB are kept.
class Keyboard {
public:
    Keyboard();
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;
    ~Keyboard();

    /// The next line, or nothing if there is none now. Never waits.
    std::optional<std::string> next_line();
    /// Waits for the next line; nothing at the end of the input, or after `stop`.
    std::optional<std::string> read_line();
    /// Whether all lines were taken and none will come.
    [[nodiscard]] bool at_end() const;
    /// Makes a waiting `read_line` and every later one return nothing. From any thread.
    void stop();
    /// Whether a person types: not a pipe and not a file.
    [[nodiscard]] bool is_terminal() const;
    /// Has each line, and the end, wake this poller; null for none.
    void wakes(loopback::Poller* poller);

private:
    struct Queue;
    std::shared_ptr<Queue> queue_;  // the reading thread may live longer than this object
};

/// While it lives, `poller.wait` returns when a line is there, or the end. One wake may stand for
/// many lines: take them until there is none.
///
///     const lesson::WakeOnKey wake_on_key{keyboard, poller};
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

/// While it lives, this key hands over the line that was typed so far, as Enter does. Windows has
/// no such setting: there it takes Enter as well.
class EscapeKey {
public:
    explicit EscapeKey(char key);
    EscapeKey(const EscapeKey&) = delete;
    EscapeKey& operator=(const EscapeKey&) = delete;
    ~EscapeKey();
};

}  // namespace lesson
