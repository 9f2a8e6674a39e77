#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string_view>

#include "given/keyboard.hpp"

namespace harness {
class Stage;
}

namespace scripted {

/// What is known of a keyboard at one moment.
struct KeyboardSeen {
    std::size_t typed = 0;  ///< lines
    std::size_t taken = 0;
    bool ended = false;
    bool wakes_a_poller = false;
    bool woke_a_poller = false;  ///< now or before
    bool was_told_to_stop = false;
};

/// A keyboard that follows the script of a check.
///
///     keyboard.types("hello\n").ends();
class Keyboard : public given::Keyboard {
public:
    explicit Keyboard(harness::Stage& stage) : stage_(stage) {}

    Keyboard& types(std::string_view line);
    /// Several lines, before anybody can take the first one.
    Keyboard& pastes(std::initializer_list<std::string_view> lines);
    Keyboard& ends();

    std::optional<std::string> next_line(loopback::Caller caller) override;
    std::optional<std::string> read_line(loopback::Caller caller) override;
    [[nodiscard]] bool at_end() override;
    void stop() override;
    void wakes(loopback::Poller* poller) override;

    [[nodiscard]] KeyboardSeen seen() const;

private:
    [[nodiscard]] bool is_over() const;
    std::optional<std::string> take();
    void wake();

    harness::Stage& stage_;
    mutable std::mutex mutex_;
    std::condition_variable news_;
    std::deque<std::string> lines_;
    loopback::Poller* poller_ = nullptr;
    KeyboardSeen seen_;
};

}  // namespace scripted
