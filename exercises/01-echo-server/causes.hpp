#pragma once

// What a failure of exercise 01 means: the most likely cause, told only with evidence from what
// the seam has shown, and the heading in the lesson that tells more.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "exercise.hpp"
#include "harness/options.hpp"
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

inline constexpr const char* who_may_knock = "Who may knock";
inline constexpr const char* no_messages = "A stream has no messages";
inline constexpr const char* not_text = "Bytes are not text";
inline constexpr const char* takes_less = "send may take less";
inline constexpr const char* next_please = "Next, please";
inline constexpr const char* not_everyones = "One client's trouble is not everyone's";
inline constexpr const char* when_over = "When is it over?";

// ---- echo ----

/// Whether echo() goes on receiving after a message that fills its buffer to the last byte: a
/// conversation of its own, held to tell two causes apart.
inline bool goes_on_after_a_full_buffer(std::size_t size) {
    using namespace std::chrono_literals;
    constexpr std::size_t largest = 65536;  // more might not arrive in one piece
    if (size == 0 || size > largest) return false;
    const auto limit = harness::scaled(1s);
    std::error_code error;
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    TcpStream client = TcpStream::connect(door.local_endpoint());
    TcpStream server = door.accept().stream;
    client.set_no_delay(true);
    server.set_no_delay(true);
    client.send_all(std::string(size, 'x'), error, limit);
    std::thread{[stream = std::move(server)]() mutable {
        try {
            echo(stream);
        } catch (...) {  // not what is asked here
        }
        stream.close();
    }}.detach();
    std::vector<char> buffer(size);
    if (client.recv_exactly(buffer, error, limit) != size) return false;
    client.send_all("more", error, limit);
    buffer.resize(4);
    return client.recv_exactly(buffer, error, limit) == 4;
}

/// A wait came to nothing because of its limit, and nothing was received any more.
inline Advice why_time_was_up(const SeenCall& wait, const std::string& who) {
    return {"a time limit of " + std::to_string(wait.argument) + " ms ended " +
                harness::name_of(wait) + ", and your echo() gave up. " + who +
                " was only slow: a client is done when recv() gives an empty result, however long "
                "that takes.",
            no_messages};
}

/// echo() stopped before recv() had said that the client is done.
inline Advice why_too_early(const Conversation& talk) {
    const std::string truth =
        " recv() hands over what has arrived so far; only an empty result means that the peer is "
        "done.";
    if (!talk.last_recv) return {"your echo() returned without ever calling recv().", no_messages};
    if (talk.recvs == 0)
        return {"your echo() stopped without having received a byte.", no_messages};
    const SeenCall& last = *talk.last_recv;
    const bool short_one = last.moved() < last.size && !talk.went_on_after_short;
    if (short_one && goes_on_after_a_full_buffer(last.size)) {
        return {"a short recv() was taken for the end: it brought " + count(last.moved(), "byte") +
                    ", there was room for " + std::to_string(last.size) +
                    ", and your code stopped." + truth,
                no_messages};
    }
    if (talk.recvs == 1) return {"your loop ended after the first recv()." + truth, no_messages};
    return {"your loop ended after " + std::to_string(talk.recvs) +
                " calls of recv(), before the client had finished." + truth,
            no_messages};
}

/// More came back than was sent.
inline Advice why_too_much(const Conversation& talk, const PeerSeen& peer) {
    if (talk.last_recv && talk.oversent == talk.last_recv->size) {
        return {"your code sends the whole buffer, " + count(talk.oversent, "byte") +
                    ", with whatever was in it from before. What recv() returns is the part that "
                    "has just come: send that.",
                no_messages};
    }
    const std::size_t right = harness::same_bytes(peer.received, peer.sent);
    if (right >= peer.received.size()) return {};
    const std::string_view extra = std::string_view(peer.received).substr(right);
    if (right > 1 && extra.size() > 1 && peer.sent.starts_with(extra.substr(0, right))) {
        return {"your code sends what it has sent before once more, from " +
                    loopback::quoted(extra.substr(0, 2), 2) +
                    " on. Each recv() brings what is new, and only that is to be sent back.",
                no_messages};
    }
    const char first = peer.received[right];
    const bool line_end = first == '\n' || first == '\r';
    const bool known = line_end || first == '\0';
    return {"your code adds " +
                loopback::quoted(std::string_view(peer.received).substr(right, 2), 2) + ", which " +
                peer.name + " never sent." +
                (!known     ? ""
                 : line_end ? " A stream has no lines: the end of a line is bytes like any other."
                            : " A terminating zero belongs to C strings, not to a stream."),
            line_end ? no_messages : not_text};
}

