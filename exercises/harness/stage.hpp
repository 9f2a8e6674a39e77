#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "harness/crowd.hpp"
#include "harness/datagram_peer.hpp"
#include "harness/doors.hpp"
#include "harness/peer.hpp"
#include "harness/verdict.hpp"
#include "harness/watch.hpp"

namespace harness {

/// What went wrong, for the check to find the cause in.
struct Failure {
    Verdict verdict = Verdict::fail;
    std::optional<PeerSeen> peer;         ///< the one that was disappointed, or that waits
    std::optional<Conversation> talk;     ///< what your code did on its connection with that peer
    std::optional<ThreadSeen> thread;     ///< stuck: the thread that is, and its call
    bool computes = false;                ///< stuck: in no call, and the processor is busy
    std::size_t spins = 0;                ///< stuck: how often that call came to nothing
    std::error_code error;                ///< crashed: by this SocketError
    bool unwinding = false;               ///< crashed: while an exception was on its way out
    std::optional<SeenCall> time_was_up;  ///< a wait that a limit ended; nothing was asked since
    DoorsSeen doors;
};

/// The most likely cause, and the heading in the lesson that tells more, if it is another one than
/// the check's. Both may be empty.
struct Advice {
    Advice() = default;
    Advice(std::string likely_cause, std::string read_under = "")
        : cause(std::move(likely_cause)), heading(std::move(read_under)) {}
    Advice(const char* likely_cause) : cause(likely_cause) {}

    std::string cause;
    std::string heading;
};

/// The first one that has a cause, if any.
[[nodiscard]] inline Advice first_of(std::initializer_list<Advice> all) {
    for (const Advice& one : all) {
        if (!one.cause.empty()) return one;
    }
    return {};
}

/// Where a check happens: it starts the learner's functions, gives the scripted peers their
/// place, sees every call, ends what is stuck, and tells the story.
///
///     Stage& stage = Stage::open("lessons/01-echo-server", "A stream has no messages", why_echo);
///     TcpListener door = TcpListener::bind({loopback_v4, 0});
///     Peer& a = stage.peer();
///     a.connects(door.local_endpoint());
///     TcpStream client = door.accept().stream;
///     stage.runs(
///         "echo", [&] { echo(client); }, [&] { client.close(); });
///     a.sends("hello").receives("hello").finishes_sending().sees_the_end();
///     stage.waits_until_returned();
///
/// A stage is never destroyed before the end of the process, since the learner's threads may
/// still use it: `Stage::open` makes it.
class Stage {
public:
    using Explain = std::function<Advice(const Failure&)>;

    /// `lesson` is a folder, "lessons/01-echo-server", and `heading` one of its text's, where to
    /// read on unless `why` says another. `why` finds the cause of a failure; a function that is
    /// not written yet needs none.
    static Stage& open(std::string lesson, std::string heading, Explain why = nullptr);
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// Peers are named A, B, ... in the order of their coming.
    Peer& peer();
    DatagramPeer& datagram_peer();
    Crowd& crowd(std::size_t clients);

    /// Runs a function of the learner's on a thread of its own, and `afterwards` what belongs to
    /// the check, on the same thread.
    void runs(const char* function, std::function<void()> body,
              std::function<void()> afterwards = nullptr);
    void waits_until_returned();
    /// From here on the check tells what your functions return: there is no step that says that
    /// they do.
    void tells_returns_itself() noexcept { tells_returns_ = false; }
    /// Waits until the learner's code waits for something, or has returned.
    void settles();
    /// Waits until `ready()`, or until your functions have returned. It is asked again whenever a
    /// call of your code begins that waits, or another one ends.
    void waits_until(const std::function<bool()>& ready);
    /// Does this when your code has peeked for the first time, and before it goes on.
    void once_it_peeks(std::function<void()> act);
    /// Waits until your code has received `bytes` in all from `peer`, or asks it no more.
    void waits_until_taken(const loopback::Endpoint& peer, std::size_t bytes);

