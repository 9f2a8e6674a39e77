// Misconception: errno says whether this call has failed
// Caught by: 3.2
// Cause: has been understood before, and now it is not

#include "exercise.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string all = text;
    const bool digits = !all.empty() && all.find_first_not_of("0123456789") == std::string::npos;
    const unsigned long long number = digits ? std::strtoull(text, nullptr, 10) : 65536;
    if (number > 65535 || errno == ERANGE) throw std::invalid_argument("no port: " + all);
    return Port(static_cast<std::uint16_t>(number));
}
