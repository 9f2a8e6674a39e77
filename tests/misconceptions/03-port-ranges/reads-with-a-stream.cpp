// Misconception: a stream refuses what is no number
// Caught by: 3.2
// Cause: takes blanks behind a number: "80 " became 80

#include "exercise.hpp"

#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string all = text;
    std::istringstream in(all);
    int number = -1;
    in >> std::noskipws >> number >> std::ws;
    if (all[0] == '+' || !in.eof() || number < 0 || number > 65535) {
        throw std::invalid_argument("no port: " + all);
    }
    return Port(static_cast<std::uint16_t>(number));
}
