#pragma once

#include <array>
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "harness/evidence.hpp"
#include "loopback/narrate.hpp"
#include "loopback/socket.hpp"

namespace harness {

/// How much has happened so far.
struct Moves {
    std::size_t calls = 0;         ///< of the learner's code, in vain or not
    std::size_t by_your_code = 0;  ///< that moved something
    std::size_t by_the_script = 0;
};

/// Sees every call through the seam, keeps what the learner's ones show, and tells when
/// something moved last.
class Watch : public loopback::Observer {
public:
    /// What is told at once, on the learner's thread, with nothing locked.
    struct Hooks {
        /// A call begins that may wait long, another one ends, or a look has shown nothing: who
        /// waits for the learner's code to come to rest looks again.
        std::function<void()> stirs;
        std::function<void(const Conversation&)> closes;
        /// The same call came to the same nothing `times` times in a row.
        std::function<void(const SeenCall&, std::size_t times)> spins;
        /// It has looked at bytes that it leaves there.
        std::function<void()> peeks;
        /// A wait is over at once: see `let_limits_pass`.
        std::function<void(const SeenCall&)> passes;
    };

    explicit Watch(Hooks hooks);

    /// From now on the learner's sends take a part of what they are given, as a kernel with full
    /// buffers does.
    void cut_sends() noexcept { cutting_ = true; }

    /// A limit that is longer than a script can outlast is a limit all the same: the next `times`
    /// waits that have one are over at once, as if all that time had passed. (A Poller's are not.)
    void let_limits_pass(int times) noexcept { limits_to_pass_ = times; }

    loopback::Fault before(const loopback::Call& call) noexcept override;
    void after(const loopback::Call& call) noexcept override;

    /// The learner's code has looked for something that is no socket's, and does not wait for it.
    void note_look(const loopback::Call& look, bool was_there);

    /// Something moved: bytes, a connection, a step of the story.
    void progress() noexcept;
    /// Your code has brought the script nearer to what it waits for.
    void script_progress() noexcept;
    [[nodiscard]] Clock::time_point last_progress() const noexcept;
    [[nodiscard]] Moves moves() const noexcept;

    /// The latest connection of the learner's code with this peer.
    [[nodiscard]] std::optional<Conversation> with(const loopback::Endpoint& peer) const;
    /// How many calls the learner's code has begun, and how many of them succeeded.
    [[nodiscard]] std::size_t begun(loopback::Operation operation) const;
    [[nodiscard]] std::size_t succeeded(loopback::Operation operation) const;
    [[nodiscard]] std::vector<ThreadSeen> threads() const;
    /// Whether a thread of the learner's is in a call on it.
    [[nodiscard]] bool is_in_call(const loopback::Socket& socket) const;
    [[nodiscard]] Waiting waiting() const;
    /// The wait that a limit has ended, after which its thread asked for nothing any more.
    [[nodiscard]] std::optional<SeenCall> time_was_up() const;
    /// Who is at the other end of a handle; 0.0.0.0:0 if it is no connection.
    [[nodiscard]] loopback::Endpoint peer_of(loopback::NativeHandle handle) const;
    /// The last call of any thread of the learner's.
    [[nodiscard]] std::optional<SeenCall> last_call() const;
    /// Its last connect().
    [[nodiscard]] std::optional<SeenCall> last_connect() const;

private:
    struct Streak {
        loopback::NativeHandle handle = loopback::no_handle;
        int error = 0;
        std::size_t times = 0;
    };

    ThreadSeen& this_thread();
    Conversation* conversation(const loopback::Call& call);
    bool is_to_be_cut(const SeenCall& seen);
    bool is_to_pass(const SeenCall& seen) noexcept;
    [[nodiscard]] SeenCall seen_of(const loopback::Call& call) const;
    void note_before(const SeenCall& seen, const loopback::Call& call);
    void note_after(SeenCall& seen, const loopback::Call& call);
    void note_wait(ThreadSeen& mine, const SeenCall& seen);
    void note_looks(ThreadSeen& mine, const SeenCall& seen, bool moved);
    void note_beginning(Conversation& on, const SeenCall& seen);
    std::optional<Conversation> note_close(const loopback::Call& call);
    static void note_lost_rest(Conversation& on);
    void note_transfer(Conversation& on, const SeenCall& seen);
    std::size_t note_streak(const SeenCall& seen, bool moved);
    void note_accepted(const loopback::Call& call);

    Hooks hooks_;
    std::atomic<bool> cutting_{false};
    std::atomic<int> limits_to_pass_{0};
    std::atomic<Clock::rep> last_progress_;
    std::atomic<std::size_t> calls_{0};
    std::atomic<std::size_t> moves_{0};
    std::atomic<std::size_t> moves_of_the_script_{0};

    mutable std::mutex mutex_;
    std::deque<ThreadSeen> threads_;
    std::deque<Conversation> conversations_;
    std::map<loopback::NativeHandle, Conversation*> open_;
    std::set<loopback::NativeHandle> waitless_;  ///< in non-blocking mode
    Waiting waiting_;
    std::array<std::size_t, loopback::operation_count> begun_{};
    std::array<std::size_t, loopback::operation_count> succeeded_{};
    std::optional<SeenCall> last_call_;
    std::map<loopback::Operation, Streak> streaks_;
    std::optional<SeenCall> last_connect_;
};

}  // namespace harness
