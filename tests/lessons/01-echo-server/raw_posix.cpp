// Lesson 01's server without the library: BSD sockets, on Linux and macOS.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    const int port = argc > 1 ? std::atoi(argv[1]) : 62893;
    signal(SIGPIPE, SIG_IGN);  // or a peer that is gone would end this program

    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) return std::perror("socket"), 1;
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);

    sockaddr_in home{};
    home.sin_family = AF_INET;
    home.sin_port = htons(static_cast<uint16_t>(port));
    home.sin_addr.s_addr = htonl(INADDR_LOOPBACK);  // 127.0.0.1
    if (bind(listener, reinterpret_cast<sockaddr*>(&home), sizeof home) != 0) {
        return std::perror("bind"), 1;
    }
    if (listen(listener, SOMAXCONN) != 0) return std::perror("listen"), 1;
    std::puts("Listening");
    std::fflush(stdout);

    for (;;) {
        int client = accept(listener, nullptr, nullptr);
        if (client < 0) return std::perror("accept"), 1;
        char buffer[4096];
        ssize_t received;
        while ((received = recv(client, buffer, sizeof buffer, 0)) > 0) {
            ssize_t sent = 0;
            while (sent < received) {
                ssize_t taken =
                    send(client, buffer + sent, static_cast<size_t>(received - sent), 0);
                if (taken < 0) break;
                sent += taken;
            }
            if (sent < received) break;
        }
        close(client);
    }
}
