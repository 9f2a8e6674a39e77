// Misconception: a text ends with a zero byte
// Caught by: 2.5
// Cause: nothing comes after it
// Contract: the result has CR LF there

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n" + '\0';
}
