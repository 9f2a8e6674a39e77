// Misconception: an address has to be put into network order
// Caught by: 4.6
// Cause: your code turns the bytes around

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    const IpAddress read = parse_address(host);
    const auto& b = read.bytes();
    const bool is_v4 = read.family() == Family::ipv4;
    return {is_v4 ? IpAddress::v4(b[3], b[2], b[1], b[0]) : read, port};
}
