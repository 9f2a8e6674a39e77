// Misconception: only LF matters
// Caught by: 2.5
// Cause: CR NUL

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
    }
    return bytes + "\r\n";
}
