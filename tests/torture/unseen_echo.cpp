#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "torture.hpp"

namespace torture {

UnseenEcho::UnseenEcho(Family family)
    : listener_(
          ::socket(family == Family::ipv4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const detail::SocketAddress door(
        Endpoint{family == Family::ipv4 ? loopback_v4 : loopback_v6, 0});
    if (::bind(listener_, &door.generic, door.size) != 0 || ::listen(listener_, 10) != 0) {
        throw std::system_error(errno, std::generic_category(), "an unseen server");
    }
    endpoint_ = detail::endpoint_of(listener_, detail::native::local_name);
    thread_ = std::thread([this] { serve(); });
}

UnseenEcho::~UnseenEcho() {
    ::shutdown(listener_, SHUT_RDWR);  // wakes an accept that has had nobody
    thread_.join();
    ::close(listener_);
}

void UnseenEcho::serve() const {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client == -1) return;
    const timeval patience{0, 300'000};  // for a client that has finished and could not say so
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    char buffer[4096];
    for (ssize_t came = 0; (came = ::recv(client, buffer, sizeof buffer, 0)) > 0;) {
        for (ssize_t gone = 0; gone < came;) {
            const ssize_t taken =
                ::send(client, buffer + gone, static_cast<std::size_t>(came - gone), MSG_NOSIGNAL);
            if (taken <= 0) break;
            gone += taken;
        }
    }
    ::close(client);
}

}  // namespace torture
