#include "watch/page.hpp"

#include <algorithm>

#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

constexpr std::size_t least_body = 3;

/// What stands between body and keys: how much more there is, if there is more.
std::string scroll_line(std::size_t above, std::size_t below) {
    if (below > 0) return fill(messages::watch_more_below, {std::to_string(below)});
    return above > 0 ? fill(messages::watch_more_above, {std::to_string(above)}) : "";
}

/// The lines of `text`; what is wider, a long path, goes on in the next line.
std::vector<std::string> folded(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    for (std::string line : lines_of(text)) {
        while (columns(without_colors(line)) > width) {
            const std::string first = cut_to(line, width);
            if (first.size() >= line.size() || without_colors(first) != first) break;
            lines.push_back(first);
            line.erase(0, first.size());
        }
        lines.push_back(line);
    }
    return lines;
}

}  // namespace

std::string bar(std::size_t done, std::size_t total, std::size_t width) {
    const std::size_t full = total == 0 ? 0 : width * std::min(done, total) / total;
    return "[" + std::string(full, '#') + std::string(width - full, '-') + "]";
}

std::vector<std::string> side_by_side(const std::vector<std::string>& entries, std::size_t width) {
    std::vector<std::string> lines;
    for (const std::string& entry : entries) {
        const bool fits = !lines.empty() && columns(lines.back()) + 2 + columns(entry) <= width;
        if (fits)
            lines.back() += "  " + entry;
        else
            lines.push_back(entry);
    }
    return lines;
}

std::string cut_to(std::string_view line, std::size_t width) {
    std::string result;
    std::size_t used = 0;
    for (std::size_t i = 0; i < line.size();) {
        std::size_t end = i + 1;
        if (line[i] == '\x1b') {
            while (end < line.size() && line[end] != 'm') ++end;
            end = std::min(end + 1, line.size());
        } else {
            while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
                ++end;
            ++used;
        }
        if (used <= width || line[i] == '\x1b') result += line.substr(i, end - i);
        i = end;
    }
    return result;
}

std::size_t room_for_body(const Page& page, const platform::Size& size) {
    const auto rows = static_cast<std::size_t>(std::max(size.rows, 1));
    const auto width = static_cast<std::size_t>(std::max(size.columns, 1));
    const std::size_t taken =
        lines_of(page.head).size() + side_by_side(page.keys, width).size() + 1;
    return rows > taken + least_body ? rows - taken : least_body;
}

Layout lay_out(const Page& page, const platform::Size& size, const Style& style) {
    const auto rows = static_cast<std::size_t>(std::max(size.rows, 1));
    const auto width = static_cast<std::size_t>(std::max(size.columns, 1));
    std::vector<std::string> head = lines_of(page.head);
    std::vector<std::string> keys = side_by_side(page.keys, width);
    const std::vector<std::string> body = folded(page.body, width);

    // Too low a terminal: the story matters more than the keys, and these more than the head.
    while (head.size() > 1 && head.size() + keys.size() + least_body + 1 > rows) head.pop_back();
    while (!keys.empty() && head.size() + keys.size() + least_body + 1 > rows) keys.pop_back();
    const std::size_t taken = head.size() + keys.size() + 1;
    const std::size_t room = rows > taken ? rows - taken : 0;

    Layout layout;
    layout.body_rows = room;
    layout.scroll = body.size() > room ? std::min(page.scroll, body.size() - room) : 0;
    if (page.marked_line != Page::none && room > 0) {
        layout.scroll = std::min(layout.scroll, page.marked_line);
        if (page.marked_line >= layout.scroll + room) layout.scroll = page.marked_line - room + 1;
    }
    const std::size_t end = std::min(body.size(), layout.scroll + room);
    layout.lines = head;
    for (std::size_t i = layout.scroll; i < end; ++i) layout.lines.push_back(body[i]);
    layout.lines.resize(head.size() + room);
    layout.lines.push_back(
        style.paint(Color::strong, scroll_line(layout.scroll, body.size() - end)));
    for (const std::string& line : keys) layout.lines.push_back(line);
    layout.lines.resize(rows);
    for (std::string& line : layout.lines) line = cut_to(line, width);
    return layout;
}

}  // namespace runner
