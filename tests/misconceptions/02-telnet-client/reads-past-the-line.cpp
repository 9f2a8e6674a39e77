// Misconception: every text ends with a zero byte
// Caught by: 2.5
// Cause: reads on behind the end of the text
// Contract: `line` is without its end

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : std::string(line.data())) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
