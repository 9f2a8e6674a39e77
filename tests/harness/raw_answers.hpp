#pragma once
// Answers of somebody who asks the system itself. Platforms with BSD sockets only.

#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>
#include <array>
#include <string>

#include "loopback/tcp.hpp"

namespace raw {

using loopback::Endpoint;
using loopback::TcpListener;
using loopback::TcpStream;
using loopback::detail::SocketAddress;

inline TcpListener opens_a_door() {
    const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
    const SocketAddress where{Endpoint{loopback::loopback_v4, 0}};
    (void)::bind(handle, &where.generic, where.size);
    (void)::listen(handle, 5);
    return TcpListener::adopt(handle);
}

inline TcpListener exposes(bool by_bind) {
    const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
    const SocketAddress everywhere{Endpoint{}};
    if (by_bind) (void)::bind(handle, &everywhere.generic, everywhere.size);
    (void)::listen(handle, 5);
    return TcpListener::adopt(handle);
}

inline void serves_one(TcpListener& door) {
    const int client = ::accept(door.native_handle(), nullptr, nullptr);
    std::array<char, 100> bytes;
    for (;;) {
        const auto come = ::read(client, bytes.data(), bytes.size());
        if (come <= 0) break;
        iovec part{bytes.data(), static_cast<std::size_t>(come)};
        (void)::writev(client, &part, 1);
    }
    ::close(client);
}

inline void asks_who(Endpoint server, int limit) {
    const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
    const SocketAddress where{server};
    if (::connect(handle, &where.generic, where.size) != 0) return;
    (void)::send(handle, "who?", 4, MSG_NOSIGNAL);
    (void)::shutdown(handle, SHUT_WR);
    std::array<char, 100> bytes;
    pollfd entry{handle, POLLIN, 0};
    (void)::poll(&entry, 1, limit);
    if (limit == 0) {
        ::close(handle);
        return;
    }
    while (::recv(handle, bytes.data(), bytes.size(), 0) > 0) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(handle, &set);
        (void)::select(handle + 1, &set, nullptr, nullptr, nullptr);
    }
    ::close(handle);
}

inline void gives_up(TcpStream& client) {
    const int handle = client.native_handle();
    const timeval limit{0, 50'000};
    (void)::setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    std::array<char, 100> bytes;
    for (;;) {
        const auto come = ::recv(handle, bytes.data(), bytes.size(), 0);
        if (come <= 0) return;
        (void)::send(handle, bytes.data(), static_cast<std::size_t>(come), MSG_NOSIGNAL);
    }
}

inline void reads_too_much(TcpStream& client) {
    std::array<char, 100> bytes;
    (void)::recv(client.native_handle(), bytes.data(), bytes.size(), MSG_WAITALL);
}

}  // namespace raw
