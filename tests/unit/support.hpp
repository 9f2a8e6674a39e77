#pragma once

// What the unit tests share: connected pairs, captured failures, threads that are joined, and an
// observer that tells when a call has begun.
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "loopback/loopback.hpp"

#include "platform.hpp"
#include "print.hpp"

using namespace loopback;  // NOLINT: for tests alone
using namespace std::chrono_literals;

/// Two ends of one connection.
struct Pair {
    TcpStream client;
    TcpStream server;
};

inline Pair connected_pair(const IpAddress& address = loopback_v4) {
    auto listener = TcpListener::bind({address, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    return {std::move(client), std::move(listener.accept().stream)};
}

/// 127.0.0.1, and ::1 where this machine has it.
inline std::vector<IpAddress> loopbacks() {
    std::vector<IpAddress> addresses{loopback_v4};
    std::error_code error;
    if (auto probe = UdpSocket::bind({loopback_v6, 0}, error); !error) {
        addresses.push_back(loopback_v6);
    } else {
        MESSAGE("skipped for IPv6: this machine has no ::1");
    }
    return addresses;
}

/// An endpoint where nobody listens: bound, and therefore nobody else's, but not listening.
class ClosedPort {
public:
    explicit ClosedPort(const IpAddress& address = loopback_v4)
        : holder_(TcpListener::bind({address, 0})), endpoint_(holder_.local_endpoint()) {
        holder_.close();
    }
    [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

private:
    TcpListener holder_;
    Endpoint endpoint_;
};

/// What `action` throws; the test fails if that is nothing.
template <class Action>
SocketError failure_of(Action&& action) {
    try {
        action();
    } catch (const SocketError& failure) {
        return failure;
    }
    FAIL("no SocketError was thrown");
    throw std::logic_error("not reached");
}

/// A thread that is joined before it goes out of scope.
class Task {
public:
    template <class Work>
    explicit Task(Work work) : thread_(std::move(work)) {}
    Task(Task&&) = default;
    ~Task() { join(); }
    void join() {
        if (thread_.joinable()) thread_.join();
    }
    std::thread& thread() { return thread_; }

private:
    std::thread thread_;
};

class Stopwatch {
public:
    [[nodiscard]] double milliseconds() const {
        const auto passed = std::chrono::steady_clock::now() - start_;
        return std::chrono::duration<double, std::milli>(passed).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Remembers every finished call.
class Recorder : public Observer {
public:
    struct Seen {
        Operation operation;
        std::string function;
        int error;
        std::ptrdiff_t result;
        std::size_t size;
        std::size_t done;
        std::size_t total;
        unsigned line;
    };

    void after(const Call& call) noexcept override {
        const std::lock_guard lock{mutex_};
        seen_.push_back({call.operation, call.function, call.error, call.result, call.size,
                         call.done, call.total, call.caller.line});
    }
    [[nodiscard]] std::vector<Seen> seen() const {
        const std::lock_guard lock{mutex_};
        return seen_;
    }
    [[nodiscard]] std::vector<Operation> operations() const {
        std::vector<Operation> all;
        for (const Seen& one : seen()) all.push_back(one.operation);
        return all;
    }
    void clear() {
        const std::lock_guard lock{mutex_};
        seen_.clear();
    }

private:
    mutable std::mutex mutex_;
    std::vector<Seen> seen_;
};

/// Tells when the n-th call of an operation is about to be made.
class Gate : public Observer {
public:
    Fault before(const Call& call) noexcept override {
        const std::lock_guard lock{mutex_};
        ++begun_[static_cast<std::size_t>(call.operation)];
        changed_.notify_all();
        return {};
    }

    /// False if that takes more than ten seconds.
    bool wait_for(Operation operation, std::size_t count = 1) {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, 10s, [&] {
            return begun_[static_cast<std::size_t>(operation)] >= count;
        });
    }

    /// Until `count` threads are where a blocked `operation` sleeps.
    bool wait_until_blocked_in(Operation operation, std::size_t count = 1) {
        return wait_for(waits_by_poll ? Operation::wait : operation, count);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::array<std::size_t, operation_count> begun_{};
};

/// Sends until the kernel takes no more, and returns how much it took.
inline std::size_t fill(TcpStream& stream) {
    const std::string block(65536, 'x');
    std::size_t all = 0;
    std::error_code error;
    for (int i = 0; i < 10'000 && !error; ++i) all += stream.send(block, error, 0ms);
    CHECK(error == std::errc::operation_would_block);
    return all;
}

/// Reads to the end of the stream.
inline std::string read_all(TcpStream& stream) {
    std::string all;
    std::array<char, 65536> buffer;
    while (auto received = stream.recv(buffer)) all += received;
    return all;
}

/// The shortest of three tries, in milliseconds: a busy machine only ever adds to it.
template <class Action>
double best_of_three(Action&& action) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        const Stopwatch watch;
        action();
        best = std::min(best, watch.milliseconds());
    }
    return best;
}
