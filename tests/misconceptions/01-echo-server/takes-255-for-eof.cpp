// Misconception: getc knows the end by its -1, and so do I
// Caught by: 1.4
// Cause: that is no EOF here
// Contract: whatever its value
// Also: 1.5 1.7

#include "exercise.hpp"

#include <cstdio>
#include <span>
#include <string_view>

void echo(TcpStream& client) {
    for (;;) {
        char letter = 0;
        if (!client.recv(std::span(&letter, 1))) return;
        if (letter == EOF) return;
        client.send_all(std::string_view(&letter, 1));
    }
}
