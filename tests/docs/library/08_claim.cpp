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

TcpListener claim(std::string_view text) {
    const Endpoint wanted{loopback_v4, parse_port(text)};
    std::error_code error;
    auto listener = TcpListener::bind(wanted, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use) {
        std::cerr << to_string(wanted) << " is held by " << who_holds(wanted) << '\n';
    } else {
        const Explanation why = explain(error, wanted);
        std::cerr << why.meaning << ' ' << why.usual_cause << ' ' << why.what_next << '\n';
    }
    return TcpListener::bind({loopback_v4, 0});  // one that is free; local_endpoint() tells which
}
