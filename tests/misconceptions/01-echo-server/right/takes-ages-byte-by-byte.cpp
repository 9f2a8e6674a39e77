// Another way: one byte, and the next one: slow, but right
// Contract: A message may come in any number of pieces

#include "exercise.hpp"

#include <span>
#include <string_view>

void echo(TcpStream& client) {
    char letter = 0;
    while (client.recv(std::span(&letter, 1))) client.send_all(std::string_view(&letter, 1));
}
