// Misconception: a port has to be turned into network order
// Caught by: 3.4
// Cause: have changed places

#include "exercise.hpp"

#include <cstdint>
#include <utility>

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const unsigned number = listener.local_endpoint().port.number();
    const auto turned = static_cast<std::uint16_t>(number << 8 | number >> 8);
    return {std::move(listener), Port(turned)};
}
