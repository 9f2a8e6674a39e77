#pragma once

// What a failure of ask() or talk() means, and the headings in the lesson that tell more.

#include <atomic>
#include <optional>
#include <string>

#include "exercise.hpp"
#include "given/scripted_keyboard.hpp"
#include "given/scripted_screen.hpp"
#include "harness/cut_text.hpp"
#include "harness/gave.hpp"
#include "harness/idling.hpp"
#include "harness/streams.hpp"
#include "harness/thread.hpp"
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

/// What your function gave, or threw, whose connection breaks.
inline harness::Gave<std::string> outcome;
/// The answer that the check is not content with, and the last one that it was.
inline std::optional<harness::Returned> answer;
inline harness::Returned earlier_answer;
/// Where the server is asked, and who that is.
inline TcpListener door;
inline Endpoint earlier_door;
inline harness::Peer* asked = nullptr;  ///< nobody as long as your code has not come

/// Whether another connection has come to the door, beside the one that was accepted.
inline bool somebody_else_came() {
    static Endpoint who_was_asked_twice;
    if (!door.is_open()) return false;
    const harness::HarnessThread mark;
    std::error_code nobody;
    (void)door.accept(nobody, std::chrono::milliseconds{0});
    if (!nobody) who_was_asked_twice = door.local_endpoint();
    return who_was_asked_twice == door.local_endpoint();
}

inline std::size_t knocks_in_vain = 0;  ///< at a door where nobody listens

inline std::string asks_twice(const Case& one) {
    if (knocks_in_vain > 1) {
        return "your ask() knocks again where it was refused: whether to try once more is for its "
               "caller to say. Let the error of connect() pass on at once.";
    }
    if (one.is(Verdict::crashed) || !somebody_else_came()) return "";
    return "your ask() connects to the server more than once. Each connection is a client of its "
           "own: "
           "the server answers the one that asks it first, and whoever looks in advance is one, "
           "too.";
}

inline std::string connects_elsewhere(const Case& one) {
    if (one.failure.error != std::errc::connection_refused || !door.is_open()) return "";
    const auto knock = harness::current_stage()->watch().last_connect();
    if (!knock || knock->where == door.local_endpoint()) return "";
    const std::string there = "your ask() connects to " + to_string(knock->where);
    const std::string here =
        "The server that it is given is at " + to_string(door.local_endpoint());
    if (knock->where == earlier_door) {
        return there + ", where the server of an earlier question was. " + here +
               ": a static (or global) variable keeps what it has from one call to the next.";
    }
    return there + ". " + here + ": the address belongs to it, as the port does.";
}

inline std::string keeps_a_connection(const Case& one) {
    const bool has_come =
        one.is(Verdict::fail) || asked != nullptr || earlier_answer.expected.empty();
    const auto knock = harness::current_stage()->watch().last_connect();
    if (has_come || !door.is_open() || !knock || knock->where != earlier_door) return "";
    return "your ask() has not connected to this server: it goes on with the connection of an "
           "earlier "
           "question. A static (or global) variable outlives the call; each ask() needs its own.";
}

inline std::string takes_nothing_for_an_error(const Case& one) {
    if (!one.is(Verdict::crashed) || one.failure.error || asked == nullptr) return "";
    const harness::PeerSeen server = asked->seen();
    if (!server.sent.empty() || server.has_reset || server.received.empty()) return "";
    return "an exception left your ask() because the server had nothing to say. An empty answer is "
           "an "
           "answer: the server has finished, and nothing broke.";
}

inline std::string takes_the_end_for_an_error(const Case& one) {
    if (one.failure.error == std::errc::operation_canceled) {
        return "stop() ends both directions, and makes every call that waits fail. shutdown_send() "
               "closes "
               "one direction only: what the other side still says can be received.";
    }
    if (one.failure.error != loopback::Errc::end_of_stream) return "";
    return "the end of the stream left your code as an error. That the server has finished is no "
           "failure: "
           "recv() gives an empty result, and recv_exactly(), which wants a full buffer, does not "
           "fit.";
}

