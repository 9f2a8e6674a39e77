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

/// Sees to it that no example waits for ever: every listener that one opens gets two clients, which
/// say hello, have finished sending, and leave at the end of the stream; whoever binds gets a
/// datagram; and an echo server is at home for those that connect.
class Scene : public Observer {
public:
    Scene() : echo_(TcpListener::bind({loopback_v4, 0})) {
        server_ = std::thread([this] { serve(); });
        before_ = install(this);
    }
    ~Scene() override {
        echo_.stop();
        server_.join();
        install(before_);
        for (std::thread& visitor : visitors_) visitor.join();
    }

    /// Port 0: a bind succeeds.
    [[nodiscard]] Endpoint free_home() const { return {loopback_v4, 0}; }
    /// Where the echo server is: a connect succeeds.
    [[nodiscard]] Endpoint served_home() const { return echo_.local_endpoint(); }

    void after(const Call& call) noexcept override {
        const bool opened =
            call.operation == Operation::listen || call.operation == Operation::bind;
        if (!opened || call.error != 0) return;
        const Endpoint door = call.local_endpoint();
        const std::lock_guard lock{mutex_};
        if (call.operation == Operation::bind) {  // who bound it may wait for a datagram
            visitors_.emplace_back([door] { UdpSocket::connect(door).send("hello"); });
            return;
        }
        for (int i = 0; i < 2; ++i) visitors_.emplace_back([door] { visit(door); });
    }

private:
    static void visit(const Endpoint& door) {
        std::error_code error;
        auto stream = TcpStream::connect(door, error, patience);
        if (!error) stream.send_all("hello\n", error, patience);
        if (!error) stream.shutdown_send(error);
        std::array<char, 4096> buffer;
        while (!error && stream.recv(buffer, error, patience)) {
        }
    }

    void serve() {
        std::error_code error;
        while (!error) {
            auto [client, peer] = echo_.accept(error);
            std::array<char, 4096> buffer;
            std::error_code ended;
            while (auto received = client.recv(buffer, ended, patience)) {
                client.send_all(received, ended, patience);
            }
        }
    }

    TcpListener echo_;
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
