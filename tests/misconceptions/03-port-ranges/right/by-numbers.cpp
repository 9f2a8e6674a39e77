// Another way: by the numbers alone, from the top down, and by a parser of its own

#include "exercise.hpp"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

PortRange classify(Port port) {
    const unsigned number = port.number();
    if (number >= 49152) return {49152, 65535};
    if (number >= 1024) return {1024, 49151};
    return {0, 1023};
}

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string_view digits = text;
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        throw std::runtime_error("no port: " + std::string(digits));
    }
    return Port(number);
}

bool may_collide(Port port, EphemeralRange range) {
    return !(port < range.first || range.last < port);
}
