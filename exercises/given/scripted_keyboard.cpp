#include "given/scripted_keyboard.hpp"

#include "harness/stage.hpp"
#include "harness/words.hpp"

namespace scripted {

using harness::show;

Keyboard& Keyboard::types(std::string_view line) { return pastes({line}); }

Keyboard& Keyboard::pastes(std::initializer_list<std::string_view> lines) {
    for (const std::string_view line : lines) stage_.step("the keyboard types", show(line));
    const std::lock_guard lock{mutex_};
    for (const std::string_view line : lines) lines_.emplace_back(line);
    seen_.typed += lines.size();
    wake();
    return *this;
}

Keyboard& Keyboard::ends() {
    stage_.step("the keyboard ends");
    const std::lock_guard lock{mutex_};
    seen_.ended = true;
    wake();
    return *this;
}

std::optional<std::string> Keyboard::next_line(loopback::Caller caller) {
    std::optional<std::string> line;
    {
        const std::lock_guard lock{mutex_};
        line = take();
    }
    loopback::Call look;
    look.function = "next_line";
    look.caller = caller;
    stage_.watch().note_look(look, line.has_value());
    return line;
}

// Shown to the watch as a call that waits, so that a story can tell where the code is.
std::optional<std::string> Keyboard::read_line(loopback::Caller caller) {
    loopback::Call call;
    call.operation = loopback::Operation::wait;
    call.function = "read_line";
    call.argument = is_over() ? 0 : -1;  // asked again after the end, it does not wait
    call.caller = caller;
    stage_.watch().before(call);
    std::optional<std::string> line;
    {
        std::unique_lock lock{mutex_};
        news_.wait(lock,
                   [this] { return !lines_.empty() || seen_.ended || seen_.was_told_to_stop; });
        if (!seen_.was_told_to_stop) line = take();
    }
    call.result = line ? 1 : 0;
    stage_.watch().after(call);
    return line;
}

bool Keyboard::is_over() const {
    const std::lock_guard lock{mutex_};
    return seen_.was_told_to_stop || (lines_.empty() && seen_.ended);
}

bool Keyboard::at_end() {
    const std::lock_guard lock{mutex_};
    return lines_.empty() && seen_.ended;
}

void Keyboard::stop() {
    const std::lock_guard lock{mutex_};
    seen_.was_told_to_stop = true;
    wake();
}

void Keyboard::wakes(loopback::Poller* poller) {
    const std::lock_guard lock{mutex_};
    poller_ = poller;
    seen_.wakes_a_poller = poller != nullptr;
    seen_.woke_a_poller = seen_.woke_a_poller || seen_.wakes_a_poller;
    if (!lines_.empty() || seen_.ended) wake();
}

KeyboardSeen Keyboard::seen() const {
    const std::lock_guard lock{mutex_};
    return seen_;
}

std::optional<std::string> Keyboard::take() {
    if (lines_.empty()) return std::nullopt;
    std::string line = std::move(lines_.front());
    lines_.pop_front();
    ++seen_.taken;
    return line;
}

void Keyboard::wake() {
    news_.notify_all();
    if (poller_ != nullptr) poller_->wake();
}

}  // namespace scripted
