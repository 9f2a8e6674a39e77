// The standard's names must work after our headers, macros or not.
#include "loopback/loopback.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "loopback/loopback.hpp"

int everything(int argument) {
    using namespace loopback;
    std::array<char, 16> buffer;
    auto [client, peer] = TcpListener::bind({loopback_v4, 0}).accept();
    while (auto received = client.recv(buffer)) client.send_all(received);
    return std::min(argument, std::max(1, std::numeric_limits<int>::max()));
}
