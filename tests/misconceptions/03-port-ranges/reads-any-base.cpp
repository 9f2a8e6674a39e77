// Misconception: a number is a number, in whatever base
// Caught by: 3.2
// Cause: your code takes hexadecimal numbers: "0x50" became 80

#include "exercise.hpp"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string all = text;
    char* end = nullptr;
    const unsigned long number = std::strtoul(text, &end, 0);
    if (all.empty() || all[0] < '0' || all[0] > '9' || *end != '\0' || number > 65535) {
        throw std::invalid_argument("no port: " + all);
    }
    return Port(static_cast<std::uint16_t>(number));
}