/// A check takes what leaves ask() where the server resets: elsewhere the server did not.
inline std::string shuts_both_ways(const Case& one) {
    const auto& talk = one.failure.talk;
    const bool is_refused =
        one.is(Verdict::crashed) && (one.failure.error == std::errc::connection_reset ||
                                     one.failure.error == std::errc::connection_aborted);
    const bool hears_nothing = one.returned != nullptr && talk && talk->saw_the_end &&
                               talk->received < one.expected().size();
    if (!is_refused && !hears_nothing) return "";
    return "the server had an answer, and your side of the connection did not take it: it was "
           "closed in "
           "both directions after the question (shutdown of both, shutdown_recv() or stop()). "
           "shutdown_send() closes one direction only, and the answer comes by the other.";
}

inline std::string never_connects(const Case& one) {
    const bool is_waited_for =
        one.failure.peer && one.failure.peer->waiting_for.starts_with("your code to connect");
    return is_waited_for ? streams::never_connected(one) : "";
}

inline std::string finishes_before_sending(const Case& one) {
    const bool has_a_question = !one.failure.peer || !one.failure.peer->expected.empty();
    return has_a_question ? streams::finished_before_sending(one) : "";
}

inline std::string cuts_the_answer(const Case& one) {
    const auto& talk = one.failure.talk;
    if (one.returned == nullptr || one.has_wrong_bytes() || one.got().empty() || !talk) return "";
    if (talk->received < one.expected().size()) return "";
    return "all " + count(talk->received, "byte") + " came, and your ask() returned the first " +
           std::to_string(one.got().size()) + ". An answer may be of any length.";
}

/// The first answer came whole, in three pieces.
inline std::string limits_the_answer(const Case& one) {
    if (!one.has_stopped_early() || one.returned == nullptr || earlier_answer.expected.empty())
        return "";
    if (one.got().empty() || one.has_wrong_bytes()) return "";
    return "your ask() stopped after " + count(one.got().size(), "byte") +
           ", and the server had more to say. An answer may be of any length: it ends when recv() "
           "gives "
           "an empty result, and not before.";
}

inline std::string answers_without_a_connection(const Case& one) {
    if (!one.is(Verdict::fail) || door.is_open() || outcome.threw()) return "";
    return "nobody listens there, and your ask() returned as if a server had answered. No answer "
           "is "
           "not an empty one: let the error of connect() pass on to the caller.";
}

inline std::string replaces_the_error(const Case& one) {
    if (!one.is(Verdict::fail) || !outcome.threw()) return "";
    return "an error left your code, and it is another one than the connection's: the caller "
           "cannot "
           "tell any more what has happened. Do not catch it; or, in a catch block, throw; alone "
           "passes the same one on.";
}

inline std::string keeps_an_earlier_answer(const Case& one) {
    const std::string& earlier = earlier_answer.expected;
    if (one.returned == nullptr || earlier.empty() || !one.got().starts_with(earlier)) return "";
    return "the answer to an earlier question is still there. A static (or global) variable keeps "
           "what "
           "it has from one call to the next: let each call begin with an empty answer of its own.";
}

inline std::string reads_past_the_question(const Case& one) {
    if (one.returned != nullptr || !harness::CutText::is_read_past(one.got())) return "";
    return "your code reads on behind the end of the question. A std::string_view knows its size, "
           "and "
           "no zero byte follows it: its data() alone is no C string.";
}

inline std::string changes_the_question(const Case& one) {
    if (one.returned != nullptr || !one.is(Verdict::fail) || !one.has_wrong_bytes()) return "";
    return "your code sends " +
           loopback::quoted(std::string_view(one.got()).substr(one.right(), 2), 2) +
           (one.lacks_bytes() ? " where the question has something else"
                              : " after the question, which has an end of its own") +
           ": it is sent as it is, byte by byte.";
}

inline std::string cuts_the_question(const Case& one) {
    const bool ends_early = one.failure.talk && one.failure.talk->shut_down_early;
    if (one.returned != nullptr || !one.is(Verdict::fail) || !ends_early || !one.lacks_bytes() ||
        one.has_wrong_bytes()) {
        return "";
    }
    return "your code sends " + harness::count(one.got().size(), "byte") +
           " of the question and says then that this is all. A question may be of any length: send "
           "the whole of it.";
}

