#include "words/printer.hpp"

#include <algorithm>

#include "system/platform.hpp"

namespace runner {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t narrowest = 40;
constexpr std::size_t widest = 100;  // longer lines are hard to read

std::size_t width_of(std::FILE* stream) {
    const int width = platform::terminal_width(stream).value_or(80);
    return std::clamp(static_cast<std::size_t>(width), narrowest, widest);
}

}  // namespace

std::string Style::paint(Color color, std::string_view text) const {
    if (!colors || color == Color::none) return std::string(text);
    const char* start = color == Color::good  ? "\x1b[32m"
                        : color == Color::bad ? "\x1b[31m"
                                              : "\x1b[1m";
    return start + std::string(text) + "\x1b[0m";
}

Printer::Printer(std::FILE* stream, bool plain)
    : stream_(stream),
      style_{.width = width_of(stream),
             .colors = !plain && platform::is_terminal(stream) &&
                       platform::variable("NO_COLOR").value_or("").empty() &&
                       platform::variable("TERM").value_or("") != "dumb",
             .charset = plain ? Charset::ascii : Charset::utf8},
      lively_(!plain && platform::is_terminal(stream) &&
              platform::variable("TERM").value_or("") != "dumb") {}

Printer::Printer(std::string& text, const Style& style) : text_(&text), style_(style) {}

void Printer::print(std::string_view text) {
    if (text_ != nullptr) {
        *text_ += text;
        return;
    }
    clear_progress();
    const bool written = std::fwrite(text.data(), 1, text.size(), stream_) == text.size();
    if (std::fflush(stream_) != 0 || !written) intact_ = false;
}

void Printer::line(std::string_view text) { print(std::string(text) + "\n"); }

void Printer::paragraph(std::string_view text, std::string_view label) {
    print(wrapped(text, style_.width, label));
}

void Printer::progress(std::string_view text, std::string_view how_far) {
    if (text_ != nullptr) return;
    const auto now = steady_clock::now();
    if (started_ == steady_clock::time_point{}) started_ = now;
    if (now - started_ < (lively_ ? 300ms : 2000ms)) return;
    if (!lively_) {
        if (!told_) line(std::string(text) + " ...");
        told_ = true;
        return;
    }
    clear_progress();
    const std::string whole = std::string(text) + " " + std::string(how_far);
    const std::string shown = whole.substr(0, style_.width - 1);
    progress_width_ = columns(shown);
    std::fwrite(shown.data(), 1, shown.size(), stream_);
    std::fflush(stream_);
}

void Printer::end_progress() {
    clear_progress();
    started_ = {};
    told_ = false;
}

void Printer::clear_progress() {
    if (progress_width_ == 0) return;
    const std::string blank = "\r" + std::string(progress_width_, ' ') + "\r";
    std::fwrite(blank.data(), 1, blank.size(), stream_);
    std::fflush(stream_);  // before a program that we start writes to the same terminal
    progress_width_ = 0;
}

}  // namespace runner
