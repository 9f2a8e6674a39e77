// Misconception: each CR is followed by a zero byte, the last one too
// Caught by: 2.5
// Cause: is no CR inside the line
// Contract: the result has CR LF there

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r" + '\0' + "\n";
}
