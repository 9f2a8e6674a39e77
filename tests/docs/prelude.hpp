#pragma once

// What the examples in doc comments may use, and the other sides that they talk to.

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "loopback/loopback.hpp"

using namespace loopback;

namespace tests {

inline constexpr std::chrono::seconds patience{20};

/// A socket without the library: what goes on beside an example is not for its observer, which may
/// be gone before the call has ended.
class Unobserved {
public:
    Unobserved(const Endpoint& where, int type) : address_(where) {
        detail::native::start();
        handle_ = ::socket(address_.generic.sa_family, type, 0);
    }
    explicit Unobserved(NativeHandle accepted) : handle_(accepted) {}
    ~Unobserved() {
        if (handle_ != no_handle) detail::native::close(handle_);
    }
    Unobserved(const Unobserved&) = delete;
    Unobserved& operator=(const Unobserved&) = delete;

    bool connect() { return ::connect(handle_, &address_.generic, address_.size) == 0; }
    void listen() {
        ::bind(handle_, &address_.generic, address_.size);
        ::listen(handle_, 16);
        ::getsockname(handle_, &address_.generic, &address_.size);
    }
    [[nodiscard]] Endpoint endpoint() const { return address_.endpoint(); }
    [[nodiscard]] NativeHandle accept() { return ::accept(handle_, nullptr, nullptr); }
    void send(std::string_view bytes) {
#if defined(_WIN32)
        const auto size = static_cast<int>(bytes.size());
#else
        const auto size = bytes.size();
#endif
        (void)!::send(handle_, bytes.data(), size, detail::native::send_flags);
    }
    void shutdown_send() { ::shutdown(handle_, 1); }  // SHUT_WR, SD_SEND
    /// Empty at the end, of whatever kind.
    [[nodiscard]] std::string_view recv() {
        const auto size = ::recv(handle_, room_, sizeof room_, 0);
        return {room_, size > 0 ? static_cast<std::size_t>(size) : 0};
    }

private:
    detail::SocketAddress address_;
    NativeHandle handle_ = no_handle;
    char room_[4096];
};

/// Sees to it that no example waits for ever: every listener that one opens gets two clients, which
/// say hello, have finished sending, and leave at the end of the stream; whoever binds gets a
/// datagram; and an echo server is at home for those that connect.
class Scene : public Observer {
public:
    Scene() : echo_({loopback_v4, 0}, SOCK_STREAM) {
        echo_.listen();
        server_ = std::thread([this] { serve(); });
        before_ = install(this);
    }
    ~Scene() override {
        leaving_ = true;
        Unobserved(served_home(), SOCK_STREAM).connect();
        server_.join();
        install(before_);
        for (std::thread& visitor : visitors_) visitor.join();
    }

    /// Port 0: a bind succeeds.
    [[nodiscard]] Endpoint free_home() const { return {loopback_v4, 0}; }
    /// Where the echo server is: a connect succeeds.
    [[nodiscard]] Endpoint served_home() const { return echo_.endpoint(); }

    void after(const Call& call) noexcept override {
        const bool opened =
            call.operation == Operation::listen || call.operation == Operation::bind;
        if (!opened || call.error != 0) return;
        const Endpoint door = call.local_endpoint();
        const std::lock_guard lock{mutex_};
        if (call.operation == Operation::bind) {  // who bound it may wait for a datagram
            visitors_.emplace_back([door] {
                Unobserved sender(door, SOCK_DGRAM);
                if (sender.connect()) sender.send("hello");
            });
            return;
        }
        for (int i = 0; i < 2; ++i) visitors_.emplace_back([door] { visit(door); });
    }

private:
    static void visit(const Endpoint& door) {
        Unobserved stream(door, SOCK_STREAM);
        if (!stream.connect()) return;
        stream.send("hello\n");
        stream.shutdown_send();
        while (!stream.recv().empty()) {
        }
    }

    void serve() {
        while (!leaving_) {
            Unobserved client(echo_.accept());
            for (auto received = client.recv(); !received.empty(); received = client.recv()) {
                client.send(received);
            }
        }
    }

    Unobserved echo_;
    std::atomic<bool> leaving_{false};
    std::thread server_;
    std::mutex mutex_;
    std::list<std::thread> visitors_;
    Observer* before_ = nullptr;
};

}  // namespace tests

// NOLINTNEXTLINE: a macro, since an example needs names, and the tests give them to it.
#define PRELUDE                                                                               \
    [[maybe_unused]] auto listener = TcpListener::bind({loopback_v4, 0});                     \
    [[maybe_unused]] auto client = std::move(listener.accept(tests::patience).stream);        \
    [[maybe_unused]] std::array<char, 4096> buffer;                                           \
    [[maybe_unused]] auto socket = UdpSocket::bind({loopback_v4, 0});                         \
    [[maybe_unused]] const NativeHandle handle = UdpSocket::bind({loopback_v4, 0}).release(); \
    struct Mine : Observer {};                                                                \
    [[maybe_unused]] static Mine mine;

#if defined(__GNUC__)  // an example's names may hide those that are there to be used
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#endif
