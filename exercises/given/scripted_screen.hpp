#pragma once

#include <condition_variable>
#include <mutex>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace harness {
class Stage;
}

namespace scripted {

/// What is known of a screen at one moment.
struct ScreenSeen {
    std::string expected;   ///< all that should be shown by now
    std::string shown;      ///< written and flushed
    std::string unflushed;  ///< written only
};

/// An output stream that follows the script of a check: a screen shows what was flushed.
///
///     stage.runs("talk", [&] { talk(stream, keyboard, screen.out()); }, [&] { screen.closes(); });
///     screen.shows("login: ");
class Screen {
public:
    explicit Screen(harness::Stage& stage) : stage_(stage), buffer_(*this), out_(&buffer_) {}

    [[nodiscard]] std::ostream& out() noexcept { return out_; }

    /// Exactly this comes next; waits for it.
    Screen& shows(std::string_view text);
    /// Nothing will come any more.
    void closes();

    [[nodiscard]] ScreenSeen seen() const;

private:
    class Buffer : public std::streambuf {
    public:
        explicit Buffer(Screen& screen) : screen_(screen) {}

    private:
        int_type overflow(int_type c) override;
        std::streamsize xsputn(const char* text, std::streamsize size) override;
        int sync() override;

        Screen& screen_;
    };

    void write(std::string_view text);
    void flush();

    harness::Stage& stage_;
    Buffer buffer_;
    std::ostream out_;
    mutable std::mutex mutex_;
    std::condition_variable news_;
    ScreenSeen seen_;
    std::size_t right_ = 0;  ///< how many bytes of what is shown are known to be right
    bool closed_ = false;
};

}  // namespace scripted
