// Misconception: variables have names in capitals
// Caught by: 3.2
// Cause: small letters and all

#include "exercise.hpp"

#include <cctype>
#include <cstdlib>
#include <string>

Port port_from(const char* variable, Port fallback) {
    std::string name = variable;
    for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const char* text = std::getenv(name.c_str());
    return text != nullptr ? parse_port(text) : fallback;
}
