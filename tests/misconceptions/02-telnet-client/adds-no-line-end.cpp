// Misconception: the line has its end already
// Caught by: 2.5
// Cause: the end of the line is missing

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes;
}
