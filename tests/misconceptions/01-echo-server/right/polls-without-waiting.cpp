// Another way: non-blocking, with a Poller that waits

#include "exercise.hpp"

#include <array>
#include <string>

#include "loopback/poll.hpp"

void echo(TcpStream& client) {
    client.set_nonblocking(true);
    Poller poller;
    poller.add(client, Interest::recv, 0);
    std::array<Ready, 1> ready;
    std::array<char, 4096> buffer;
    std::string rest;
    for (bool over = false; !over || !rest.empty();) {
        poller.modify(client, rest.empty() ? Interest::recv : Interest::send, 0);
        for (const Ready& one : poller.wait(ready)) {
            std::error_code error;
            if (one.can_send && !rest.empty()) rest.erase(0, client.send(rest, error));
            if (one.can_recv && rest.empty()) {
                const auto received = client.recv(buffer, error);
                if (!error) over = !received;
                rest = received;
            }
            if (error && error != std::errc::operation_would_block) throw std::system_error(error);
        }
    }
}
