// Lesson 04 without the library: Winsock, on Windows. Reads an address, opens a door there if only
// this machine can reach it, and says so.

#include <winsock2.h>
#include <ws2tcpip.h>

#include <cstdio>

static int failed(const char* call) {
    std::fprintf(stderr, "%s: error %d\n", call, WSAGetLastError());
    return 1;
}

int main(int argc, char** argv) {
    const char* host = argc > 1 ? argv[1] : "127.0.0.1";
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return failed("WSAStartup");

    IN_ADDR address{};  // all zero: 0.0.0.0, every address
    if (inet_pton(AF_INET, host, &address) != 1) {
        std::fprintf(stderr, "\"%s\" is no IPv4 address\n", host);
        return 1;  // without these lines a typo would open the door to all
    }
    const bool only_this_machine = ntohl(address.s_addr) >> 24 == 127;
    if (!only_this_machine) {
        std::fprintf(stderr, "The network could reach %s\n", host);
        return 1;
    }

    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener == INVALID_SOCKET) return failed("socket");
    sockaddr_in door{};
    door.sin_family = AF_INET;
    door.sin_addr = address;
    if (bind(listener, (const sockaddr*)&door, sizeof door) == SOCKET_ERROR) return failed("bind");
    if (listen(listener, SOMAXCONN) == SOCKET_ERROR) return failed("listen");
    std::printf("A door at %s, for this machine only\n", host);
    closesocket(listener);
}
