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

void tell(const std::function<void()>& work) {
    Narrator narrator{stderr};
    Observing observing{narrator};
    work();  // each call to the system is a line: send 6 bytes "hello\n" to 127.0.0.1:40122: 6
             // taken
}

std::error_code with_bad_luck(std::size_t nth, const std::function<void()>& work) {
    FaultInjector faults;
    faults.cut(Operation::send, 1);  // the system takes one byte at a time
    faults.fail(Operation::recv, nth, std::errc::connection_reset);
    Observing observing{faults};
    try {
        work();
    } catch (const SocketError& failure) {
        return failure.code();
    }
    return {};
}
