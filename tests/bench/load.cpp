// Clients of an echo server, many at once, in plain system calls: each has one message on its way
// at a time. Reads from its input how many messages to send, and prints how many went there and
// back in a second; once more for each line. At the end of its input it breaks all connections off.
// usage: load PORT CONNECTIONS SIZE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

constexpr int patience = 20'000;  // milliseconds

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(1);
}

int connect_to(const sockaddr_in& where) {
    const int on = 1;
    const linger reset{1, 0};  // no TIME_WAIT is left behind
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (handle < 0) give_up("socket");
    if (connect(handle, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0) {
        give_up("connect");
    }
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(handle, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    return handle;
}

class Load {
public:
    Load(int port, std::size_t connections, std::size_t size)
        : message_(size, 'x'), answer_(size, ' '), missing_(connections) {
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_port = htons(static_cast<uint16_t>(port));
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (std::size_t i = 0; i < connections; ++i) {
            handles_.push_back(connect_to(where));
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            if (epoll_ctl(epoll_, EPOLL_CTL_ADD, handles_[i], &event) != 0) give_up("epoll_ctl");
        }
    }

    // Messages a second.
    double run(long count) {
        const auto start = std::chrono::steady_clock::now();
        long sent = 0;
        for (std::size_t i = 0; i < handles_.size() && sent < count; ++i, ++sent) send_to(i);
        for (long back = 0; back < count;) {
            const int ready = epoll_wait(epoll_, events_, 256, patience);
            if (ready <= 0) give_up("epoll_wait");
            for (int k = 0; k < ready; ++k) {
                const std::size_t i = events_[k].data.u64;
                const ssize_t got = recv(handles_[i], answer_.data(), missing_[i], 0);
                if (got <= 0) give_up("recv");
                missing_[i] -= static_cast<std::size_t>(got);
                if (missing_[i] != 0) continue;
                ++back;
                if (sent < count) {
                    ++sent;
                    send_to(i);
                }
            }
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        return static_cast<double>(count) / took.count();
    }

private:
    void send_to(std::size_t i) {
        missing_[i] = message_.size();
        const ssize_t taken = send(handles_[i], message_.data(), message_.size(), MSG_NOSIGNAL);
        if (taken != static_cast<ssize_t>(message_.size())) give_up("send");
    }

    std::string message_;
    std::string answer_;
    std::vector<std::size_t> missing_;  // bytes of the answer that are still to come
    std::vector<int> handles_;
    int epoll_ = epoll_create1(EPOLL_CLOEXEC);
    epoll_event events_[256];
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    Load load(std::atoi(argv[1]), static_cast<std::size_t>(std::atol(argv[2])),
              static_cast<std::size_t>(std::atol(argv[3])));
    for (long count = 0; std::scanf("%ld", &count) == 1 && count > 0;) {
        std::printf("%.0f\n", load.run(count));
        std::fflush(stdout);
    }
}