inline Advice why_stuck_echo(const Failure& failure) {
    const SeenCall* call = failure.thread ? &failure.thread->call : nullptr;
    const std::string who = failure.peer ? failure.peer->name : "the client";
    if (failure.spins != 0 && call->operation == Operation::recv && call->error == 0) {
        return {"an empty result of recv() means that " + who +
                    " has finished sending, now and for good: it is not \"nothing yet\". The loop "
                    "must end there.",
                when_over};
    }
    if (failure.spins != 0) {
        return {
            "the same call fails again and again, and your loop goes on asking. An error ends "
            "this conversation.",
            when_over};
    }
    if (failure.computes) {
        return {"a loop that never ends, and that calls nothing that could end it.", when_over};
    }
    if (call != nullptr && std::string_view(call->function) == "recv_exactly") {
        return {"each side waits for the other: recv_exactly() waits until its buffer is full, " +
                    who + " waits for the answer. recv() takes what is there.",
                no_messages};
    }
    return {};
}

inline Advice why_echo(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.error == Errc::end_of_stream) {
        return {
            "recv_exactly() waits until its buffer is full, and fails if the client finishes "
            "before. recv() takes what is there.",
            no_messages};
    }
    const std::string client = failure.peer ? failure.peer->name : "the client";
    if (failure.error == std::errc::timed_out && failure.time_was_up) {
        return why_time_was_up(*failure.time_was_up, client);
    }
    if (failure.verdict == Verdict::stuck) {
        if (Advice stuck = why_stuck_echo(failure); !stuck.cause.empty()) return stuck;
    }
    if (!failure.peer) return {"", when_over};
    const PeerSeen& peer = *failure.peer;
    if (!failure.talk) {
        const bool returned = failure.verdict == Verdict::fail;
        return {
            returned ? "your echo() returned without a single call on the client's stream." : "",
            no_messages};
    }
    const Conversation& talk = *failure.talk;
    const std::size_t right = harness::same_bytes(peer.received, peer.expected);
    const bool wrong_bytes = right < peer.received.size();
    if (talk.sent_again && wrong_bytes) {
        const SeenCall& send = *talk.sent_again;
        return {harness::name_of(send) + " took " + std::to_string(send.moved()) + " of " +
                    count(send.size, "byte") +
                    ", and your code then sent all of them again. Go on with the rest, or let "
                    "send_all() do it.",
                takes_less};
    }
    if (talk.lost_rest && talk.sent < talk.received &&
        (wrong_bytes || talk.lost_rest->since == talk.last_send->since)) {
        const SeenCall& send = *talk.lost_rest;
        return {harness::name_of(send) + " was given " + count(send.size, "byte") + " and took " +
                    std::to_string(send.moved()) + "; nothing sent the other " +
                    std::to_string(send.size - send.moved()) +
                    ". send() says how many it took; send_all() goes on until all are gone.",
                takes_less};
    }
    if (right < peer.expected.size() && right == peer.expected.find('\0') && talk.sends != 0) {
        return {
            "it goes wrong exactly at the first zero byte. To functions for C strings (strlen, "
            "%s, std::string from a pointer) that is the end of the text; here it is a byte "
            "like any other, and recv()'s result knows its size.",
            not_text};
    }
    if (talk.sent > talk.received) {
        if (Advice extra = why_too_much(talk, peer); !extra.cause.empty()) return extra;
    }
    if (talk.broke_off) {
        return {
            "your code breaks the connection off (reset(), or a linger time of zero) instead of "
            "closing it: bytes that are still on their way are lost.",
            when_over};
    }
    if (talk.received > 0 && talk.sent == 0) {
        return {"your code has received " + count(talk.received, "byte") + " from " + peer.name +
                    " and sent none back.",
                no_messages};
    }
    if (talk.shut_down_early && !wrong_bytes) {
        return {
            "shutdown_send() says that nothing more will follow, and your code called it before "
            "the client had finished.",
            when_over};
    }
    const bool ended = peer.ending != harness::Ending::none || talk.closed;
    const bool stopped =
        failure.verdict == Verdict::fail && ended && !talk.saw_the_end && !wrong_bytes;
    if (stopped && failure.time_was_up) return why_time_was_up(*failure.time_was_up, peer.name);
    if (stopped) return why_too_early(talk);
    if (talk.saw_the_end && talk.sent < talk.received && !wrong_bytes) {
        return {"your code received " + count(talk.received, "byte") + " and sent " +
                    std::to_string(talk.sent) + ": it stopped before the last ones were out.",
                when_over};
    }
    if (talk.sent < talk.received && right < peer.expected.size()) {
        return {"your code received " + count(talk.received, "byte") + " and sent " +
                    std::to_string(talk.sent) + "; the first one that is missing is " +
                    loopback::quoted(peer.expected.substr(right, 1)) +
                    ". An echo leaves nothing out.",
                not_text};
    }
    return {"", no_messages};
}

}  // namespace causes