    /// Settles; the wait that your code is in then, if it has a limit that a script can outlast.
    [[nodiscard]] std::optional<SeenCall> settles_in_a_limited_wait();
    /// Waits until that one is over.
    void outlasts(const SeenCall& wait);
    /// Gives your code a moment to show that it does not sleep while there is nothing to do: that
    /// it does is told by no event. See `Watch::waiting`.
    void sees_whether_it_sleeps();

    /// Ends the check unless `good`.
    void requires_that(bool good, const std::string& expected, const std::string& seen);
    /// The verdict is a failure, whatever your code does from now on; it comes to rest first, so
    /// that the story and what a peer sees do not depend on who is faster.
    void is_about_to_fail();
    /// Ends the check: fail.
    [[noreturn]] void fails(const std::string& expected, const std::string& seen,
                            const Counterpart* peer = nullptr);
    /// Ends the check: an exception nobody caught. `function` may be null if it is not known.
    [[noreturn]] void crashes(std::exception_ptr error, const char* function);

    void step(const std::string& action, const std::string& detail = "") {
        watch_.progress();
        tell_step(action, detail);
    }
    /// What it means if a signal ends your code from here on; an empty advice: nothing any more.
    void crash_means(const Advice& advice) {
        tell_what_a_crash_means(advice.cause, reading(advice));
    }
    /// While it lives, the script has nothing to do but to wait for the learner's code: for it to
    /// close the connection of `peer`, or to return.
    class ScriptWaits {
    public:
        explicit ScriptWaits(Stage& stage, loopback::Endpoint peer = {}) : stage_(stage) {
            stage_.set_script_waits(peer);
        }
        ScriptWaits(const ScriptWaits&) = delete;
        ScriptWaits& operator=(const ScriptWaits&) = delete;
        ~ScriptWaits() { stage_.set_script_waits(std::nullopt); }

    private:
        Stage& stage_;
    };

    [[nodiscard]] Watch& watch() noexcept { return watch_; }
    [[nodiscard]] Doors& doors() noexcept { return doors_; }
    [[nodiscard]] std::string name_of(const loopback::Endpoint& peer) const;

private:
    friend class Watchdog;

    Stage(std::string lesson, std::string heading, Explain why);

    /// Where to read on: the lesson's text, and a heading in it. Empty without one.
    [[nodiscard]] std::string reading(const Advice& advice) const;
    void perform(const char* function, const std::function<void()>& body,
                 const std::function<void()>& afterwards);
    void set_script_waits(std::optional<loopback::Endpoint> peer);
    void let_the_script_catch_up();
    [[noreturn]] void hangs(Hang hang, Clock::duration lived);
    [[noreturn]] void is_spinning(const SeenCall& call, std::size_t times);
    void let_your_code_come_to_rest();
    [[noreturn]] void ends(Finding finding, Failure failure);
    [[nodiscard]] std::string next_name();
    template <class Kind>
    Kind& adds(std::string name);
    [[nodiscard]] std::vector<PeerSeen> peers() const;
    [[nodiscard]] std::optional<PeerSeen> waiting_peer() const;
    [[nodiscard]] bool is_settled() const;
    [[nodiscard]] bool is_asleep_or_polls() const;
    [[nodiscard]] bool all_returned() const;

    std::string lesson_;
    std::string heading_;
    Explain why_;
    const std::thread::id script_ = std::this_thread::get_id();
    std::atomic<bool> tells_returns_{true};
    Watch watch_;
    Doors doors_{*this, watch_};

    mutable std::mutex mutex_;
    std::condition_variable news_;
    int running_ = 0;
    std::function<void()> once_it_peeks_;
    bool came_to_rest_ = false;  ///< before a failure was told
    std::optional<loopback::Endpoint> script_waits_for_;
    std::string function_;  ///< the one that was started last
    std::vector<std::unique_ptr<Counterpart>> peers_;
    std::vector<std::unique_ptr<Crowd>> crowds_;
    char next_name_ = 'A';
};

/// The stage of this check; null before there is one.
[[nodiscard]] Stage* current_stage() noexcept;

}  // namespace harness
