#pragma once

// What serve() is judged by: the `handle` that the checks supply, which takes notes, and what a
// failure means.

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "causes.hpp"
#include "harness/thread.hpp"

namespace serving {

using namespace causes;

/// One call of handle().
struct Handled {
    Endpoint client;
    bool done = false;
    bool failed = false;  ///< it threw
    bool beside = false;  ///< on another thread than serve()
};

/// What has come of one run of serve().
struct Record {
    harness::Stage* stage = nullptr;
    int clients = 0;  ///< that serve() was asked for
    std::mutex mutex;
    std::condition_variable news;
    std::vector<Handled> handled;
    bool handed_again = false;
    std::thread::id server;              ///< where serve() runs
    std::atomic<bool> returned = false;  ///< serve() has
    std::vector<Handled> left_behind;    ///< with whom handle() still talked then
};

// Never destroyed: a learner's exit() must not pull it from under another thread.
inline Record& record = *new Record;

inline std::vector<Handled> all_handled() {
    const std::lock_guard lock{record.mutex};
    return record.handled;
}

inline int accepted() {
    return static_cast<int>(record.stage->watch().succeeded(Operation::accept));
}

/// Notes a new client; false if it was handled before.
inline bool begin(const Endpoint& client) {
    const std::lock_guard lock{record.mutex};
    for (const Handled& one : record.handled) {
        if (one.client == client) record.handed_again = true;
    }
    if (!record.handed_again) {
        const bool beside = std::this_thread::get_id() != record.server;
        record.handled.push_back({client, false, false, beside});
        if (record.returned) record.left_behind.push_back(record.handled.back());
    }
    record.news.notify_all();
    return !record.handed_again;
}

inline void end(const Endpoint& client, bool failed) {
    const std::lock_guard lock{record.mutex};
    for (Handled& one : record.handled) {
        if (one.client != client) continue;
        one.done = true;
        one.failed = failed;
    }
}

/// serve() has returned.
inline void note_return() {
    const std::lock_guard lock{record.mutex};
    record.returned = true;
    for (const Handled& one : record.handled) {
        if (!one.done) record.left_behind.push_back(one);
    }
    record.news.notify_all();
}

inline std::vector<Handled> left_behind() {
    const std::lock_guard lock{record.mutex};
    return record.left_behind;
}

/// Whether handle() gets this client, perhaps a moment later on another thread.
inline bool is_handled(const Endpoint& client) {
    std::unique_lock lock{record.mutex};
    return record.news.wait_for(lock, harness::scaled(std::chrono::milliseconds{200}), [&] {
        return std::any_of(record.handled.begin(), record.handled.end(),
                           [&](const Handled& one) { return one.client == client; });
    });
}

/// Where handle() talks with this client beside serve(), gives serve() a moment to return too
/// early. That it does not return is told by no event.
inline void lets_serve_return(const Endpoint& client) {
    if (!is_handled(client)) return;
    std::unique_lock lock{record.mutex};
    if (!record.handled.back().beside) return;
    record.news.wait_for(lock, harness::scaled(std::chrono::milliseconds{300}),
                         [] { return record.returned.load(); });
}

inline std::string clients_in_words(int number) {
    return count(static_cast<std::size_t>(number), "client");
}

inline void must_leave_nobody_behind() {
    const std::vector<Handled> left = left_behind();
    if (left.empty()) return;
    record.stage->fails(
        "serve() returns when it has served " + clients_in_words(record.clients),
        "it returned before handle() was done with " + record.stage->name_of(left.front().client));
}

/// A right echo.
inline void handle(TcpStream& stream) {
    const Endpoint client = stream.peer_endpoint();
    const harness::HarnessThread mark{"handle()"};
    if (!begin(client)) {
        record.stage->fails("handle() gets the stream of the next client",
                            "it got the stream of " + record.stage->name_of(client) + " again");
    }
    must_leave_nobody_behind();
    try {
        std::array<char, 4096> buffer;
        while (auto received = stream.recv(buffer)) stream.send_all(received);
    } catch (const SocketError&) {
        end(client, true);
        throw;
    }
    end(client, false);
}

inline constexpr const char* closed_too_early =
    "the stream was closed while handle() was still using it: it must live until handle() returns.";

inline Advice why_returned_early(bool after_a_failure) {
    if (after_a_failure) {
        return {
            "one client ended the server for everyone: after handle() had thrown, your serve() "
            "accepted nobody any more. Catch the error per client, inside the loop.",
            not_everyones};
    }
    if (record.stage->watch().begun(Operation::accept) == 0) {
        return {"your serve() never called accept().", next_please};
    }
    return {"each accept() takes in one client. Your serve() took in " +
                clients_in_words(accepted()) + " and returned; it was asked for " +
                std::to_string(record.clients) + '.',
            next_please};
}

inline constexpr const char* closed_listener =
    "nobody listens any more: your serve() has closed the listener. Each client has a stream of "
    "its "
    "own, which is closed when it has been served; the listener stays open for the next one.";

inline Advice why_crashed(const Failure& failure) {
    const auto last = record.stage->watch().last_call();
    const bool on_a_closed_one =
        failure.error == std::errc::bad_file_descriptor || failure.error == std::errc::not_a_socket;
    if (on_a_closed_one && last && last->operation == Operation::accept && last->error != 0) {
        return {closed_listener, next_please};
    }
    if (on_a_closed_one) return {closed_too_early, when_over};
    for (const Handled& one : all_handled()) {
        if (one.failed) {
            return {"one client ended the server for everyone. Catch the error per client.",
                    not_everyones};
        }
    }
    return {"", next_please};
}

/// A peer waits for something that does not come.
inline Advice why_waiting(const Failure& failure) {
    const PeerSeen& peer = *failure.peer;
    if (failure.verdict == Verdict::fail && peer.waiting_for.starts_with("a connection")) {
        return {closed_listener, next_please};
    }
    if (!failure.talk) return {"", next_please};
    const bool closed = failure.talk->closed;
    if (!is_handled(peer.endpoint)) {
        return {"your serve() accepted " + peer.name + (closed ? ", closed the connection" : "") +
                    " and never called handle() with its stream.",
                next_please};
    }
    bool done = false;
    for (const Handled& one : all_handled()) {
        if (one.client == peer.endpoint) done = one.done;
    }
    if (closed && !peer.received.starts_with(peer.expected)) return {closed_too_early, when_over};
    if (done && !closed) {
        return {
            "handle() is done with " + peer.name + ", but nobody has closed the connection, and " +
                peer.name +
                " waits for its end. A TcpStream closes when it is destroyed; this one is kept.",
            when_over};
    }
    return {"", next_please};
}

inline Advice why(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict == Verdict::crashed) return why_crashed(failure);
    if (record.handed_again) {
        return {
            "each accept() returns a stream of its own, for the client that it took in. Your "
            "serve() hands an earlier one to handle().",
            next_please};
    }
    if (const auto left = left_behind(); !left.empty() && left.front().beside) {
        return {
            "handle() runs on a thread of its own, and your serve() does not wait for it: whoever "
            "called serve() thinks that all have been served, and may end the program. join() "
            "each thread before you return.",
            next_please};
    }
    const std::optional<harness::SeenCall>& limited = failure.time_was_up;
    if (limited && std::string_view(limited->function) == "accept" &&
        (record.returned || failure.error == std::errc::timed_out)) {
        return {"a time limit of " + std::to_string(limited->argument) + " ms ended " +
                    harness::name_of(*limited) +
                    ", and your serve() gave up. The next client comes when it comes: accept() "
                    "without a limit waits for it.",
                next_please};
    }
    const std::vector<Handled> all = all_handled();
    const bool after_a_failure = !all.empty() && all.back().failed;
    const bool waits_for_more = failure.verdict == Verdict::stuck && failure.thread &&
                                std::string_view(failure.thread->call.function) == "accept";
    if (record.returned && accepted() < record.clients) {
        return why_returned_early(after_a_failure);
    }
    if (failure.peer) {
        if (Advice waiting = why_waiting(failure); !waiting.cause.empty()) return waiting;
    }
    if (waits_for_more && accepted() >= record.clients) {
        return {"your serve() has taken in " + clients_in_words(accepted()) +
                    ", as many as it was asked for, and waits for one more. A client that broke "
                    "its connection counts as well.",
                next_please};
    }
    if (static_cast<int>(all.size()) < accepted()) {
        return {"your serve() took in " + clients_in_words(accepted()) +
                    " and called handle() for " + std::to_string(all.size()) + '.',
                next_please};
    }
    return {"", after_a_failure ? not_everyones : next_please};
}

}  // namespace serving
