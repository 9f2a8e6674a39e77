// Another way: with std::byte, and a buffer on the heap

#include "exercise.hpp"

#include <cstddef>
#include <span>
#include <vector>

void echo(TcpStream& client) {
    std::vector<std::byte> buffer(65536);
    while (const auto received = client.recv(buffer)) {
        client.send_all(std::span<const std::byte>(received));
    }
}
