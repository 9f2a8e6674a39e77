#pragma once

// What a failure of ask() or talk() means: the most likely cause, told only with evidence, and the
// heading in the lesson that tells more.

#include <atomic>
#include <optional>
#include <string>

#include "exercise.hpp"
#include "given/scripted_keyboard.hpp"
#include "given/scripted_screen.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"

namespace causes {

using harness::Advice;
using harness::Conversation;
using harness::count;
using harness::Failure;
using harness::PeerSeen;
using harness::SeenCall;
using harness::Verdict;
using scripted::KeyboardSeen;
using scripted::ScreenSeen;

inline constexpr const char* read_to_the_end = "Read to the end";
inline constexpr const char* finish_sending = "Finish sending, go on listening";
inline constexpr const char* two_things = "Two things at once";
inline constexpr const char* keyboards_end = "The end of what you type";
inline constexpr const char* on_the_wire = "What a line is on the wire";
inline constexpr const char* cut_anywhere = "A command may be cut anywhere";
inline constexpr const char* refuse_once = "Refuse, once";

inline bool is_in(const Failure& failure, std::string_view function) {
    return failure.thread && failure.thread->in_call && failure.thread->call.function == function;
}

/// What is the same for both: the empty result of recv().
inline Advice why_spinning(const Failure& failure) {
    const bool at_the_end = failure.spins != 0 && failure.thread->call.error == 0 &&
                            failure.thread->call.operation == Operation::recv;
    if (!at_the_end) return {};
    return {
        "an empty result of recv() means that the server has finished sending, now and for good. "
        "The loop must end there.",
        read_to_the_end};
}

/// close() is not half a close.
inline bool has_used_a_closed_stream(const Failure& failure) {
    return failure.error == std::errc::bad_file_descriptor ||
           failure.error == std::errc::not_a_socket;
}

inline Advice why_lost_rest(const Conversation& talk) {
    if (!talk.lost_rest) return {};
    const SeenCall& send = *talk.lost_rest;
    return {harness::name_of(send) + " was given " + count(send.size, "byte") + " and took " +
                std::to_string(send.moved()) +
                "; nothing sent the rest. send() says how many it took; send_all() goes on until "
                "all are gone.",
            finish_sending};
}

// ---- ask ----

/// What has come of one call of ask().
struct Asked {
    std::optional<std::string> answer;
    std::error_code error;
    std::string expected;  ///< the answer
    bool is_broken_off = false;
};

inline Asked asked;

/// A wait came to nothing because of its limit, and nothing was received any more.
inline Advice why_time_was_up(const SeenCall& wait, const char* what_it_did) {
    return {"a time limit of " + std::to_string(wait.argument) + " ms ended " +
                harness::name_of(wait) + ", and your ask() " + what_it_did +
                ". The server was only slow: it is done when recv() gives an empty result, however "
                "long that takes.",
            read_to_the_end};
}

inline Advice why_wrong_answer(const Failure& failure, const Conversation& talk) {
    const std::string& answer = *asked.answer;
    if (asked.is_broken_off) {
        return {
            "the connection broke in the middle of the answer, and your ask() returned what had "
            "come, as if it were all. Let recv()'s error pass on to the caller.",
            read_to_the_end};
    }
    if (!talk.saw_the_end && failure.time_was_up) {
        return why_time_was_up(*failure.time_was_up, "returned what had come by then");
    }
    if (!talk.saw_the_end && talk.recvs <= 1) {
        return {
            "your ask() called recv() " + count(talk.recvs, "time") +
                ". recv() hands over what has arrived so far; only an empty result means that the "
                "server is done.",
            read_to_the_end};
    }
    if (!talk.saw_the_end) {
        return {"your ask() stopped after " + std::to_string(talk.recvs) +
                    " calls of recv(), before the server had finished: only an empty result means "
                    "that it is done.",
                read_to_the_end};
    }
    if (answer.size() < asked.expected.size() && asked.expected.ends_with(answer) &&
        !answer.empty()) {
        return {
            "only the last piece was kept: what recv() brings must be added to what came before.",
            read_to_the_end};
    }
    const std::size_t right = harness::same_bytes(answer, asked.expected);
    if (right < asked.expected.size() && asked.expected[right] == '\0') {
        return {
            "it goes wrong exactly at the first zero byte. To functions for C strings that is the "
            "end of the text; recv()'s result knows its size.",
            read_to_the_end};
    }
    return {"", read_to_the_end};
}

inline bool has_stopped_at_a_zero_byte(const Failure& failure) {
    if (!failure.peer) return false;
    const std::string& received = failure.peer->received;
    const std::string& expected = failure.peer->expected;
    return received.size() < expected.size() && expected.starts_with(received) &&
           expected[received.size()] == '\0';
}

inline Advice why_ask(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.error == Errc::end_of_stream) {
        return {
            "recv_exactly() waits until its buffer is full, and fails if the server finishes "
            "before. recv() takes what is there.",
            read_to_the_end};
    }
    if (failure.error == std::errc::timed_out && failure.time_was_up) {
        return why_time_was_up(*failure.time_was_up, "gave up");
    }
    if (has_used_a_closed_stream(failure)) {
        return {
            "your code closed the connection after the question, and with it the way that the "
            "answer would have come. shutdown_send() closes one direction only.",
            finish_sending};
    }
    const bool said_it_first =
        failure.talk && failure.talk->shut_down_early && failure.talk->sent == 0;
    if (said_it_first || failure.error == std::errc::broken_pipe) {
        return {
            "shutdown_send() says that no more bytes follow, and your code calls it before the "
            "question is out: after it, nothing can be sent.",
            finish_sending};
    }
    if (Advice spinning = why_spinning(failure); !spinning.cause.empty()) return spinning;
    const bool waits_for_end = failure.peer && failure.peer->waiting_for == "the end of the stream";
    if (failure.verdict == Verdict::stuck && waits_for_end && failure.talk &&
        !failure.talk->shut_down_early) {
        return {
            "each side waits for the other: " + failure.peer->name +
                " does not know that the question is complete. shutdown_send() says so, and leaves "
                "the other direction open.",
            finish_sending};
    }
    if (!failure.talk) {
        if (failure.verdict == Verdict::crashed) return {"", read_to_the_end};
        return {"your ask() did nothing with a connection to that server.", read_to_the_end};
    }
    const Conversation& talk = *failure.talk;
    if (has_stopped_at_a_zero_byte(failure)) {
        return {
            "what you sent ends exactly at the question's first zero byte. A std::string_view "
            "knows "
            "its size; its data() alone is a C string, which ends there.",
            finish_sending};
    }
    if (Advice lost = why_lost_rest(talk); !lost.cause.empty() && talk.sent > 0) return lost;
    if (failure.verdict == Verdict::stuck && is_in(failure, "recv") && talk.sent == 0) {
        return {"your ask() waits for an answer and has sent nothing.", read_to_the_end};
    }
    if (failure.verdict == Verdict::fail && asked.answer) {
        return why_wrong_answer(failure, *failure.talk);
    }
    return {"", finish_sending};
}

