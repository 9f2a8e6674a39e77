// Misconception: a zero in front says that a number is octal
// Caught by: 3.2
// Cause: a zero in front changes nothing: "010"

#include "exercise.hpp"

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
    const unsigned long number = std::strtoul(text, nullptr, 0);
    if (number > 65535) throw std::invalid_argument("no port: " + all);
    return Port(static_cast<std::uint16_t>(number));
}
