#pragma once

// What a failure of echo() means, and the headings in the lesson that tell more.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "exercise.hpp"
#include "harness/fair_time.hpp"
#include "harness/streams.hpp"
#include "harness/words.hpp"

namespace causes {

namespace streams = harness::streams;
using harness::Advice;
using harness::Case;
using harness::Conversation;
using harness::count;
using harness::Failure;
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
    constexpr std::size_t largest = 65536;  // more might not arrive in one piece
    if (size == 0 || size > largest) return false;
    std::error_code error;
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    TcpStream client = TcpStream::connect(door.local_endpoint());
    std::thread{[stream = door.accept().stream]() mutable {
        try {
            echo(stream);
        } catch (...) {  // not what is asked here
        }
        stream.close();
    }}.detach();
    std::size_t came = 0;
    std::vector<char> buffer(size);
    const auto comes_back = [&](std::size_t all) {
        (void)harness::tries_fairly(std::chrono::seconds{1}, [&](Timeout step) {
            const auto bytes = client.recv(buffer, error, step);
            came += bytes.size();
            const bool ended = !bytes && error != std::errc::timed_out;
            return ended || came >= all;
        });
        return came >= all;
    };
    client.send_all(std::string(size, 'x'), error);
    if (!comes_back(size)) return false;
    client.send_all("more", error);
    return comes_back(size + 1);
}

/// A message that left room in the buffer ended it, and not just any first one.
inline std::string took_a_short_recv_for_the_end(const Case& one) {
    if (!one.has_stopped_early() || one.failure.talk->recvs == 0) return "";
    const SeenCall& last = *one.failure.talk->last_recv;
    const bool was_short = last.moved() < last.size && !one.failure.talk->went_on_after_short;
    if (!was_short || !goes_on_after_a_full_buffer(last.size)) return "";
    return "a short recv() was taken for the end: it brought " + count(last.moved(), "byte") +
           ", there was room for " + std::to_string(last.size) + ", and your code stopped." +
           streams::recv_hands_over;
}

inline std::string left_bytes_out(const Case& one) {
    if (!one.failure.talk || !one.lacks_bytes()) return "";
    const Conversation& talk = *one.failure.talk;
    if (talk.sent >= talk.received) return "";
    return "your code received " + count(talk.received, "byte") + " and sent " +
           std::to_string(talk.sent) + "; the first one that is missing is " +
           loopback::quoted(one.expected().substr(one.right(), 1)) +
           ". An echo leaves nothing out.";
}

inline Advice why_echo(const Failure& failure) {
    return harness::first_of({failure, "echo()", "the client"},
                             {{streams::needs_a_full_buffer},
                              {streams::spins_at_the_end, when_over},
                              {streams::spins_on_an_error, when_over},
                              {streams::computes_for_ever, when_over},
                              {streams::did_nothing},
                              {streams::sent_all_again, takes_less},
                              {streams::forgot_the_rest, takes_less},
                              {streams::stopped_at_a_zero_byte, not_text},
                              {streams::sent_the_whole_buffer},
                              {streams::sent_old_bytes_again},
                              {streams::added_a_line_end},
                              {streams::added_bytes, not_text},
                              {streams::broke_off, when_over},
                              {streams::received_and_sent_nothing},
                              {streams::finished_too_early, when_over},
                              {streams::gave_up_on_a_limit},
                              {took_a_short_recv_for_the_end},
                              {streams::stopped_early},
                              {streams::lost_the_last_bytes, when_over},
                              {left_bytes_out, not_text}});
}

}  // namespace causes
