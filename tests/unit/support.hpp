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

/// An endpoint where nobody listens, nor can: it is bound for as long as this lives.
class ClosedPort {
public:
    explicit ClosedPort(const IpAddress& address = loopback_v4) {
        const auto bound = detail::open_bound({address, 0}, SOCK_STREAM, false, {"bind", {}},
                                              [](NativeHandle) { return 0; });
        holder_ = Socket::adopt(static_cast<NativeHandle>(bound.value));
        endpoint_ = holder_.local_endpoint();
    }
    [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

private:
    Socket holder_;
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

    /// False if that takes more than ten seconds, or after `give_up`.
    bool wait_for(Operation operation, std::size_t count = 1) {
        std::unique_lock lock{mutex_};
        const std::size_t& begun = begun_[static_cast<std::size_t>(operation)];
        changed_.wait_for(lock, 60s, [&] { return begun >= count || over_; });
        return begun >= count && !over_;
    }

    /// Lets everybody go who waits here.
    void give_up() {
        const std::lock_guard lock{mutex_};
        over_ = true;
        changed_.notify_all();
    }

    /// Until `count` threads are where an `operation` with that limit sleeps.
    bool wait_until_blocked_in(Operation operation, std::size_t count = 1,
                               Timeout limit = forever) {
        const bool polls = waits_by_poll || !limit.is_forever();
        return wait_for(polls ? Operation::wait : operation, count);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::array<std::size_t, operation_count> begun_{};
    bool over_ = false;
};

/// Reads to the end of the stream.
inline std::string read_all(TcpStream& stream) {
    std::string all;
    std::array<char, 65536> buffer;
    while (auto received = stream.recv(buffer)) all += received;
    return all;
}

/// Checks that `action`, which returns its milliseconds, takes as long as it should, within 10 %.
/// One try of thirty must: a busy machine adds to some of them, a limit that starts again to all.
template <class Action>
void check_takes(double milliseconds, Action&& action) {
    double best = 1e9;
    for (int i = 0; i < 300 && best > milliseconds * 1.1; ++i) {
        best = std::min(best, double{action()});
    }
    CHECK(best >= milliseconds);
    CHECK(best <= milliseconds * 1.1);
}

/// A listener whose queue is full: the kernel drops who knocks now.
struct FullListener {
    TcpListener listener = TcpListener::bind({loopback_v4, 0}, ListenOptions{.backlog = 0});
    std::vector<TcpStream> queued;
    Endpoint endpoint = listener.local_endpoint();

    FullListener() {
        for (int i = 0, dropped = 0; i < 10 && dropped < 2; ++i) {
            std::error_code error;
            queued.push_back(TcpStream::connect(endpoint, error, 50ms));
            dropped = error ? dropped + 1 : 0;
        }
    }
};
