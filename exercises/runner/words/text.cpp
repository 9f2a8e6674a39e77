#include "words/text.hpp"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <utility>

namespace runner {
namespace {

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string formatted(const char* format, unsigned value) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, format, value);
    return buffer;
}

/// The length of the UTF-8 character at the front of `text`; 0 when its bytes are not valid.
std::size_t character_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!continues_a_character(text[i])) return 0;
    // Longer than need be, half of a UTF-16 pair, or beyond the last one (RFC 3629, section 4).
    const auto next = static_cast<unsigned char>(length > 1 ? text[1] : 0);
    const bool none = (lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) ||
                      (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F);
    return none ? 0 : length;
}

unsigned code_point(std::string_view character) {
    if (character.size() == 1) return static_cast<unsigned char>(character[0]);
    unsigned value = static_cast<unsigned char>(character[0]) & (0xFFU >> (character.size() + 1));
    for (char c : character.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
    return value;
}

std::string in_ascii(unsigned point) {
    switch (point) {
        case 0x2018:
        case 0x2019: return "'";
        case 0x201C:
        case 0x201D: return "\"";
        case 0x2013:
        case 0x2014: return "-";
        case 0x2026: return "...";
        case 0x2192: return "->";
        default: return formatted("\\u{%x}", point);
    }
}

/// Where the word at `start` ends. A command such as ./sandbox check 1.3 --trace is one word: cut
/// in two it could not be typed.
std::size_t word_end_at(std::string_view text, std::size_t start) {
    std::size_t end = std::min(text.find(' ', start), text.size());
    if (text.substr(start, end - start).find("./sandbox") == std::string_view::npos) return end;
    bool command_named = false;
    while (end + 1 < text.size() &&
           std::string_view(",.;:)?").find(text[end - 1]) == std::string_view::npos) {
        const char next = text[end + 1];
        const bool argument = (next >= '0' && next <= '9') || next == '-' || next == 'N';
        if (command_named && !argument) break;
        command_named = true;
        end = std::min(text.find(' ', end + 1), text.size());
    }
    return end;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string fill(std::string_view message, std::initializer_list<std::string_view> values) {
    std::string result;
    for (std::size_t i = 0; i < message.size(); ++i) {
        const std::string_view rest = message.substr(i);
        const bool place = rest.size() > 2 && rest[0] == '{' && rest[1] >= '1' && rest[1] <= '9' &&
                           (rest[2] == '}' || rest[2] == '?');
        const auto number = place ? static_cast<std::size_t>(rest[1] - '1') : 0;
        if (!place || number >= values.size()) {
            result += message[i];
            continue;
        }
        const std::string_view value = values.begin()[number];
        const std::size_t end = rest.find('}');
        const std::size_t bar = std::min(rest.find('|'), end);
        result += rest[2] == '}' ? value
                  : value == "1" ? rest.substr(3, bar - 3)
                                 : rest.substr(bar + 1, end - bar - 1);
        i += end;
    }
    return result;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t start = text.find_first_not_of(blank);
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(blank) - start + 1);
}

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues_a_character(c); }));
}

std::size_t first_columns(std::string_view text, std::size_t width) {
    std::size_t position = 0;
    for (std::size_t column = 0; position < text.size() && column < width; ++column) {
        ++position;
        while (position < text.size() && continues_a_character(text[position])) ++position;
    }
    return position;
}

std::string padded(std::string_view text, std::size_t width) {
    const std::size_t used = columns(text);
    return std::string(text) + std::string(used < width ? width - used : 1, ' ');
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view first) {
    const std::size_t indent = columns(first);
    const std::size_t room = width > indent + 20 ? width - indent : 20;
    const std::string margin(indent, ' ');
    std::string result;
    std::string line;
    std::size_t used = 0;
    const auto end_line = [&] {
        if (line.empty() && !result.empty())
            result += '\n';
        else
            result += (result.empty() ? std::string(first) : margin) + line + '\n';
        line.clear();
        used = 0;
    };
    for (const std::string& paragraph : lines_of(text)) {
        std::string_view rest = paragraph;
        while (!rest.empty()) {
            const std::size_t word_start = std::min(rest.find_first_not_of(' '), rest.size());
            std::size_t word_end = word_end_at(rest, word_start);
            std::string_view word = rest.substr(word_start, word_end - word_start);
            // The first word keeps the spaces before it: they are an indentation.
            std::size_t gap = word_start;
            if (used > 0 && used + gap + columns(word) > room) {
                end_line();
                gap = 0;
            }
            if (columns(word) + gap > room && word.find('/') == std::string_view::npos) {
                word = word.substr(0, first_columns(word, room - std::min(gap, room - 1)));
                word_end = word_start + word.size();
            }
            line += std::string(gap, ' ') + std::string(word);
            used += gap + columns(word);
            rest.remove_prefix(word_end);
            if (!rest.empty() && rest.front() != ' ') end_line();
        }
        end_line();
    }
    if (result.empty()) result = std::string(first) + '\n';
    return result;
}

std::string harmless(std::string_view text, Charset charset) {
    std::string result;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const unsigned point = length == 0 ? 0 : code_point(text.substr(0, length));
        if (length == 0)
            result += formatted("\\x%02x", static_cast<unsigned char>(text.front()));
        else if (point == '\n' || (point >= 0x20 && point < 0x7F))
            result += text.front();
        else if (point < 0xA0)
            result += point == '\t' ? "\\t" : point == '\r' ? "\\r" : formatted("\\x%02x", point);
        else
            result +=
                charset == Charset::ascii ? in_ascii(point) : std::string(text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

std::string shortened(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    std::size_t head = limit * 3 / 4;
    std::size_t tail = text.size() - (limit - head);
    while (head > 0 && continues_a_character(text[head])) --head;
    while (tail < text.size() && continues_a_character(text[tail])) ++tail;
    return std::string(text.substr(0, head)) + " [... " + std::to_string(tail - head) +
           " bytes left out ...] " + std::string(text.substr(tail));
}

std::string without_colors(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\x1b' || i + 1 == text.size() || text[i + 1] != '[') {
            result += text[i];
            continue;
        }
        i += 2;  // CSI: parameters and intermediates (ECMA-48 §5.4), then one final byte 0x40 to
                 // 0x7E
        while (i < text.size() && (text[i] < 0x40 || text[i] > 0x7E)) ++i;
    }
    return result;
}

std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& known) {
    std::string_view best;
    std::size_t best_distance = typed.size() < 4 ? 2 : 3;  // one edit, or two in a longer word
    for (std::string_view candidate : known) {
        const std::size_t distance = edit_distance(typed, candidate);
        const bool begins = typed.size() >= 2 && candidate.substr(0, typed.size()) == typed;
        if (begins) return candidate;
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace runner
