// Misconception: if one port is taken, the next one will do
// Caught by: 1.1
// Cause: whoever knocks at the door that was asked for does not find it
// Contract: If that fails, for example because the port is taken

#include "exercise.hpp"

#include <cstdint>

TcpListener open_door(Port port) {
    for (unsigned number = port.number();; ++number) {
        std::error_code error;
        auto listener =
            TcpListener::bind({loopback_v4, Port(static_cast<std::uint16_t>(number))}, error);
        if (!error) return listener;
    }
}
