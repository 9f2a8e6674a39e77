// Misconception: stoi() refuses what is no number
// Caught by: 3.2
// Cause: your code takes a sign: "+80" became 80
// Contract: decimal digits only

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string all = text;
    std::size_t read = 0;
    int number = -1;
    try {
        number = std::stoi(all, &read);
    } catch (const std::exception&) {
    }
    const bool is_port = number >= 0 && number <= 65535 && read == all.size() && all[0] != ' ';
    if (!is_port) throw std::invalid_argument("no port: " + all);
    return Port(static_cast<std::uint16_t>(number));
}
