#pragma once

#include <cstdint>
#include <random>
#include <stdexcept>

#include "loopback/tcp.hpp"

namespace tests {

/// A port that nobody has, for programs that cannot be told to take port 0. It lies below those
/// that systems hand out by themselves, so that nobody is given it meanwhile.
inline loopback::Port free_port() {
    std::mt19937 random{std::random_device{}()};
    for (int tries = 0; tries < 1000; ++tries) {
        const loopback::Port port(static_cast<std::uint16_t>(20'000 + random() % 12'000));
        std::error_code error;
        auto listener = loopback::TcpListener::bind({loopback::loopback_v4, port}, error);
        if (!error) return port;
    }
    throw std::runtime_error("no port is free");
}

}  // namespace tests
