// Lesson 03 without the library: Winsock, on Windows. Asks the system for a port, says which one it
// was, and what the list of services calls port 80.

#include <winsock2.h>
#include <ws2tcpip.h>

#include <cstdio>

static int failed(const char* call) {
    std::fprintf(stderr, "%s: error %d\n", call, WSAGetLastError());
    return 1;
}

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return failed("WSAStartup");

    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener == INVALID_SOCKET) return failed("socket");

    sockaddr_in door{};
    door.sin_family = AF_INET;
    door.sin_port = htons(0);  // the system chooses
    door.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (const sockaddr*)&door, sizeof door) == SOCKET_ERROR) return failed("bind");
    if (listen(listener, SOMAXCONN) == SOCKET_ERROR) return failed("listen");

    int size = sizeof door;
    if (getsockname(listener, (sockaddr*)&door, &size) == SOCKET_ERROR) {
        return failed("getsockname");
    }
    std::printf("The system chose port %d\n", ntohs(door.sin_port));

    const servent* service = getservbyport(htons(80), "tcp");
    std::printf("Port 80 is called %s\n", service != nullptr ? service->s_name : "nothing");
    closesocket(listener);
}
