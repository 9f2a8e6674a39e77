#pragma once

#include "loopback/poll.hpp"
#include "loopback/tcp.hpp"

namespace lesson {

/// While it lives, Ctrl-C calls `stop()` on a listener or a stream: the call that waits there
/// ends with `operation_canceled`, and so does every later one. A poller it wakes: ask
/// `ctrl_c_pressed()` after each `wait`.
///
/// Ctrl-C that was pressed before counts too. A second Ctrl-C ends the program at once. SIGTERM,
/// which `kill` sends, does the same as Ctrl-C. The socket must stay where it is meanwhile.
///
///     auto listener = TcpListener::bind(home);
///     const lesson::StopOnCtrlC stop_listener{listener};
class StopOnCtrlC {
public:
    explicit StopOnCtrlC(loopback::TcpListener& listener);
    explicit StopOnCtrlC(loopback::TcpStream& stream);
    explicit StopOnCtrlC(loopback::Poller& poller);
    StopOnCtrlC(const StopOnCtrlC&) = delete;
    StopOnCtrlC& operator=(const StopOnCtrlC&) = delete;
    ~StopOnCtrlC();

private:
    std::size_t place_;
};

/// Whether Ctrl-C was pressed since the first StopOnCtrlC was made.
[[nodiscard]] bool ctrl_c_pressed();

}  // namespace lesson
