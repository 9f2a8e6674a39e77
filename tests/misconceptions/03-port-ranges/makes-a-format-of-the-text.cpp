// Misconception: a text can be printed as it is
// Caught by: 3.3
// Cause: was taken for a format

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

// printf's %s without an argument, without what a compiler says to it
static std::string printed(const std::string& format) {
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%') {
            ++i;
        } else {
            out += format[i];
        }
    }
    return out;
}

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) throw std::invalid_argument(printed("no port: " + std::string(text)));
    return port;
}
