#include "given/scripted_screen.hpp"

#include "harness/stage.hpp"
#include "harness/words.hpp"

namespace scripted {

using harness::same_bytes;
using harness::show;

Screen& Screen::shows(std::string_view text) {
    const harness::Stage::ScriptWaits idle{stage_};
    std::unique_lock lock{mutex_};
    seen_.expected += text;
    news_.wait(lock, [this] {
        // What was right stays so: a screen may show much, a byte at a time.
        right_ += same_bytes(std::string_view(seen_.shown).substr(right_),
                             std::string_view(seen_.expected).substr(right_));
        return right_ == seen_.expected.size() || right_ < seen_.shown.size() || closed_;
    });
    const ScreenSeen now = seen_;
    lock.unlock();
    if (now.shown != now.expected) {
        stage_.fails(
            "the screen shows " + show(now.expected),
            harness::show_against(now.shown, now.expected) +
                (now.unflushed.empty() ? "" : ", and not flushed: " + show(now.unflushed)));
    }
    stage_.step("the screen shows", show(text));
    return *this;
}

void Screen::closes() {
    const std::lock_guard lock{mutex_};
    closed_ = true;
    news_.notify_all();
}

ScreenSeen Screen::seen() const {
    const std::lock_guard lock{mutex_};
    return seen_;
}

void Screen::write(std::string_view text) {
    const std::lock_guard lock{mutex_};
    seen_.unflushed += text;
}

// Text for which there is room in what is expected brings the script further, slowly perhaps.
void Screen::flush() {
    const std::lock_guard lock{mutex_};
    const bool is_new = !seen_.unflushed.empty();
    seen_.shown += seen_.unflushed;
    seen_.unflushed.clear();
    if (is_new && seen_.shown.size() <= seen_.expected.size()) {
        stage_.watch().script_progress();
    } else {
        stage_.watch().progress();
    }
    news_.notify_all();
}

Screen::Buffer::int_type Screen::Buffer::overflow(int_type c) {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char one = traits_type::to_char_type(c);
    screen_.write({&one, 1});
    return c;
}

std::streamsize Screen::Buffer::xsputn(const char* text, std::streamsize size) {
    screen_.write({text, static_cast<std::size_t>(size)});
    return size;
}

int Screen::Buffer::sync() {
    screen_.flush();
    return 0;
}

}  // namespace scripted