/// Where an answer goes wrong, if it is at a byte that some code takes for something else.
inline std::string takes_a_byte_for_more(const Case& one) {
    if (one.returned == nullptr || !one.lacks_bytes()) return "";
    const char wanted = one.expected()[one.right()];
    const bool is_the_first = one.right() == one.expected().find(wanted);
    if (!is_the_first || one.got().empty()) return "";
    const int value = static_cast<unsigned char>(wanted);
    const char* often = value == 255 ? "A char of 255 may be -1, which is EOF where it is compared"
                        : value == 128  ? "From 128 on, a char may be negative"
                        : value == 26   ? "To a text file on Windows that is the end"
                        : value == '\n' ? "An answer is no line, and has its ends of line"
                        : value == '\r' || value == '\t' || value == 1
                            ? "It is no letter, and belongs to the answer"
                            : nullptr;
    if (often == nullptr) return "";
    return "it goes wrong exactly at the first byte " + std::to_string(value) + ". " + often +
           ". Every byte belongs to the answer, whatever its value.";
}

inline std::string trims_the_answer(const Case& one) {
    if (one.returned == nullptr || one.got().empty() || one.has_wrong_bytes()) return "";
    const std::string_view rest = std::string_view(one.expected()).substr(one.right());
    if (rest.empty() || rest.find_first_not_of(" \r\n\t\0") != rest.npos) return "";
    if (!one.failure.talk || one.failure.talk->received < one.expected().size()) return "";
    return "all bytes came, and your ask() left out " + loopback::quoted(rest, 8) +
           " at the end. Every byte belongs to the answer, its end of line too.";
}

inline std::string adds_to_the_answer(const Case& one) {
    if (one.returned == nullptr || !one.has_wrong_bytes()) return "";
    const auto& talk = one.failure.talk;
    const std::size_t room = talk && talk->last_recv ? talk->last_recv->size : 0;
    if (room > 0 && one.got().size() > talk->received && one.got().size() % room == 0) {
        return "your ask() takes the whole buffer, " + count(room, "byte") +
               ", with whatever was in it from before. What recv() returns is the part that has "
               "just "
               "come: add that.";
    }
    if (one.lacks_bytes()) return "";
    return "your ask() returns the answer, and then " +
           loopback::quoted(std::string_view(one.got()).substr(one.right(), 2), 2) +
           ", which the server never sent.";
}

inline Advice why_ask(const Failure& failure) {
    const Failure& judged = streams::as_uncaught(failure, outcome.code);
    return harness::first_of(
        {judged, "ask()", "the server", "the question", answer ? &*answer : nullptr},
        {{streams::let_would_block_out, read_to_the_end},
         {connects_elsewhere, read_to_the_end},
         {keeps_a_connection, read_to_the_end},
         {streams::needs_a_full_buffer, read_to_the_end},
         {takes_the_end_for_an_error, read_to_the_end},
         {takes_nothing_for_an_error, read_to_the_end},
         {streams::used_after_close, finish_sending},
         {finishes_before_sending, finish_sending},
         {shuts_both_ways, finish_sending},
         {streams::spins_at_the_end, read_to_the_end},
         {streams::never_finishes_sending, finish_sending},
         {asks_twice, read_to_the_end},
         {answers_without_a_connection, read_to_the_end},
         {replaces_the_error, read_to_the_end},
         {streams::took_a_reset_for_the_end, read_to_the_end},
         {streams::gave_up_on_a_limit, read_to_the_end},
         {never_connects, read_to_the_end},
         {reads_past_the_question, finish_sending},
         {streams::sent_a_c_string, finish_sending},
         {streams::sent_all_again, finish_sending},
         {streams::forgot_the_rest, finish_sending},
         {streams::waits_before_sending, read_to_the_end},
         {changes_the_question, finish_sending},
         {cuts_the_question, finish_sending},
         {keeps_an_earlier_answer, read_to_the_end},
         {trims_the_answer, read_to_the_end},
         {takes_a_byte_for_more, read_to_the_end},
         {cuts_the_answer, read_to_the_end},
         {limits_the_answer, read_to_the_end},
         {streams::stopped_early, read_to_the_end},
         {streams::kept_only_the_last_piece, read_to_the_end},
         {streams::stopped_at_a_zero_byte, read_to_the_end},
         {adds_to_the_answer, read_to_the_end}});
}

