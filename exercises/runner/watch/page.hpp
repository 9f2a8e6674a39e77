#pragma once
// How watch fills a terminal: a head, a body that can be scrolled, and the keys at the bottom.

#include <cstddef>
#include <string>
#include <vector>

#include "system/platform.hpp"
#include "words/printer.hpp"

namespace runner {

struct Page {
    std::string head;                // laid out; each line with its end
    std::string body;                // laid out
    std::vector<std::string> keys;   // "h hint", ...
    std::size_t scroll = 0;          // how many lines of the body are above the screen
    std::size_t marked_line = none;  // a line of the body that has to be seen

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

struct Layout {
    std::vector<std::string> lines;  // exactly as many as the terminal has rows
    std::size_t scroll = 0;          // as far as there was something to scroll
    std::size_t body_rows = 0;
};

/// How many lines of its body are seen at once, where the terminal is not very low.
std::size_t room_for_body(const Page& page, const platform::Size& size);

/// Lays a page out for a terminal of this size. No line is wider than it.
Layout lay_out(const Page& page, const platform::Size& size, const Style& style);

/// "[#####---------------]"
std::string bar(std::size_t done, std::size_t total, std::size_t width = 20);

/// The entries side by side, as many on a line as fit.
std::vector<std::string> side_by_side(const std::vector<std::string>& entries, std::size_t width);

/// `line` without what stands beyond `width` columns. Color sequences take none.
std::string cut_to(std::string_view line, std::size_t width);

}  // namespace runner
