#pragma once

// What a failure of exercise 02 means: the most likely cause, told only with evidence, and the
// heading in the lesson that tells more.

#include <optional>
#include <string>

#include "exercise.hpp"
#include "harness/screen.hpp"
#include "harness/scripted_keyboard.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"

namespace causes {

using harness::Advice;
using harness::Conversation;
using harness::count;
using harness::Failure;
using harness::KeyboardSeen;
using harness::PeerSeen;
using harness::ScreenSeen;
using harness::SeenCall;
using harness::Verdict;

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

inline Advice why_wrong_answer(const Conversation& talk) {
    const std::string& answer = *asked.answer;
    if (asked.is_broken_off) {
        return {
            "the connection broke in the middle of the answer, and your ask() returned what had "
            "come, as if it were all. Let recv()'s error pass on to the caller.",
            read_to_the_end};
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

inline Advice why_ask(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.error == Errc::end_of_stream) {
        return {
            "recv_exactly() waits until its buffer is full, and fails if the server finishes "
            "before. recv() takes what is there.",
            read_to_the_end};
    }
    if (has_used_a_closed_stream(failure)) {
        return {
            "your code closed the connection after the question, and with it the way that the "
            "answer would have come. shutdown_send() closes one direction only.",
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
    if (Advice lost = why_lost_rest(talk); !lost.cause.empty() && talk.sent > 0) return lost;
    if (failure.verdict == Verdict::stuck && is_in(failure, "recv") && talk.sent == 0) {
        return {"your ask() waits for an answer and has sent nothing.", read_to_the_end};
    }
    if (failure.verdict == Verdict::fail && asked.answer) {
        return why_wrong_answer(talk);
    }
    return {"", finish_sending};
}

// ---- talk ----

inline harness::ScriptedKeyboard* keyboard = nullptr;
inline harness::Screen* screen = nullptr;

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
        return {
            "the server has finished, and your code still waits for the keyboard in read_line(). "
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

// ---- the telnet protocol ----

/// What one function of part C was given and gave.
struct Coded {
    std::string given;
    std::string expected;
    std::string got;
    bool right_in_one = false;  ///< the same bytes in one piece came out right
};

inline Coded coded;

inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

inline Advice why_encode(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail) return {"", on_the_wire};
    const std::string& got = coded.got;
    if (!got.ends_with("\r\n")) {
        return {got.ends_with('\n')
                    ? "a line ends with two bytes on the wire, CR LF; \"\\n\" alone is what a "
                      "terminal and a file have."
                    : "the end of the line is missing: CR LF.",
                on_the_wire};
    }
    if (has(coded.given, "\xff") && !has(got, "\xff\xff")) {
        return {
            "a byte 255 begins a command of telnet. As data it must be sent twice. (To compare a "
            "char with 255: it may be negative.)",
            on_the_wire};
    }
    const std::size_t right = harness::same_bytes(got, coded.expected);
    if (right < coded.expected.size() && coded.expected[right] == '\0') {
        if (right > 0 && coded.expected[right - 1] == '\r') {
            return {"a CR that does not end the line is followed by a zero byte: CR NUL.",
                    on_the_wire};
        }
        return {
            "it goes wrong exactly at a zero byte. To functions for C strings that is the end of "
            "the text; here it is a byte like any other.",
            on_the_wire};
    }
    return {"", on_the_wire};
}

inline Advice why_text(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail) return {"", cut_anywhere};
    const std::string& got = coded.got;
    if (coded.right_in_one) {
        return {
            "the same bytes in one piece came out right. recv() may cut a command anywhere, so "
            "where it stands must be kept from one feed() to the next.",
            cut_anywhere};
    }
    if (has(got, "\xff\xfb") || has(got, "\xff\xfd")) {
        return {
            "commands are in the text: byte 255 was not recognized. A char may be negative: "
            "compare unsigned char, or with '\\xff'.",
            cut_anywhere};
    }
    if (has(coded.given, "\xff\xfa")) {
        return {
            "a subnegotiation reaches from 255 250 to 255 240, and 255 255 in it is data: nothing "
            "of it is text.",
            cut_anywhere};
    }
    if (has(coded.given, "\xff\xff") && !has(got, "\xff")) {
        return {"255 255 is one byte of data, 255; it is missing in the text.", cut_anywhere};
    }
    if (has(coded.expected, "\xff") && has(got, "\xff\xff")) {
        return {"255 255 is one byte of data, 255; the text has both.", cut_anywhere};
    }
    if (has(got, "\r\n") || has(got, std::string_view("\r\0", 2))) {
        return {"CR LF is the end of a line, \"\\n\" on the screen, and CR NUL a CR alone.",
                on_the_wire};
    }
    return {"", cut_anywhere};
}

inline Advice why_reply(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail) return {"", refuse_once};
    const std::string& got = coded.got;
    if (coded.expected.empty() && !got.empty()) {
        if (has(coded.given, "\xff\xfa")) {
            return {"what stands in a subnegotiation is data, no wish: it is not answered.",
                    refuse_once};
        }
        return {
            "a refusal was answered. If both sides answer refusals, they go on for ever: only DO "
            "and WILL have an answer.",
            refuse_once};
    }
    if (has(got, "\xff\xfb") || has(got, "\xff\xfd")) {
        return {
            "your code agrees, or asks for something itself. DO is refused by WONT, WILL by DONT.",
            refuse_once};
    }
    if (coded.right_in_one) {
        return {
            "the same bytes in one piece were answered right. A wish that is cut is one wish: "
            "where it stands must be kept from one feed() to the next.",
            refuse_once};
    }
    if (got.size() < coded.expected.size()) {
        return {
            "a wish was not answered, and the server may wait for the answer: DO is refused by "
            "WONT, WILL by DONT.",
            refuse_once};
    }
    if (got.size() > coded.expected.size()) {
        return {"a wish was answered more than once.", refuse_once};
    }
    return {"DO is refused by WONT, and WILL by DONT, with the same option.", refuse_once};
}

}  // namespace causes
