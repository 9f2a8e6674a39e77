// Misconception: a typed line has no zero bytes
// Caught by: 2.5
// Cause: exactly at a zero byte
// Contract: Every other byte stays what it is

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        if (c == '\0') break;
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