// ---- talk ----

/// What a talk() stands between.
struct Talk {
    Talk(harness::Stage& stage, harness::Peer& at_the_other_end)
        : server(at_the_other_end), keyboard(stage), screen(stage) {}

    harness::Peer& server;
    scripted::Keyboard keyboard;
    scripted::Screen screen;
    TcpStream stream;
    std::atomic<bool> is_reset{false};  ///< by the server
    /// Of two calls that wait when the connection breaks, one is told of it, the other of the end.
    bool one_may_hear_the_end = false;
    bool is_cut = false;             ///< its sends take a part of what they are given
    bool is_like_the_first = false;  ///< which went well
    bool is_over = false;            ///< it has returned, and it should have
};

inline Talk* here = nullptr;  ///< the latest

inline bool one_may_hear_the_end() { return here != nullptr && here->one_may_hear_the_end; }

/// What of a talk() that has returned is still at the keyboard; empty: nothing.
inline std::string still_uses_the_keyboard(const Talk& over) {
    const scripted::KeyboardSeen seen = over.keyboard.seen();
    if (seen.wakes_a_poller) return "the keyboard still wakes a poller of yours";
    if (seen.was_told_to_stop) return "";
    for (const harness::ThreadSeen& thread : harness::current_stage()->watch().threads()) {
        if (thread.in_call && thread.call.function == std::string_view("read_line")) {
            return "a thread still waits in " + harness::name_of(thread.call);
        }
    }
    return "";
}

inline scripted::KeyboardSeen typed() { return here->keyboard.seen(); }

/// What your talk() has done on its connection.
inline std::optional<harness::Conversation> talked() {
    return harness::current_stage()->watch().with(here->server.endpoint());
}

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

/// stop() ends read_line() only: whoever looks with next_line() does not hear of it.
inline std::string looks_for_ever(const Case& one) {
    const harness::Waiting waiting = harness::current_stage()->watch().waiting();
    const bool looks = waiting.look && waiting.look->function == std::string_view("next_line");
    if (!one.is(Verdict::stuck) || !looks || waiting.looks < harness::Waiting::many) return "";
    return "your code asks next_line() again and again, and never rests" +
           std::string(typed().was_told_to_stop
                           ? "; stop() does not end that: at_end() is true at the end "
                             "of the input only. read_line() waits asleep, and "
                             "stop() ends its wait."
                           : ". read_line() waits asleep.");
}

inline std::string forgot_to_flush(const Case& one) {
    const std::string unflushed = here->screen.seen().unflushed;
    if (one.is(Verdict::crashed) || !screen_waits() || unflushed.empty()) return "";
    return harness::show(unflushed) +
           " was written to out, and not flushed: it waits in a buffer until more comes, and a "
           "prompt has no more. std::flush brings it to the screen.";
}

inline std::string keeps_what_came(const Case& one) {
    const scripted::ScreenSeen seen = here->screen.seen();
    const auto talk = talked();
    const std::size_t written = seen.shown.size() + seen.unflushed.size();
    if (!one.is(Verdict::stuck) || !screen_waits() || !talk || talk->received <= written) return "";
    const bool is_within_a_line = written > 0 && seen.expected[written - 1] != '\n';
    if (is_within_a_line && seen.expected[written] != '\0') {
        return "what came is not written as it is: your code has received " +
               loopback::quoted(std::string_view(seen.expected).substr(written, 2), 2) +
               ", and written nothing for it.";
    }
    if (seen.expected[written] == '\0') {
        return "what your code writes ends exactly at a zero byte. To functions for C strings that "
               "is "
               "the end of the text; here it is a byte like any other, and recv()'s result knows "
               "its "
               "size.";
    }
    return "your code has received " + count(talk->received, "byte") + " and written " +
           std::to_string(written) + " to out, the stream that it is given" +
           (seen.expected.ends_with('\n')
                ? ": each piece is to be written there as soon as it has come."
                : ". What the server sends is no line, and may never have an "
                  "end of line: write it as soon as it is there.");
}

