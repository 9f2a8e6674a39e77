// Misconception: there is one 255 at most
// Caught by: 2.5
// Cause: each byte 255 is sent twice
// Contract: Inside the line, a byte 255 is sent twice

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    bool is_doubled = false;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff' && !is_doubled) {
            bytes += c;
            is_doubled = true;
        }
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
