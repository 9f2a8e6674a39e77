#pragma once
// Where the runner speaks. Words carry the meaning; colors and a line that is replaced while one
// waits are for terminals only.

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "words/text.hpp"

namespace runner {

enum class Color { none, good, bad, strong };

/// How text is written: decided once from the terminal, --plain and NO_COLOR.
struct Style {
    std::size_t width = 80;
    bool colors = false;
    Charset charset = Charset::utf8;

    [[nodiscard]] std::string paint(Color color, std::string_view text) const;
};

class Printer {
public:
    Printer(std::FILE* stream, bool plain);
    /// Writes to the end of `text`, which outlives it.
    Printer(std::string& text, const Style& style);

    [[nodiscard]] const Style& style() const { return style_; }

    /// Writes text that is laid out already; it ends with a line end.
    void print(std::string_view text);
    /// Writes one line, or an empty one.
    void line(std::string_view text = "");
    /// Writes text wrapped at the width, after `label`: "Next:     ".
    void paragraph(std::string_view text, std::string_view label = "");

    /// Shows that work goes on: on a terminal one line that the next output replaces; else one
    /// line, once and without `how_far`, when the work has taken longer than a moment.
    void progress(std::string_view text, std::string_view how_far = "");
    void end_progress();

    /// False when something could not be written: a full disk, usually.
    [[nodiscard]] bool intact() const { return intact_; }

private:
    void clear_progress();

    std::FILE* stream_ = nullptr;
    std::string* text_ = nullptr;  // in the place of a stream
    Style style_;
    bool lively_ = false;
    bool intact_ = true;
    std::size_t progress_width_ = 0;
    bool told_ = false;
    std::chrono::steady_clock::time_point started_{};
};

}  // namespace runner