inline std::string keeps_what_was_typed(const Case& one) {
    const auto talk = talked();
    const bool has_more = one.failure.peer && one.lacks_bytes() && lines_not_taken() == 0;
    if (!one.is(Verdict::stuck) || !has_more || !talk || one.is_stuck_in("send_all")) return "";
    if (talk->sent > one.right() || talk->lost_rest) return "";
    return "your code has taken " + count(typed().taken, "line") + " and sent " +
           count(talk->sent, "byte") + ": the rest is to be sent as soon as it is there.";
}

inline std::string does_not_wait_for_room(const Case& one) {
    const auto talk = talked();
    if (!talk || !talk->last_send || talk->last_send->moved() == talk->last_send->size) return "";
    if (here->is_cut && one.is(Verdict::stuck) && one.lacks_bytes()) {
        return harness::name_of(*talk->last_send) + " took " +
               std::to_string(talk->last_send->moved()) + " of " +
               count(talk->last_send->size, "byte") +
               ", and nothing has sent the rest. send() says how many it took: send_all() goes on "
               "until "
               "all are gone; or keep the rest, and wait with Interest::both until there is room.";
    }
    if (!one.is_stuck_in("wait") || here->server.seen().waiting_for.empty()) return "";
    return "there was no room for all that your code has to send, and nothing wakes it when there "
           "is room "
           "again: with Interest::both wait() also says that.";
}

inline std::string sleeps_over_a_line(const Case& one) {
    const scripted::KeyboardSeen seen = typed();
    if (!one.is_stuck_in("wait") || lines_not_taken() == 0 || !seen.wakes_a_poller) return "";
    if (seen.taken != 0) return "";
    return "a line was typed, which has woken your wait(), and your code waits again without "
           "having taken "
           "it. Look at the keyboard after each wait(), whatever else has come.";
}

inline std::string waits_while_it_sends(const Case& one) {
    if (!one.is_stuck_in("send_all") && !one.is_stuck_in("send")) return "";
    return std::string("your code waits in ") + one.failure.thread->call.function +
           "() until the server takes more, and nobody listens to the server meanwhile. It reads "
           "when "
           "it has said what it wants to say: so both wait for ever. Send what there is room for "
           "now "
           "(send() with a limit of 0s, or a non-blocking stream), keep the rest, and wait with "
           "Interest::both as long as there is a rest; or let a thread of its own send.";
}

inline std::string is_still_there(const Case& one) {
    if (!one.is(Verdict::fail) || !here->is_over) return "";
    if (typed().wakes_a_poller) {
        return "your code has the keyboard wake its poller, and the poller is gone when talk() has "
               "returned. WakeOnKey ends that by itself; keyboard.wakes(nullptr) does, too.";
    }
    if (still_uses_the_keyboard(*here).empty()) return "";
    return "talk() has returned, and a thread that it started still waits for the keyboard: it "
           "will "
           "take the next line, and use what is gone by then. keyboard.stop() ends its wait, and "
           "join() waits for its end: a detached thread is nobody's.";
}

inline std::string ends_at_a_line(const Case& one) {
    const auto talk = talked();
    if (!one.is(Verdict::fail) || !one.failure.peer || here->is_reset || typed().ended) return "";
    if (!talk || talk->saw_the_end || !one.lacks_bytes() || one.has_wrong_bytes()) return "";
    return "your talk() has ended before the server had finished, and lines that were typed have "
           "not "
           "gone to it. Each line is for the server, whatever it says: none is a command for your "
           "program.";
}

inline std::string takes_silence_for_the_end(const Case& one) {
    const auto talk = talked();
    if (typed().ended || here->is_reset || !talk || !talk->shut_down_early) return "";
    if (!one.failure.peer || !one.lacks_bytes()) return "";
    if (typed().was_told_to_stop && !talk->saw_the_end) {
        return "your code has told the keyboard to stop, and the server that no more follows, "
               "before "
               "the server had finished: only an empty result of recv() says that it has.";
    }
    return "your code has told the server that no more follows, and the keyboard has not ended. No "
           "line "
           "says so, whatever stands in it, and that there is none now does not say that none will "
           "come: "
           "at_end() does, and a read_line() that gives nothing.";
}

