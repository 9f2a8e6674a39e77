// Misconception: operator>> reads what came
// Caught by: 1.3
// Cause: the first one that is missing is "\n"
// Also: 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <sstream>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        std::istringstream words{std::string(received)};
        for (std::string word; words >> word;) client.send_all(word);
    }
}
