#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include "loopback/loopback.hpp"

using namespace loopback;
using namespace std::chrono_literals;

TcpListener open_to_network(Port port) {
    std::error_code error;
    auto listener = TcpListener::bind({any_v4, port}, error);
    if (error == Errc::not_loopback) std::cerr << error.message() << '\n';

    const ListenOptions for_both{.exposure = expose_to_network, .dual_stack = DualStack::on};
    listener = TcpListener::bind({any_v6, port}, error, for_both);
    if (!error) return listener;
    return TcpListener::bind({any_v4, port}, expose_to_network);  // a machine without IPv6
}