inline std::string tells_the_end_too_early(const Case& one) {
    const auto talk = talked();
    if (!one.is(Verdict::fail) && !one.is(Verdict::crashed)) return "";
    if (!typed().ended || here->is_reset || !talk || !talk->shut_down_early) return "";
    const bool was_refused =
        talk->last_send &&
        loopback::detail::platform_error(talk->last_send->error) == std::errc::broken_pipe;
    const bool lines_are_left =
        was_refused || (one.failure.peer && one.lacks_bytes() && !one.has_wrong_bytes());
    if (!lines_are_left) return "";
    return "shutdown_send() came before all that was typed had been sent: after it, nothing can be "
           "sent. The keyboard's end is told when the last byte is out.";
}

inline std::string waits_for_the_keyboard(const Case& one) {
    const auto talk = talked();
    const bool waits_on = one.is_stuck_in("wait") && talk && talk->saw_the_end && !typed().ended;
    if (waits_on) {
        return "recv() has said that the server has finished, and your code goes on waiting. Then "
               "the talk is over, even if the keyboard is silent: return.";
    }
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
    const scripted::ScreenSeen seen = here->screen.seen();
    const std::size_t right = harness::same_bytes(seen.shown, seen.expected);
    const auto talk = talked();
    if (!one.is(Verdict::fail) || right == seen.shown.size()) return "";
    const bool is_more = seen.shown.size() + seen.unflushed.size() > (talk ? talk->received : 0);
    if (!is_more && right < seen.expected.size()) return "";
    const std::string_view extra = std::string_view(seen.shown).substr(right, 2);
    return "your code writes " + loopback::quoted(extra, 2) + ", which the server never sent." +
           (extra.front() == '\n'
                ? " (std::endl ends a line before it flushes; std::flush only flushes.)"
                : "");
}

