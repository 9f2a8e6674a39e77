// Lesson 01's server without the library: Winsock, on Windows.

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
    BOOL on = TRUE;
    setsockopt(listener, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char*)&on, sizeof on);

    sockaddr_in home{};
    home.sin_family = AF_INET;
    home.sin_port = htons(static_cast<u_short>(port));
    home.sin_addr.s_addr = htonl(INADDR_LOOPBACK);  // 127.0.0.1
    if (bind(listener, (const sockaddr*)&home, sizeof home) == SOCKET_ERROR) return failed("bind");
    if (listen(listener, SOMAXCONN) == SOCKET_ERROR) return failed("listen");
    std::puts("Listening");
    std::fflush(stdout);

    for (;;) {
        SOCKET client = accept(listener, nullptr, nullptr);
        if (client == INVALID_SOCKET) return failed("accept");
        char buffer[4096];
        int received;
        while ((received = recv(client, buffer, sizeof buffer, 0)) > 0) {
            int sent = 0;
            while (sent < received) {
                int taken = send(client, buffer + sent, received - sent, 0);
                if (taken == SOCKET_ERROR) break;
                sent += taken;
            }
            if (sent < received) break;
        }
        closesocket(client);
    }
}
