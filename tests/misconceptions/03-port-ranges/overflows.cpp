// Misconception: digits can be added up without looking
// Caught by: 3.2
// Cause: 4294967376 became 80. Compare it with 65535 first

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string all = text;
    std::uint32_t number = 0;
    for (const char c : all) {
        if (c < '0' || c > '9') throw std::invalid_argument("no port: " + all);
        number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    if (all.empty() || number > 65535) throw std::invalid_argument("no port: " + all);
    return Port(static_cast<std::uint16_t>(number));
}
