// One good answer to exercise 02.

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <system_error>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;
    Poller poller;
    poller.add(server, Interest::recv, 0);
    const WakeOnKey wake_on_key{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    std::string unsent;  // there was no room for it yet
    bool sending = true;
    for (;;) {
        for (const Ready& ready : poller.wait(room)) {
            if (!ready.can_recv) continue;
            const auto received = server.recv(buffer);
            if (!received) return;
            out << received << std::flush;
        }
        while (const auto line = keyboard.next_line()) unsent += *line;
        if (!unsent.empty()) {
            std::error_code error;
            unsent.erase(0, server.send(unsent, error, 0s));
            if (error && error != std::errc::operation_would_block) throw std::system_error(error);
        }
        poller.modify(server, unsent.empty() ? Interest::recv : Interest::both, 0);
        if (sending && unsent.empty() && keyboard.at_end()) {
            server.shutdown_send();
            sending = false;
        }
    }
}

std::string encode_line(std::string_view line) {
    std::string bytes;
    for (const char c : line) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}

namespace {

enum State { text, after_cr, command, option, subnegotiation, command_in_subnegotiation };

constexpr unsigned char se = 240, sb = 250, will = 251, wont = 252, please_do = 253, dont = 254,
                        iac = 255;

}  // namespace

Decoded TelnetDecoder::feed(std::string_view bytes) {
    Decoded decoded;
    for (const char c : bytes) {
        const auto value = static_cast<unsigned char>(c);
        switch (state) {
            case after_cr:
                state = text;
                if (value == '\n') {
                    decoded.text += '\n';
                    break;
                }
                decoded.text += '\r';
                if (value == '\0') break;
                [[fallthrough]];
            case text:
                if (value == iac) {
                    state = command;
                } else if (value == '\r') {
                    state = after_cr;
                } else {
                    decoded.text += c;
                }
                break;
            case command:
                state = value == sb ? subnegotiation : value >= will && value < iac ? option : text;
                verb = value;
                if (value == iac) decoded.text += c;
                break;
            case option:
                state = text;
                if (verb == please_do) decoded.reply += {'\xff', static_cast<char>(wont), c};
                if (verb == will) decoded.reply += {'\xff', static_cast<char>(dont), c};
                break;
            case subnegotiation:
                if (value == iac) state = command_in_subnegotiation;
                break;
            case command_in_subnegotiation: state = value == se ? text : subnegotiation; break;
        }
    }
    return decoded;
}
