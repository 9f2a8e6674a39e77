// Misconception: whatever follows four numbers is no harm
// Caught by: 4.6
// Cause: and nobody has written that

#include "exercise.hpp"

#include <cstdio>
#include <string>

Endpoint door(std::string_view host, Port port) {
    unsigned a = 0, b = 0, c = 0, d = 0;
    const std::string text(host);
    if (std::sscanf(text.c_str(), "%u.%u.%u.%u", &a, &b, &c, &d) != 4) {
        return {parse_address(host), port};
    }
    const auto part = [](unsigned number) { return static_cast<std::uint8_t>(number); };
    return {IpAddress::v4(part(a), part(b), part(c), part(d)), port};
}
