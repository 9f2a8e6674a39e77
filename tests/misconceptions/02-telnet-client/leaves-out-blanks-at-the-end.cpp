// Misconception: blanks at the end are nothing to see
// Caught by: 2.3
// Cause: written nothing for it
// Contract: writes whatever `server` sends to `out`, as it is
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <system_error>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::error_code gone;
    std::thread typing{[&] {
        while (const auto line = keyboard.read_line()) {
            server.send_all(*line, gone);
            if (gone) return;
        }
        std::error_code too_late;
        server.shutdown_send(too_late);
    }};
    std::array<char, 1024> buffer;
    std::error_code broken;
    while (auto received = server.recv(buffer, broken)) {
        std::string_view shown = received;
        while (shown.ends_with(' ')) shown.remove_suffix(1);
        out << shown << std::flush;
    }
    keyboard.stop();
    typing.join();
    if (broken || gone) throw std::system_error(broken ? broken : gone);
}
