#pragma once

// What a failure of ask() or talk() means, and the headings in the lesson that tell more.

#include <atomic>
#include <optional>
#include <string>

#include "exercise.hpp"
#include "given/scripted_keyboard.hpp"
#include "given/scripted_screen.hpp"
#include "harness/idling.hpp"
#include "harness/streams.hpp"
#include "harness/words.hpp"

namespace causes {

namespace idling = harness::idling;
namespace streams = harness::streams;
using harness::Advice;
using harness::Case;
using harness::count;
using harness::Failure;
using harness::Verdict;

inline constexpr const char* read_to_the_end = "Read to the end";
inline constexpr const char* finish_sending = "Finish sending, go on listening";
inline constexpr const char* two_things = "Two things at once";
inline constexpr const char* keyboards_end = "The end of what you type";
inline constexpr const char* on_the_wire = "What a line is on the wire";
inline constexpr const char* cut_anywhere = "A command may be cut anywhere";
inline constexpr const char* refuse_once = "Refuse, once";

// ---- ask ----

/// The answer that the check is not content with.
inline std::optional<harness::Returned> answer;

inline Advice why_ask(const Failure& failure) {
    return harness::first_of(
        {failure, "ask()", "the server", "the question", answer ? &*answer : nullptr},
        {{streams::needs_a_full_buffer, read_to_the_end},
         {streams::used_after_close, finish_sending},
         {streams::finished_before_sending, finish_sending},
         {streams::spins_at_the_end, read_to_the_end},
         {streams::never_finishes_sending, finish_sending},
         {streams::took_a_reset_for_the_end, read_to_the_end},
         {streams::gave_up_on_a_limit, read_to_the_end},
         {streams::never_connected, read_to_the_end},
         {streams::sent_a_c_string, finish_sending},
         {streams::forgot_the_rest, finish_sending},
         {streams::waits_before_sending, read_to_the_end},
         {streams::stopped_early, read_to_the_end},
         {streams::kept_only_the_last_piece, read_to_the_end},
         {streams::stopped_at_a_zero_byte, read_to_the_end}});
}

// ---- talk ----

/// What a talk() stands between.
struct Talk {
    explicit Talk(harness::Stage& stage) : keyboard(stage), screen(stage) {}

