// Misconception: what I am given is mine
// Caught by: 1.2
// Cause: has taken the connection out of `client`
// Contract: closed by whoever owns `client`, once this function has returned
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <utility>
#include <vector>

static std::vector<TcpStream> all_of_them;

void echo(TcpStream& client) {
    all_of_them.push_back(std::move(client));
    std::array<char, 4096> buffer;
    TcpStream& mine = all_of_them.back();
    while (auto received = mine.recv(buffer)) mine.send_all(received);
}
