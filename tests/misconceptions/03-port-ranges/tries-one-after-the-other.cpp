// Misconception: a free port is found by trying numbers until one works
// Caught by: 3.4
// Cause: your code chose the number 20000 itself
// Also: 3.5

#include "exercise.hpp"

#include <cstdint>
#include <utility>

Claimed claim_free() {
    for (std::uint16_t number = 20000; number < 30000; ++number) {
        std::error_code error;
        auto listener = TcpListener::bind({loopback_v4, Port(number)}, error);
        if (!error) return {std::move(listener), Port(number)};
    }
    return {};
}
