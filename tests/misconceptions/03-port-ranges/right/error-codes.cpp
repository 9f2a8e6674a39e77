// Another way: with the forms that take an error_code, and a copy of the environment's text
// Contract: the library's `parse_port` throws just that.

#include "exercise.hpp"

#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>

Port port_from(const char* variable, Port fallback) {
    std::optional<std::string> text;
    if (const char* found = std::getenv(variable)) text = found;
    return text ? parse_port(*text) : fallback;
}

Claimed claim_free() {
    std::error_code error;
    Claimed claimed;
    claimed.listener = TcpListener::bind({loopback_v4, 0}, error);
    if (error) throw std::system_error(error, "claim_free");
    claimed.port = claimed.listener.local_endpoint().port;
    return claimed;
}
