// How a check comes to its end when it does not pass.

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

#include "harness/crash.hpp"
#include "harness/fair_time.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

namespace harness {
namespace {

// A thread that calls this often without moving anything does not wait: it spins.
constexpr std::size_t many_calls = 1000;

// Where raw calls are not seen, that there was none is no evidence.
constexpr const char* sees_the_library_only =
    "This check sees only what the library asks of the system. Does your code ask it itself, by "
    "::socket() and the like? Then its calls are not seen here: use the library's.";

void claim_or_leave_it(Story story = Story::is_over) {
    if (!claim_verdict(story)) wait_for_the_end();
}

// Which thread to talk about: one that waits for the waiting peer, else one that waits for
// somebody else, else one that waits for a client.
int relevance(const ThreadSeen& thread, const Watch& watch, const PeerSeen* peer) {
    if (thread.calls_in_vain > many_calls) return 4;
    if (!thread.in_call) return 0;
    if (thread.call.is("accept")) return 1;
    const bool with_peer = peer != nullptr && watch.peer_of(thread.call.handle) == peer->endpoint;
    return with_peer ? 3 : 2;
}

std::optional<ThreadSeen> most_relevant(const Watch& watch, const PeerSeen* peer) {
    std::optional<ThreadSeen> best;
    int best_relevance = 0;
    for (const ThreadSeen& thread : watch.threads()) {
        const int one = relevance(thread, watch, peer);
        if (one > best_relevance) {
            best = thread;
            best_relevance = one;
        }
    }
    return best;
}

// What a thread that is in a call waits for, for how long, and how far it has come.
std::string waiting_in_words(const ThreadSeen& thread, const std::string& peer,
                             Clock::duration silence) {
    const SeenCall& call = thread.call;
    const auto waited = thread.calls_in_vain > 0 ? silence : Clock::now() - call.since;
    const std::string long_enough = "has waited " + seconds(waited);
    const std::string progress =
        std::to_string(thread.done) + " of " + count(thread.total, "byte") + " and " + long_enough;
    if (call.is("accept")) return name_of(call) + ' ' + long_enough + " for a client";
    if (call.is("recv_exactly")) return name_of(call) + " has " + progress;
    if (call.is("recv")) return name_of(call) + ' ' + long_enough + " for bytes from " + peer;
    if (call.is("send_all")) {
        return name_of(call) + " has sent " + progress + " for " + peer + " to take more";
    }
    if (call.is("send")) return name_of(call) + ' ' + long_enough + " for " + peer + " to read";
    return name_of(call) + ' ' + long_enough;
}

}  // namespace

void Stage::requires_that(bool good, const std::string& expected, const std::string& seen) {
    if (!good) fails(expected, seen);
}

void Stage::is_about_to_fail() {
    const bool by_the_script = std::this_thread::get_id() == script_;
    claim_or_leave_it(by_the_script ? Story::goes_on : Story::is_over);
    if (by_the_script) let_your_code_come_to_rest();
    claim_or_leave_it();
}

void Stage::fails(const std::string& expected, const std::string& seen, const Counterpart* peer) {
    is_about_to_fail();
    const HarnessThread mark;
    Failure failure;
    if (peer != nullptr) failure.peer = peer->seen();
    ends({expected, seen, {}, {}}, std::move(failure));
}

void Stage::crashes(std::exception_ptr error, const char* function) {
    claim_or_leave_it();
    const HarnessThread mark;
    const Thrown thrown = describe(error, function);
    Failure failure;
    failure.verdict = thrown.unwritten != nullptr ? Verdict::unwritten : Verdict::crashed;
    failure.error = thrown.error;
    failure.unwinding = !error && std::uncaught_exceptions() > 0;
    ends({{}, thrown.words, {}, {}}, std::move(failure));
}

void Stage::is_spinning(const SeenCall& call, std::size_t times) {
    claim_or_leave_it();
    const HarnessThread mark;
    Failure failure;
    failure.verdict = Verdict::stuck;
    failure.spins = times;
    failure.thread.emplace();
    failure.thread->call = call;
    const std::string peer = name_of(watch_.peer_of(call.handle));
    const std::string said =
        call.error != 0
            ? "has failed with " + harness::name_of(loopback::detail::platform_error(call.error))
            : "has said that " + peer + " has finished sending";
    for (PeerSeen& one : peers()) {
        if (one.name == peer) failure.peer = std::move(one);
    }
    ends({{},
          harness::name_of(call) + ' ' + said + ", " + std::to_string(times) + " times in a row",
          {},
          {}},
         std::move(failure));
}

void Stage::hangs(Hang hang, Clock::duration lived) {
    claim_or_leave_it();
    const Clock::duration silence = Clock::now() - watch_.last_progress();
    Failure failure;
    failure.verdict = Verdict::stuck;
    failure.peer = waiting_peer();
    failure.thread = most_relevant(watch_, failure.peer ? &*failure.peer : nullptr);
    const std::optional<SeenCall> last = watch_.last_call();
    Finding finding;
    if (hang == Hang::aimless) {
        finding.seen = "your " + function_ + "() is still at work after " + seconds(lived);
        if (failure.peer && !failure.peer->received.empty()) {
            finding.seen += "; " + failure.peer->name + " has got " +
                            show_against(failure.peer->received, failure.peer->expected);
        }
    } else if (failure.thread && failure.thread->calls_in_vain > many_calls) {
        failure.spins = failure.thread->calls_in_vain;
        finding.seen = harness::name_of(failure.thread->call) + " was called " +
                       count(failure.spins, "time") + " in " + seconds(silence) +
                       " and nothing came of it";
    } else if (failure.thread) {
        const std::string peer = name_of(watch_.peer_of(failure.thread->call.handle));
        finding.seen = waiting_in_words(*failure.thread, peer, silence);
    } else if (failure.peer && all_returned()) {
        failure.verdict = Verdict::fail;
        finding.expected = failure.peer->waiting_for + " for " + failure.peer->name;
        finding.seen = show_against(failure.peer->received, failure.peer->expected) + ", then " +
                       seconds(silence) + " of silence";
    } else {
        failure.computes = hang == Hang::busy;
        finding.seen =
            "your " + function_ + "() has not returned, and has asked nothing of the system " +
            (platform::sees_every_call() ? "for " : "that this check could see for ") +
            seconds(silence) + (last ? "; its last call was " + harness::name_of(*last) : "");
        if (failure.computes) finding.seen += "; it is busy all the time";
    }
    ends(std::move(finding), std::move(failure));
}

// A peer may have seen what your code's thread has not noted yet.
void Stage::let_your_code_come_to_rest() {
    if (std::exchange(came_to_rest_, true)) return;
    const ScriptWaits idle{*this};
    const auto is_sending = [](const ThreadSeen& thread) {
        return thread.in_call && !may_wait_long(thread.call.operation);
    };
    const auto is_at_rest = [&] {
        const std::vector<ThreadSeen> threads = watch_.threads();
        return is_settled() && std::none_of(threads.begin(), threads.end(), is_sending);
    };
    std::unique_lock lock{mutex_};
    waits_fairly(news_, lock, std::chrono::milliseconds{100}, is_at_rest);
}

std::string Stage::reading(const Advice& advice) const {
    const std::string& heading = advice.heading.empty() ? heading_ : advice.heading;
    return heading.empty() ? "" : lesson_ + "/README.md, \"" + heading + '"';
}

void Stage::ends(Finding finding, Failure failure) {
    if (failure.peer) failure.talk = watch_.with(failure.peer->endpoint);
    failure.time_was_up = watch_.time_was_up();
    failure.doors = doors_.seen();
    Advice advice;
    if (why_ && failure.verdict != Verdict::unwritten) advice = why_(failure);
    finding.cause = advice.cause;
    const bool calls_are_expected = failure.peer || doors_.may_be_asked();
    if (!platform::sees_every_call() && watch_.moves().calls == 0 && calls_are_expected) {
        finding.cause += (finding.cause.empty() ? "" : " ") + std::string(sees_the_library_only);
    }
    finding.read = reading(advice);
    if (!failure.peer || failure.peer->waiting_for.empty() || failure.verdict == Verdict::crashed) {
        conclude(failure.verdict, finding);
    }
    const Step last{failure.peer->name + " waits", "for " + failure.peer->waiting_for};
    const bool worth_telling =
        failure.verdict == Verdict::stuck || finding.seen.ends_with("silence");
    conclude(failure.verdict, finding, worth_telling ? &last : nullptr);
}

}  // namespace harness