// ---- talk ----

inline scripted::Keyboard* keyboard = nullptr;
inline scripted::Screen* screen = nullptr;

inline std::optional<harness::Waiting> waiting;  ///< if it is what the check failed at

inline Advice why_restless() {
    if (waiting->limited && keyboard->seen().woke_a_poller) {
        return {
            "WakeOnKey wakes your wait() when a line is typed, and the socket wakes it when bytes "
            "come: it needs no limit.",
            two_things};
    }
    if (waiting->limited) {
        return {"your code wakes every " + std::to_string(waiting->limited->argument) +
                    " ms to look. What comes meanwhile has to wait, and an idle program never "
                    "rests. WakeOnKey wakes the wait() that waits for the socket: then it needs no "
                    "limit.",
                two_things};
    }
    if (waiting->looks >= harness::Waiting::many) {
        return {
            "your code looks again and again whether something has come. A loop that never rests "
            "uses up the processor, and one that takes naps comes late. wait() with WakeOnKey, or "
            "a thread in read_line(), sleeps until there is something.",
            two_things};
    }
    return {
        "wait() comes back at once for something that your code does not use, again and again. "
        "A socket nearly always has room to send: ask for Interest::recv as long as there is "
        "nothing that waits to be sent.",
        two_things};
}

inline std::atomic<bool> is_reset{false};  ///< the server resets the connection of this talk
inline bool has_swallowed_the_reset = false;

/// The check takes what leaves talk() then: a SocketError that nobody caught left another thread.
inline Advice why_not_passed_on(const Failure& failure) {
    if (has_swallowed_the_reset) {
        return {
            "your talk() returned as if the server had said goodbye, but it reset the connection: "
            "what it had to say is not complete. Let recv()'s error pass on to the caller; with an "
            "std::error_code, look at it and throw it.",
            read_to_the_end};
    }
    if (failure.verdict != Verdict::crashed) return {};
    if (failure.unwinding) {
        return {
            "an exception left while your reader thread was still joinable: the destructor of such "
            "a std::thread ends the program. Catch it, call keyboard.stop(), join the thread, and "
            "throw it on.",
            two_things};
    }
    if (failure.error) {
        return {
            "the error of the broken connection left a thread that your code has started, and no "
            "exception gets from one thread to another: it ends the program. Catch it in that "
            "thread (std::current_exception() keeps it), and let talk() throw it.",
            two_things};
    }
    return {};
}

