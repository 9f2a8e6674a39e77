// Another way: receives a byte at a time, and shows each by itself
// Contract: both as soon as it is there

#include "exercise.hpp"

#include <array>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::error_code gone;
    std::thread typing{[&] {
        while (const auto line = keyboard.read_line()) {
            for (const char& letter : *line) {
                if (!gone) server.send_all(std::string_view(&letter, 1), gone);
            }
        }
        std::error_code too_late;
        server.shutdown_send(too_late);
    }};
    std::array<char, 1> letter;
    std::error_code broken;
    while (server.recv(letter, broken)) out.put(letter[0]).flush();
    keyboard.stop();
    typing.join();
    if (broken || gone) throw std::system_error(broken ? broken : gone);
}
