// Misconception: a line ends with \n everywhere
// Caught by: 2.5
// Cause: a line ends with two bytes on the wire

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\n";
}
