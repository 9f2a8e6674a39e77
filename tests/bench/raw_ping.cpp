// The yardstick: a client in plain system calls that sends SIZE bytes and waits for them.
// usage: raw_ping PORT COUNT SIZE     prints round trips a second
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const int on = 1;
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<uint16_t>(std::atoi(argv[1])));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(server, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0) return 1;
    setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const long count = std::atol(argv[2]);
    std::string message(static_cast<std::size_t>(std::atol(argv[3])), 'x');
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < count; ++i) {
        for (std::size_t done = 0; done < message.size();) {
            const ssize_t taken =
                send(server, message.data() + done, message.size() - done, MSG_NOSIGNAL);
            if (taken <= 0) return 1;
            done += static_cast<std::size_t>(taken);
        }
        for (std::size_t done = 0; done < message.size();) {
            const ssize_t got = recv(server, message.data() + done, message.size() - done, 0);
            if (got <= 0) return 1;
            done += static_cast<std::size_t>(got);
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.0f\n", static_cast<double>(count) / took.count());
    close(server);
}
