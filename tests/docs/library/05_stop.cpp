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

TcpListener door;  // a signal handler is given nothing: it must know it

void on_ctrl_c(int) { door.stop(); }

void serve_until_ctrl_c(const Endpoint& where) {
    door = TcpListener::bind(where);
    std::signal(SIGINT, on_ctrl_c);
    std::cout << "Listening on " << to_string(door.local_endpoint()) << std::endl;
    for (std::error_code error; error != std::errc::operation_canceled;) {
        auto [client, peer] = door.accept(error);
        std::error_code gone;
        if (!error) client.send_all("welcome\n", gone, 2s);
    }
}