    scripted::Keyboard keyboard;
    scripted::Screen screen;
    TcpStream stream;
    std::atomic<bool> is_reset{false};  ///< by the server
};

inline Talk* here = nullptr;  ///< the latest

inline scripted::KeyboardSeen typed() { return here->keyboard.seen(); }

inline bool screen_waits() {
    const scripted::ScreenSeen shown = here->screen.seen();
    return shown.shown.size() < shown.expected.size();
}

inline std::size_t lines_not_taken() { return typed().typed - typed().taken; }

inline std::string limits_a_wait_that_is_woken(const Case& one) {
    if (idling::wakes_to_look(one, "").empty() || !typed().woke_a_poller) return "";
    return "WakeOnKey wakes your wait() when a line is typed, and the socket wakes it when bytes "
           "come: it needs no limit.";
}

inline std::string wakes_to_look(const Case& one) {
    return idling::wakes_to_look(one,
                                 "WakeOnKey wakes the wait() that waits for the socket: then it "
                                 "needs no limit.");
}

inline std::string never_rests(const Case& one) {
    return idling::never_rests(one,
                               "wait() with WakeOnKey, or a thread in read_line(), sleeps until "
                               "there is something.");
}

inline std::string leaves_a_thread_to_terminate(const Case& one) {
    if (!here->is_reset || !one.is(Verdict::crashed) || !one.failure.unwinding) return "";
    return "an exception left while your reader thread was still joinable: the destructor of such "
           "a std::thread ends the program. Catch it, call keyboard.stop(), join the thread, and "
           "throw it on.";
}

/// The check takes what leaves talk() then: a SocketError that nobody caught left another thread.
inline std::string lets_the_reset_leave_a_thread(const Case& one) {
    if (!here->is_reset || !one.is(Verdict::crashed) || !one.failure.error) return "";
    return "the error of the broken connection left a thread that your code has started, and no "
           "exception gets from one thread to another: it ends the program. Catch it in that "
           "thread (std::current_exception() keeps it), and let talk() throw it.";
}

inline std::string forgot_to_flush(const Case& one) {
    const std::string unflushed = here->screen.seen().unflushed;
    if (one.is(Verdict::crashed) || !screen_waits() || unflushed.empty()) return "";
    return harness::show(unflushed) +
           " was written to out, and not flushed: it waits in a buffer until more comes, and a "
           "prompt has no more. std::flush brings it to the screen.";
}

inline std::string waits_for_the_keyboard(const Case& one) {
    if (!one.is_stuck_in("read_line")) return "";
    if (screen_waits()) {
        return "your code waits for the keyboard in read_line(), and nobody listens to the server "
               "meanwhile. Neither of the two may be waited for alone.";
    }
    if (typed().was_told_to_stop) return "";
    return std::string(here->is_reset ? "the connection is broken" : "the server has finished") +
           ", and your code still waits for the keyboard in read_line(). keyboard.stop() ends that "
           "wait, from any thread.";
}

inline std::string waits_for_the_server(const Case& one) {
    const std::size_t lines = lines_not_taken();
    if (!one.is_stuck_in("recv") || lines == 0) return "";
    return "your code waits for the server in recv(), and " + count(lines, "line") +
           " of the keyboard " + (lines == 1 ? "is" : "are") +
           " not taken. Neither of the two may be waited for alone.";
}

inline std::string polls_the_socket_only(const Case& one) {
    const bool knows_the_keyboard = typed().wakes_a_poller;
    if (!one.is_stuck_in("wait") || lines_not_taken() == 0 || knows_the_keyboard) return "";
    return "your poller knows the socket only: nothing wakes it when a line is typed. WakeOnKey "
           "does.";
}

inline std::string takes_one_line_a_wake(const Case& one) {
    const std::size_t lines = lines_not_taken();
    if (!one.is(Verdict::stuck) || lines == 0 || typed().taken == 0) return "";
    return count(lines, "line") +
           " not taken: one wake may stand for many lines. Take them until next_line() gives "
           "nothing.";
}

inline std::string writes_what_nobody_sent(const Case& one) {
    const scripted::ScreenSeen shown = here->screen.seen();
    const std::size_t right = harness::same_bytes(shown.shown, shown.expected);
    if (!one.is(Verdict::fail) || right == shown.shown.size()) return "";
    return "your code writes " +
           loopback::quoted(std::string_view(shown.shown).substr(right, 2), 2) +
           ", which the server never sent. (std::endl ends a line before it flushes; std::flush "
           "only flushes.)";
}

inline std::string takes_the_keyboards_end_for_all(const Case& one) {
    if (!one.is(Verdict::fail) || !screen_waits() || !typed().ended) return "";
    return "the end of the keyboard was taken for the end of the talk. It says that you have "
           "nothing more to say; the server's answer is still on its way: go on until recv() is "
           "false.";
}

inline std::string returned_too_early(const Case& one) {
    if (!one.is(Verdict::fail) || !screen_waits()) return "";
    return "your talk() returned before the server had finished.";
}

inline std::string sends_lines_without_their_end(const Case& one) {
    if (!one.lacks_bytes() || one.expected()[one.right()] != '\n') return "";
    const bool waits_for_it = one.failure.peer->waiting_for == "1 byte" && lines_not_taken() == 0;
    if (one.is(Verdict::stuck) && !waits_for_it) return "";
    return "the end of a line is missing on its way to the server: what the keyboard gives is sent "
           "as it is.";
}

inline std::string sends_what_nobody_typed(const Case& one) {
    if (!one.is(Verdict::fail) || !one.has_wrong_bytes()) return "";
    return "your code sends " +
           loopback::quoted(std::string_view(one.got()).substr(one.right(), 2), 2) +
           ", which nobody typed: what the keyboard gives is sent as it is.";
}

inline std::string tells_nobody_of_the_end(const Case& one) {
    const std::optional<harness::Conversation>& talk = one.failure.talk;
    if (!one.is(Verdict::stuck) || !typed().ended || !talk || talk->shut_down_early) return "";
    return "the keyboard has ended, and the server has not been told: it waits for more. "
           "shutdown_send() says that no more bytes follow.";
}

inline Advice why_talk(const Failure& failure) {
    return harness::first_of({failure, "talk()", "the server", "the last line"},
                             {{limits_a_wait_that_is_woken, two_things},
                              {wakes_to_look, two_things},
                              {never_rests, two_things},
                              {idling::wakes_for_nothing, two_things},
                              {streams::took_a_reset_for_the_end, read_to_the_end},
                              {leaves_a_thread_to_terminate, two_things},
                              {lets_the_reset_leave_a_thread, two_things},
                              {streams::spins_at_the_end, read_to_the_end},
                              {streams::used_after_close, keyboards_end},
                              {streams::finished_before_sending, keyboards_end},
                              {forgot_to_flush, two_things},
                              {waits_for_the_keyboard, two_things},
                              {waits_for_the_server, two_things},
                              {polls_the_socket_only, two_things},
                              {takes_one_line_a_wake, two_things},
                              {writes_what_nobody_sent, two_things},
                              {takes_the_keyboards_end_for_all, keyboards_end},
                              {returned_too_early, two_things},
                              {streams::forgot_the_rest, finish_sending},
                              {sends_lines_without_their_end, two_things},
                              {sends_what_nobody_typed, two_things},
                              {tells_nobody_of_the_end, keyboards_end}});
}

}  // namespace causes
