// Misconception: static saves making the string again
// Caught by: 2.5
// Cause: what an earlier call gave is still there
// Contract: A typed line as telnet sends it

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    static std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes += "\r\n";
}
