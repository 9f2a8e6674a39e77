// Lesson 04 without the library: BSD sockets, on Linux and macOS. Reads an address, opens a door
// there if only this machine can reach it, and says so.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char** argv) {
    const char* host = argc > 1 ? argv[1] : "127.0.0.1";

    in_addr address{};  // all zero: 0.0.0.0, every address
    if (inet_pton(AF_INET, host, &address) != 1) {
        std::fprintf(stderr, "\"%s\" is no IPv4 address\n", host);
        return 1;  // without these lines a typo would open the door to all
    }
    const bool only_this_machine = ntohl(address.s_addr) >> 24 == 127;
    if (!only_this_machine) {
        std::fprintf(stderr, "The network could reach %s\n", host);
        return 1;
    }

    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) return std::perror("socket"), 1;
    sockaddr_in door{};
    door.sin_family = AF_INET;
    door.sin_addr = address;
    if (bind(listener, reinterpret_cast<sockaddr*>(&door), sizeof door) != 0) {
        return std::perror("bind"), 1;
    }
    if (listen(listener, SOMAXCONN) != 0) return std::perror("listen"), 1;
    std::printf("A door at %s, for this machine only\n", host);
    close(listener);
}
