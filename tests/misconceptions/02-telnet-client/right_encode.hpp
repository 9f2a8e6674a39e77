#pragma once

// A right answer's encode_line(), for the wrong answers that are wrong elsewhere.

#include "exercise.hpp"

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}
