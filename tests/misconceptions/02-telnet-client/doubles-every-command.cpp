// Misconception: every byte that names a command is sent twice
// Caught by: 2.5
// Cause: it alone is doubled

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (static_cast<unsigned char>(c) >= 240) bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
