// The yardstick: an echo server in plain system calls, one connection at a time.
// usage: raw_echo PORT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

static bool send_all(int handle, const char* data, ssize_t size) {
    while (size > 0) {
        const ssize_t taken = send(handle, data, static_cast<size_t>(size), MSG_NOSIGNAL);
        if (taken < 0) return false;
        data += taken;
        size -= taken;
    }
    return true;
}

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const int on = 1;
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<uint16_t>(std::atoi(argv[1])));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    auto* generic = reinterpret_cast<sockaddr*>(&where);
    if (bind(listener, generic, size) != 0 || listen(listener, SOMAXCONN) != 0) return 1;
    if (getsockname(listener, generic, &size) != 0) return 1;
    std::printf("%u\n", ntohs(where.sin_port));
    std::fflush(stdout);
    static char buffer[65536];
    for (;;) {
        const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ssize_t count;
        while ((count = recv(client, buffer, sizeof buffer, 0)) > 0) {
            if (!send_all(client, buffer, count)) break;
        }
        close(client);
    }
}
