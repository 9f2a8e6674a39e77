// An echo server: it sends back whatever a client sends, and serves one client after the other.

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <system_error>
#include <thread>

#include "common/lesson.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

namespace {

// One client, from its first byte to its last. What goes wrong with it ends here.
void echo(TcpStream& client, const Endpoint& peer) {
    const lesson::StopOnCtrlC stop_client{client};
    lesson::say(to_string(peer) + " came");
    std::size_t echoed = 0;
    std::string ending = " left";
    try {
        std::array<char, 4096> buffer;
        while (auto received = client.recv(buffer)) {  // false once the peer has finished sending
            client.send_all(received);
            echoed += received.size();
        }
    } catch (const SocketError& failure) {
        ending = " was lost (" + failure.code().message() + ")";
    }
    lesson::say(to_string(peer) + ending + ", bytes echoed: " + std::to_string(echoed));
}

// No handle or no memory is left for one more connection. That passes: the client stays queued.
bool is_shortage(const std::error_code& error) {
    return error == std::errc::too_many_files_open ||
           error == std::errc::too_many_files_open_in_system ||
           error == std::errc::no_buffer_space || error == std::errc::not_enough_memory;
}

// One client after the other, until Ctrl-C. Returns how many there were.
int serve(TcpListener& listener) {
    int served = 0;
    bool short_of_handles = false;
    while (!lesson::ctrl_c_pressed()) {
        try {
            auto [client, peer] = listener.accept();
            short_of_handles = false;
            ++served;
            echo(client, peer);
        } catch (const SocketError& failure) {
            if (failure.code() == std::errc::operation_canceled) continue;  // Ctrl-C
            if (!is_shortage(failure.code())) throw;
            if (!short_of_handles) lesson::say("The next client must wait: no handle is free.");
            short_of_handles = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(250));  // not again at once
        }
    }
    return served;
}

void echo_server(const lesson::Flags& flags) {
    auto listener = TcpListener::bind({loopback_v4, flags.port});
    const lesson::StopOnCtrlC stop_listener{listener};
    lesson::say("Listening on " + to_string(listener.local_endpoint()));
    lesson::say("Ctrl-C ends this server.");
    const int served = serve(listener);
    lesson::say("Clients served: " + std::to_string(served));
}

}  // namespace

int main(int argc, char** argv) {
    return lesson::run(argc, argv,
                       {"lesson-01", "An echo server: it sends back whatever a client sends."},
                       echo_server);
}