inline Advice why_talk_is_stuck(const Failure& failure) {
    const KeyboardSeen typed = keyboard->seen();
    const ScreenSeen shown = screen->seen();
    const std::string lines = count(typed.typed - typed.taken, "line");
    const bool screen_waits = shown.shown.size() < shown.expected.size();
    const std::string server = failure.peer ? failure.peer->name : "A";
    if (screen_waits && !shown.unflushed.empty()) {
        return {harness::show(shown.unflushed) +
                    " was written to out, and not flushed: it waits in a buffer until more comes, "
                    "and a prompt has no more. std::flush brings it to the screen.",
                two_things};
    }
    if (is_in(failure, "read_line") && screen_waits) {
        return {
            "your code waits for the keyboard in read_line(), and nobody listens to the server "
            "meanwhile. Neither of the two may be waited for alone.",
            two_things};
    }
    if (is_in(failure, "read_line") && !typed.was_told_to_stop) {
        return {std::string(is_reset ? "the connection is broken" : "the server has finished") +
                    ", and your code still waits for the keyboard in read_line(). "
                    "keyboard.stop() ends that wait, from any thread.",
                two_things};
    }
    if (typed.typed > typed.taken && is_in(failure, "recv")) {
        return {"your code waits for the server in recv(), and " + lines + " of the keyboard " +
                    (typed.typed - typed.taken == 1 ? "is" : "are") +
                    " not taken. Neither of the two may be waited for alone.",
                two_things};
    }
    if (typed.typed > typed.taken && is_in(failure, "wait") && !typed.wakes_a_poller) {
        return {
            "your poller knows the socket only: nothing wakes it when a line is typed. WakeOnKey "
            "does.",
            two_things};
    }
    if (typed.typed > typed.taken && typed.taken > 0) {
        return {lines +
                    " not taken: one wake may stand for many lines. Take them until "
                    "next_line() gives nothing.",
                two_things};
    }
    if (failure.peer && failure.peer->waiting_for == "1 byte" && typed.typed == typed.taken &&
        failure.peer->expected.ends_with('\n')) {
        return {
            "the end of a line is missing on its way to the server: what the keyboard gives is "
            "sent as it is.",
            two_things};
    }
    if (typed.ended && failure.talk && !failure.talk->shut_down_early) {
        return {
            "the keyboard has ended, and the server has not been told: it waits for more. "
            "shutdown_send() says that no more bytes follow.",
            keyboards_end};
    }
    return {};
}

inline Advice why_talk(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (waiting) return why_restless();
    if (is_reset) {
        if (Advice reset = why_not_passed_on(failure); !reset.cause.empty()) return reset;
    }
    if (Advice spinning = why_spinning(failure); !spinning.cause.empty()) return spinning;
    const KeyboardSeen typed = keyboard->seen();
    const ScreenSeen shown = screen->seen();
    if (failure.verdict == Verdict::stuck) {
        if (Advice stuck = why_talk_is_stuck(failure); !stuck.cause.empty()) return stuck;
        return {"", two_things};
    }
    if (has_used_a_closed_stream(failure)) {
        return {
            "your code closed the stream at the end of the keyboard, and with it the way that the "
            "answer would have come. shutdown_send() closes one direction only.",
            keyboards_end};
    }
    if (failure.verdict == Verdict::crashed && failure.error) {
        const bool after_the_end = failure.error == std::errc::broken_pipe;
        if (after_the_end && typed.ended) {
            return {"your code sends after it has said that no more bytes follow.", keyboards_end};
        }
        return {"", two_things};
    }
    if (!shown.unflushed.empty() && shown.shown.size() < shown.expected.size()) {
        return {harness::show(shown.unflushed) +
                    " was written to out, and not flushed. std::flush brings it to the screen.",
                two_things};
    }
    const std::size_t shown_right = harness::same_bytes(shown.shown, shown.expected);
    if (shown_right < shown.shown.size() && failure.verdict == Verdict::fail) {
        return {"your code writes " +
                    loopback::quoted(std::string_view(shown.shown).substr(shown_right, 2), 2) +
                    ", which the server never sent. (std::endl ends a line before it flushes; "
                    "std::flush only flushes.)",
                two_things};
    }
    const bool lacks =
        shown.shown.size() < shown.expected.size() && shown.expected.starts_with(shown.shown);
    if (lacks && typed.ended) {
        return {
            "the end of the keyboard was taken for the end of the talk. It says that you have "
            "nothing more to say; the server's answer is still on its way: go on until recv() is "
            "false.",
            keyboards_end};
    }
    if (lacks) {
        return {"your talk() returned before the server had finished.", two_things};
    }
    if (failure.peer && failure.talk) {
        if (Advice lost = why_lost_rest(*failure.talk); !lost.cause.empty()) return lost;
    }
    if (failure.peer) {
        const PeerSeen& peer = *failure.peer;
        const std::size_t right = harness::same_bytes(peer.received, peer.expected);
        if (right < peer.expected.size() && peer.expected[right] == '\n') {
            return {
                "the end of a line is missing on its way to the server: what the keyboard gives is "
                "sent as it is.",
                two_things};
        }
        if (right < peer.received.size()) {
            return {"your code sends " +
                        loopback::quoted(std::string_view(peer.received).substr(right, 2), 2) +
                        ", which nobody typed: what the keyboard gives is sent as it is.",
                    two_things};
        }
    }
    return {"", typed.ended ? keyboards_end : two_things};
}

}  // namespace causes
