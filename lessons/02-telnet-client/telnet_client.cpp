// A telnet client: what you type goes to a server, and what the server says comes to your screen,
// both at any time.

#include <array>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "common/keyboard.hpp"
#include "common/lesson.hpp"
#include "common/urgent.hpp"
#include "loopback/narrate.hpp"
#include "loopback/poll.hpp"
#include "loopback/resolve.hpp"
#include "loopback/tcp.hpp"
#include "telnet.hpp"

using namespace loopback;

namespace {

constexpr char escape = '\x1d';                 // Ctrl-]
constexpr std::size_t most_unsent = 64 * 1024;  // then the server must read before it is heard

constexpr const char* how_to_end = "Ctrl-] leads to the prompt (quit, status).";

// What the client itself says. Standard output is for what the server says.
void note(const std::string& line) { std::cerr << line << '\n' << std::flush; }

std::string without_line_end(std::string line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    return line;
}

class Client {
public:
    explicit Client(TcpStream server) : server_(std::move(server)) {
        server_.set_nonblocking(true);
        lesson::keep_urgent_bytes(server_);
    }

    // Until the server has finished, or the person at the keyboard wants no more.
    void talk() {
        Poller poller;
        poller.add(server_, waiting_for_, 0);
        const lesson::WakeOnKey wake_on_key{keyboard_, poller};
        const lesson::StopOnCtrlC wake_on_ctrl_c{poller};
        std::optional<lesson::EscapeKey> escape_key;
        if (keyboard_.is_terminal()) {
            escape_key.emplace(escape);
            note(how_to_end);
        }
        std::array<Ready, 1> room;
        while (!over_ && !lesson::ctrl_c_pressed()) {
            for (const Ready& ready : poller.wait(room)) {
                if (ready.can_recv) receive();
            }
            send_what_was_typed();
            if (const Interest wanted = interest(); wanted != waiting_for_) {
                poller.modify(server_, wanted, 0);
                waiting_for_ = wanted;
            }
        }
        if (!over_) return;  // Ctrl-C
        if (last_shown_ != '\n') note("");
        note("Connection closed" + ended_by_ + ".");
    }

private:
    void receive() {
        std::array<char, 4096> buffer;
        std::error_code error;
        const auto received = server_.recv(buffer, error);
        if (error == std::errc::operation_would_block) return;
        if (error) throw SocketError(error, {.operation = "recv", .peer = server_.peer_endpoint()});
        if (!received) return end(" by " + to_string(server_.peer_endpoint()));
        received_ += received.size();
        const telnet::Decoded decoded = decoder_.feed(received);
        std::cout << decoded.text << std::flush;
        if (!decoded.text.empty()) last_shown_ = decoded.text.back();
        if (!finished_sending_) unsent_ += decoded.reply;
    }

    // A line is taken when all before it has gone: so no pile of them can grow here.
    void send_what_was_typed() {
        for (send_some(); unsent_.empty() && !over_; send_some()) {
            const std::optional<std::string> line = keyboard_.next_line();
            if (!line) break;
            take(*line);
        }
        if (unsent_.empty() && keyboard_.at_end()) finish_sending();
    }

    void take(const std::string& line) {
        const std::string words = without_line_end(line);
        if (at_prompt_) {
            at_prompt_ = false;
            obey(words);
        } else if (keyboard_.is_terminal() && words.ends_with(escape)) {
            at_prompt_ = true;
            unsent_ += telnet::encode(words.substr(0, words.size() - 1));
            std::cerr << "\ntelnet> " << std::flush;
        } else if (!finished_sending_) {
            unsent_ += telnet::encode(line);
        }
    }

    void obey(const std::string& command) {
        if (command == "quit") {
            end("");
        } else if (command == "status") {
            note("Connected to " + to_string(server_.peer_endpoint()) + " from " +
                 to_string(server_.local_endpoint()) + ".");
            note("Bytes sent: " + std::to_string(sent_) +
                 ", received: " + std::to_string(received_) +
                 ". Options refused: " + std::to_string(decoder_.refusals()) + ".");
        } else if (!command.empty()) {
            note("There are two commands: quit, status. Enter alone goes on.");
        }
    }

    // What the kernel takes now; the rest waits until it takes more.
    void send_some() {
        if (unsent_.empty()) return;
        std::error_code error;
        const std::size_t taken = server_.send(unsent_, error);
        if (error == std::errc::operation_would_block) return;
        sent_ += taken;
        unsent_.erase(0, taken);
        if (!error) return;
        const bool gone = error == std::errc::connection_reset || error == std::errc::broken_pipe ||
                          error == std::errc::connection_aborted;
        if (!gone) throw SocketError(error, {.operation = "send", .peer = server_.peer_endpoint()});
        stop_sending();  // receive() hears its last words
    }

    // The end of what is typed is not the end of the talk: the answer is still to come.
    void finish_sending() {
        if (finished_sending_) return;
        std::error_code error;
        server_.shutdown_send(error);
        stop_sending();
    }

    void stop_sending() {
        finished_sending_ = true;
        unsent_.clear();
    }

    void end(std::string by) {
        over_ = true;
        ended_by_ = std::move(by);
    }

    [[nodiscard]] Interest interest() const {
        if (unsent_.empty()) return Interest::recv;
        return unsent_.size() < most_unsent ? Interest::both : Interest::send;
    }

    TcpStream server_;
    lesson::Keyboard keyboard_;
    telnet::Decoder decoder_;
    std::string unsent_;
    Interest waiting_for_ = Interest::recv;
    char last_shown_ = '\n';
    bool at_prompt_ = false;
    bool finished_sending_ = false;
    bool over_ = false;
    std::string ended_by_;
    std::size_t sent_ = 0;
    std::size_t received_ = 0;
};

Port port_in(const std::string& word) {
    std::error_code error;
    const Port port = parse_port(word, error);
    if (error) throw lesson::WrongUsage(quoted(word) + " is not a port: " + error.message() + ".");
    return port;
}

void telnet_client(const lesson::Flags& flags) {
    const auto& words = flags.arguments;
    const std::string host = words.empty() ? "127.0.0.1" : words[0];
    const Port port = words.size() > 1 ? port_in(words[1]) : flags.port;
    TcpStream server = TcpStream::connect(resolve(host, port));
    note("Connected to " + to_string(server.peer_endpoint()) + ".");
    Client client{std::move(server)};
    client.talk();
}

}  // namespace

int main(int argc, char** argv) {
    return lesson::run(argc, argv,
                       {"lesson-02", "A telnet client: your keyboard and a server, both at once.",
                        "[HOST] [PORT]", 2},
                       telnet_client);
}
