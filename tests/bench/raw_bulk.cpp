// The yardstick: many bytes one way in plain system calls.
// usage: raw_bulk                      takes all that clients send; prints the port
//        raw_bulk PORT SIZE MEBIBYTES  sends them, SIZE bytes a call; prints MiB a second
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

char buffer[262144];

sockaddr_in loopback_at(int port) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<uint16_t>(port));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return where;
}

int take_all() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where = loopback_at(0);
    socklen_t size = sizeof where;
    auto* generic = reinterpret_cast<sockaddr*>(&where);
    if (bind(listener, generic, size) != 0 || listen(listener, SOMAXCONN) != 0) return 1;
    if (getsockname(listener, generic, &size) != 0) return 1;
    std::printf("%u\n", ntohs(where.sin_port));
    std::fflush(stdout);
    for (;;) {
        const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) return 1;
        while (recv(client, buffer, sizeof buffer, 0) > 0) {
        }
        close(client);
    }
}

int send_all(int port, std::size_t size, std::size_t total) {
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in where = loopback_at(port);
    if (connect(server, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0) return 1;
    const std::string piece(size, 'x');
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t sent = 0; sent < total; sent += size) {
        for (std::size_t done = 0; done < size;) {
            const ssize_t taken = send(server, piece.data() + done, size - done, MSG_NOSIGNAL);
            if (taken < 0) return 1;
            done += static_cast<std::size_t>(taken);
        }
    }
    shutdown(server, SHUT_WR);
    if (recv(server, buffer, sizeof buffer, 0) != 0) return 1;  // until all has been read
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.0f\n", static_cast<double>(total >> 20) / took.count());
    close(server);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 1) return take_all();
    if (argc != 4) return 2;
    return send_all(std::atoi(argv[1]), static_cast<std::size_t>(std::atol(argv[2])),
                    static_cast<std::size_t>(std::atol(argv[3])) << 20);
}
