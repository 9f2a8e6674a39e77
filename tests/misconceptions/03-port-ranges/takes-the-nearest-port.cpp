// Misconception: a number that is too large means the largest
// Caught by: 3.2
// Cause: bent into one: "65536" became 65535
// Also: 3.3

#include "exercise.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string all = text;
    if (all.empty() || all.find_first_not_of("0123456789") != std::string::npos) {
        throw std::invalid_argument("no port: " + all);
    }
    const unsigned long number = std::min(std::strtoul(text, nullptr, 10), 65535UL);
    return Port(static_cast<std::uint16_t>(number));
}
