// Misconception: an address is four numbers with dots
// Caught by: 4.6
// Cause: your code reads on behind the end

#include "exercise.hpp"

#include <cstdio>

Endpoint door(std::string_view host, Port port) {
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (std::sscanf(host.data(), "%u.%u.%u.%u", &a, &b, &c, &d) != 4)
        return {parse_address(host), port};
    const auto part = [](unsigned number) { return static_cast<std::uint8_t>(number); };
    return {IpAddress::v4(part(a), part(b), part(c), part(d)), port};
}