inline std::string changes_what_came(const Case& one) {
    const scripted::ScreenSeen seen = here->screen.seen();
    const std::size_t right = harness::same_bytes(seen.shown, seen.expected);
    const auto talk = talked();
    if (!one.is(Verdict::fail) || !talk || talk->received <= right) return "";
    const std::string rest = loopback::quoted(std::string_view(seen.expected).substr(right, 2), 2);
    if (right == seen.expected.size()) return "";
    return "what came is not written as it is: your code has received " + rest +
           (right == seen.shown.size()
                ? ", and written nothing for it."
                : ", and written " +
                      loopback::quoted(std::string_view(seen.shown).substr(right, 2), 2) + '.') +
           " Every byte of it goes to out, zeros and commands of telnet too.";
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

/// Each long line is of a letter of its own.
inline std::string sends_what_was_left(const Case& one) {
    if (!one.is(Verdict::fail) || !one.has_wrong_bytes() || one.right() != 0) return "";
    if (one.got().front() != 'x' || !one.lacks_bytes() || one.expected().front() != 'y') return "";
    return "your code sends what was typed in an earlier talk, and not sent then. A static (or "
           "global) "
           "variable outlives the call: each talk() begins with nothing that waits.";
}

inline std::string sends_lines_without_their_end(const Case& one) {
    if (!one.lacks_bytes() || one.expected()[one.right()] != '\n') return "";
    if (one.has_wrong_bytes() && one.got()[one.right()] == '\r') return "";
    const bool waits_for_it = one.failure.peer->waiting_for == "1 byte" && lines_not_taken() == 0;
    if (one.is(Verdict::stuck) && !waits_for_it) return "";
    return "the end of a line is missing on its way to the server: what the keyboard gives is sent "
           "as it is.";
}

inline std::string sends_what_nobody_typed(const Case& one) {
    if (!one.is(Verdict::fail) || !one.has_wrong_bytes()) return "";
    const std::string_view got = std::string_view(one.got()).substr(one.right());
    const std::string_view expected = std::string_view(one.expected()).substr(one.right());
    const bool is_added =
        expected.starts_with(got.substr(1)) || got.substr(1).starts_with(expected);
    const bool is_left_out = got.size() > 1 && expected.find(got.substr(0, 100)) != expected.npos;
    const bool is_a_zero = expected.starts_with('\0');
    if (is_a_zero) {
        return "a line goes wrong exactly at its zero byte. To functions for C strings (c_str(), "
               "strlen) that is the end of the text; here it is a byte like any other, and a "
               "std::string knows its size.";
    }
    if (is_left_out) {
        return "your code leaves out " + loopback::quoted(expected.substr(0, 2), 2) +
               " of what was typed, or more: what the keyboard gives is sent as it is, however "
               "long it is.";
    }
    return "your code sends " + loopback::quoted(got.substr(0, is_added ? 1 : 2), 2) +
           (is_added ? ", which nobody typed"
                     : " where " + loopback::quoted(expected.substr(0, 2), 2) + " was typed") +
           ": what the keyboard gives is sent as it is.";
}

inline std::string sends_all_the_time(const Case& one) {
    if (one.failure.spins == 0 || one.failure.thread->call.operation != loopback::Operation::send)
        return "";
    if (!here->is_reset && typed().typed == 0) return "";
    return "there is no room for what your code sends, and it tries again and again, without a "
           "rest and "
           "without listening to the server. Keep what is left, and wait for both: with "
           "Interest::both wait() also says when there is room.";
}

inline std::string tells_nobody_of_the_end(const Case& one) {
    const std::optional<harness::Conversation>& talk = one.failure.talk;
    if (!one.is(Verdict::stuck) || !typed().ended || (talk && talk->shut_down_early)) return "";
    if (talk && talk->closed) {
        return "your code closes the connection at the keyboard's end, and with it the way by "
               "which the "
               "answer would have come. shutdown_send() closes one direction only.";
    }
    const std::string not_told =
        "the keyboard has ended, and the server has not been told: it waits for more. ";
    if (here->is_like_the_first) {
        return not_told +
               "In a talk before this one it was told. What a static (or global) variable "
               "remembers outlives the call: each talk() needs its own.";
    }
    return not_told + "shutdown_send() says that no more bytes follow.";
}

inline Advice why_talk(const Failure& failure) {
    const Failure& judged = streams::as_uncaught(failure, outcome.code);
    return harness::first_of({judged, "talk()", "the server", "the last line"},
                             {{streams::let_would_block_out, two_things},
                              {limits_a_wait_that_is_woken, two_things},
                              {wakes_to_look, two_things},
                              {never_rests, two_things},
                              {idling::wakes_for_nothing, two_things},
                              {replaces_the_error, read_to_the_end},
                              {streams::took_a_reset_for_the_end, read_to_the_end},
                              {leaves_a_thread_to_terminate, two_things},
                              {lets_the_reset_leave_a_thread, two_things},
                              {streams::spins_at_the_end, read_to_the_end},
                              {streams::gave_up_on_a_limit, two_things},
                              {streams::used_after_close, keyboards_end},
                              {takes_silence_for_the_end, keyboards_end},
                              {tells_the_end_too_early, keyboards_end},
                              {streams::finished_before_sending, keyboards_end},
                              {is_still_there, two_things},
                              {takes_the_end_for_an_error, keyboards_end},
                              {does_not_wait_for_room, two_things},
                              {sends_all_the_time, two_things},
                              {waits_while_it_sends, two_things},
                              {forgot_to_flush, two_things},
                              {looks_for_ever, two_things},
                              {keeps_what_came, two_things},
                              {waits_for_the_keyboard, two_things},
                              {waits_for_the_server, two_things},
                              {polls_the_socket_only, two_things},
                              {sleeps_over_a_line, two_things},
                              {takes_one_line_a_wake, two_things},
                              {writes_what_nobody_sent, two_things},
                              {changes_what_came, two_things},
                              {takes_the_keyboards_end_for_all, keyboards_end},
                              {returned_too_early, two_things},
                              {sends_what_was_left, two_things},
                              {streams::sent_a_c_string, two_things},
                              {streams::forgot_the_rest, finish_sending},
                              {ends_at_a_line, two_things},
                              {sends_lines_without_their_end, two_things},
                              {sends_what_nobody_typed, two_things},
                              {tells_nobody_of_the_end, keyboards_end},
                              {keeps_what_was_typed, two_things}});
}

}  // namespace causes
