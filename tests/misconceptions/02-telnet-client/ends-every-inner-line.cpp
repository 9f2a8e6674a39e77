// Misconception: LF is CR LF, wherever it stands
// Caught by: 2.5
// Cause: blanks and LF too
// Contract: Every other byte stays what it is

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c == '\n' ? "\r\n" : std::string(1, c);
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
