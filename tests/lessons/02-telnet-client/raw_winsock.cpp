// Lesson 02's loop without the library: keyboard and socket at once by a thread, on Windows.

#include <winsock2.h>
#include <ws2tcpip.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

static int failed(const char* call) {
    std::fprintf(stderr, "%s: error %d\n", call, WSAGetLastError());
    return 1;
}

static bool send_all(SOCKET server, const char* bytes, int size) {
    while (size > 0) {
        int taken = send(server, bytes, size, 0);
        if (taken == SOCKET_ERROR) return false;
        bytes += taken;
        size -= taken;
    }
    return true;
}

int main(int argc, char** argv) {
    const int port = argc > 1 ? std::atoi(argv[1]) : 62893;
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return failed("WSAStartup");

    SOCKET server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in home{};
    home.sin_family = AF_INET;
    home.sin_port = htons(static_cast<u_short>(port));
    home.sin_addr.s_addr = htonl(INADDR_LOOPBACK);  // 127.0.0.1
    if (connect(server, (const sockaddr*)&home, sizeof home) == SOCKET_ERROR) {
        return failed("connect");
    }

    std::thread typing([server] {
        char line[4096];
        DWORD typed = 0;
        HANDLE keyboard = GetStdHandle(STD_INPUT_HANDLE);  // a handle, but no socket
        while (ReadFile(keyboard, line, sizeof line, &typed, nullptr) && typed > 0) {
            if (!send_all(server, line, static_cast<int>(typed))) return;
        }
        shutdown(server, SD_SEND);  // the end of the keyboard, not of the talk
    });
    typing.detach();

    char buffer[4096];
    int received;
    while ((received = recv(server, buffer, sizeof buffer, 0)) > 0) {
        std::fwrite(buffer, 1, static_cast<size_t>(received), stdout);
        std::fflush(stdout);
    }
    closesocket(server);
    ExitProcess(0);  // the thread may still wait for a key
}
