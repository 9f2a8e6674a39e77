// The yardstick: an echo server for many connections on one thread, in epoll(7) and plain system
// calls.
// usage: raw_loop PORT     prints the port
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

int events_of = -1;
std::vector<std::string> unsent;  // by handle: what a client was too slow to take
char buffer[65536];

void watch(int what, int handle, unsigned events) {
    epoll_event event{};
    event.events = events;
    event.data.fd = handle;
    epoll_ctl(events_of, what, handle, &event);
}

void take_clients(int listener) {
    const int on = 1;
    for (;;) {
        const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client < 0) return;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const auto slot = static_cast<std::size_t>(client);
        if (slot >= unsent.size()) unsent.resize(slot + 1);
        watch(EPOLL_CTL_ADD, client, EPOLLIN);
    }
}

void drop(int client) {
    unsent[static_cast<std::size_t>(client)].clear();
    close(client);
}

// How much of it was taken, or -1 when the client is gone.
ssize_t send_some(int client, const char* data, std::size_t size) {
    const ssize_t taken = send(client, data, size, MSG_NOSIGNAL);
    if (taken >= 0) return taken;
    return errno == EAGAIN ? 0 : -1;
}

void send_rest(int client, std::string& rest) {
    const ssize_t taken = send_some(client, rest.data(), rest.size());
    if (taken < 0) return drop(client);
    rest.erase(0, static_cast<std::size_t>(taken));
    if (rest.empty()) watch(EPOLL_CTL_MOD, client, EPOLLIN);
}

void echo(int client) {
    std::string& rest = unsent[static_cast<std::size_t>(client)];
    if (!rest.empty()) return send_rest(client, rest);
    const ssize_t got = recv(client, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return drop(client);
    const ssize_t taken = send_some(client, buffer, static_cast<std::size_t>(got));
    if (taken < 0) return drop(client);
    if (taken == got) return;
    rest.assign(buffer + taken, static_cast<std::size_t>(got - taken));
    watch(EPOLL_CTL_MOD, client, EPOLLOUT);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const int on = 1;
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
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
    events_of = epoll_create1(EPOLL_CLOEXEC);
    watch(EPOLL_CTL_ADD, listener, EPOLLIN);
    epoll_event ready[128];
    for (;;) {
        const int count = epoll_wait(events_of, ready, 128, -1);
        for (int i = 0; i < count; ++i) {
            const int handle = ready[i].data.fd;
            handle == listener ? take_clients(listener) : echo(handle);
        }
    }
}
