// Lesson 02's loop without the library: keyboard and socket at once by select, on Linux and macOS.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

static bool send_all(int server, const char* bytes, ssize_t size) {
    while (size > 0) {
        ssize_t taken = send(server, bytes, static_cast<size_t>(size), 0);
        if (taken < 0) return false;
        bytes += taken;
        size -= taken;
    }
    return true;
}

int main(int argc, char** argv) {
    const int port = argc > 1 ? std::atoi(argv[1]) : 62893;
    signal(SIGPIPE, SIG_IGN);  // or a server that is gone would end this program

    int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in home{};
    home.sin_family = AF_INET;
    home.sin_port = htons(static_cast<uint16_t>(port));
    home.sin_addr.s_addr = htonl(INADDR_LOOPBACK);  // 127.0.0.1
    if (connect(server, reinterpret_cast<sockaddr*>(&home), sizeof home) != 0) {
        return std::perror("connect"), 1;
    }

    char buffer[4096];
    bool typing = true;
    for (;;) {
        fd_set inputs;
        FD_ZERO(&inputs);
        FD_SET(server, &inputs);
        if (typing) FD_SET(STDIN_FILENO, &inputs);
        if (select(server + 1, &inputs, nullptr, nullptr, nullptr) < 0) {
            return std::perror("select"), 1;
        }
        if (FD_ISSET(server, &inputs)) {
            ssize_t received = recv(server, buffer, sizeof buffer, 0);
            if (received <= 0) break;
            if (write(STDOUT_FILENO, buffer, static_cast<size_t>(received)) < 0) break;
        }
        if (FD_ISSET(STDIN_FILENO, &inputs)) {
            ssize_t typed = read(STDIN_FILENO, buffer, sizeof buffer);
            if (typed <= 0) {
                shutdown(server, SHUT_WR);  // the end of the keyboard, not of the talk
                typing = false;
            } else if (!send_all(server, buffer, typed)) {
                break;
            }
        }
    }
    close(server);
}
