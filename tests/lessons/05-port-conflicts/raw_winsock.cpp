// Lesson 05 without the library: Winsock, on Windows. Asks for a door, 127.0.0.1 and a port, and
// says in which way it cannot be had: raw_winsock PORT

#include <winsock2.h>
#include <ws2tcpip.h>

#include <cstdio>
#include <cstdlib>

static int failed(const char* call) {
    std::fprintf(stderr, "%s: error %d\n", call, WSAGetLastError());
    return 1;
}

int main(int argc, char** argv) {
    const int port = argc > 1 ? std::atoi(argv[1]) : 62893;
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return failed("WSAStartup");
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener == INVALID_SOCKET) return failed("socket");
    BOOL on = TRUE;  // so that nobody can take the port over; never SO_REUSEADDR here
    setsockopt(listener, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char*)&on, sizeof on);

    sockaddr_in door{};
    door.sin_family = AF_INET;
    door.sin_port = htons(static_cast<u_short>(port));
    door.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int error = 0;  // kept at once: any later call may change it; errno is never set
    if (bind(listener, (const sockaddr*)&door, sizeof door) != 0) error = WSAGetLastError();
    if (error == 0 && listen(listener, SOMAXCONN) != 0) error = WSAGetLastError();
    closesocket(listener);

    switch (error) {
        case 0: std::puts("free"); break;
        case WSAEADDRINUSE: std::puts("in use: somebody has it"); break;
        case WSAEACCES: std::puts("not allowed: reserved, or somebody's alone"); break;
        case WSAEADDRNOTAVAIL: std::puts("not ours: the address is another machine's"); break;
        default: std::printf("error %d\n", error);
    }
    return error == 0 ? 0 : 1;
}
