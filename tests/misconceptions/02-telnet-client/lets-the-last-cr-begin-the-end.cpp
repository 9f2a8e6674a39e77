// Misconception: a CR at the end is half of CR LF
// Caught by: 2.5
// Cause: each CR inside the line
// Contract: a CR is followed by a zero byte (CR NUL)

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    if (line.ends_with('\r')) line.remove_suffix(1);
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
