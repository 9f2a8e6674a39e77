// Misconception: a char is a number from 0 to 255
// Caught by: 2.5
// Cause: it may be negative

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const signed char c : line) {
        const int value = c;
        bytes += static_cast<char>(c);
        if (value == 255) bytes += static_cast<char>(c);
        if (value == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
