#pragma once

// What a failure of echo() means, and the headings in the lesson that tell more.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "exercise.hpp"
#include "harness/fair_time.hpp"
#include "harness/platform.hpp"
#include "harness/streams.hpp"
#include "harness/words.hpp"
#include "loopback/narrate.hpp"

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

/// Bytes that programs take for something: an end, a line, no text.
inline constexpr std::array<std::string_view, 6> special_bytes{
    std::string_view("\0", 1), "\xff", "\x04", "\x1a", "\r\n", "\x80"};

/// Those who have talked with echo(), the one of now last.
inline std::vector<const harness::Peer*> partners;

inline std::atomic<bool> echo_returned{false};    ///< the last one
inline std::atomic<bool> is_left_at_work{false};  ///< a thread, with `client`
inline std::atomic<bool> is_taken_away{false};    ///< the stream, out of `client`

inline void talks_with(const harness::Peer& peer) {
    partners.push_back(&peer);
    echo_returned = false;
}

/// What it means if a signal ends echo() while its client breaks the connection.
inline constexpr const char* killed_by_a_send =
    "a send() to somebody who has gone ends the whole program by SIGPIPE, unless it is told not "
    "to: "
    "client.send() tells it, the raw ::send() needs MSG_NOSIGNAL. Then it fails with an error.";

/// A client of echo() that the story does not know, held to tell causes apart that look alike.
class Probe {
public:
    Probe() {
        TcpListener door = TcpListener::bind({loopback_v4, 0});
        client_ = TcpStream::connect(door.local_endpoint());
        std::thread{[stream = door.accept().stream]() mutable {
            try {
                echo(stream);
            } catch (...) {  // not what is asked here
            }
            stream.close();
        }}.detach();
    }

    void says(std::string_view text) {
        std::error_code error;
        client_.send_all(text, error);
        said_ += text.size();
    }
    void finishes_sending() {
        std::error_code error;
        client_.shutdown_send(error);
    }
    /// Whether as many bytes have come back as were said.
    bool hears_all(std::chrono::milliseconds limit = std::chrono::seconds{1}) {
        (void)harness::tries_fairly(limit, [&](Timeout step) {
            std::array<char, 4096> buffer;
            std::error_code error;
            const auto bytes = client_.recv(buffer, error, step);
            came_ += bytes.size();
            const bool ended = !bytes && error != std::errc::timed_out;
            return ended || came_ >= said_;
        });
        return came_ >= said_;
    }
    /// How many of these come back, each said when the one before has.
    static std::size_t hears(std::initializer_list<std::string> pieces) {
        Probe probe;
        std::size_t count = 0;
        for (const std::string& piece : pieces) {
            probe.says(piece);
            if (!probe.hears_all()) break;
            ++count;
        }
        return count;
    }

private:
    TcpStream client_;
    std::size_t said_ = 0;
    std::size_t came_ = 0;
};

/// A message that left room in the buffer ended it, and not just any first one.
inline std::string took_a_short_recv_for_the_end(const Case& one) {
    if (!one.has_stopped_early() || one.failure.talk->recvs == 0) return "";
    const SeenCall& last = *one.failure.talk->last_recv;
    constexpr std::size_t largest = 65536;  // more might not arrive in one piece
    const bool was_short = last.moved() < last.size && !one.failure.talk->went_on_after_short;
    if (!was_short || last.size > largest) return "";
    if (Probe::hears({std::string(last.size, 'x'), "more"}) != 2) return "";
    return "a short recv() was taken for the end: it brought " + count(last.moved(), "byte") +
           ", there was room for " + std::to_string(last.size) + ", and your code stopped." +
           streams::recv_hands_over;
}

inline std::string took_a_newline_for_the_end(const Case& one) {
    if (!one.has_stopped_early() || one.failure.talk->recvs == 0 || !one.failure.peer) return "";
    const std::string taken = one.failure.peer->sent.substr(0, one.failure.talk->received);
    if (!taken.ends_with('\n')) return "";
    if (Probe::hears({"x\n", "y"}) != 1 || Probe::hears({"a", "b", "c", "d", "e"}) != 5) return "";
    return "your loop ends when a newline has come. A stream has no lines, and the end of one is "
           "not the end of the conversation:" +
           std::string(streams::recv_hands_over);
}

/// It has received, and holds back what it should send at once.
inline std::string holds_back(const Case& one) {
    if (streams::received_and_sent_nothing(one).empty()) return "";
    const auto waits_for = [](const std::string& more) {
        Probe probe;
        probe.says("x");
        if (probe.hears_all(std::chrono::milliseconds{300})) return false;
        if (more.empty()) probe.finishes_sending();
        probe.says(more);
        return probe.hears_all();
    };
    const std::string said = streams::received_and_sent_nothing(one);
    const char* at_once = " Send back what comes when it comes: the client may wait for it.";
    if (waits_for("\n")) return said + " It waits for the end of a line, and has none." + at_once;
    if (waits_for("")) return said + " It waits until the client has finished sending." + at_once;
    if (waits_for(std::string(20'000, 'x'))) return said + " It waits for more bytes." + at_once;
    return said;
}

inline std::string took_nothing_yet_for_the_end(const Case& one) {
    const bool by_throwing = one.failure.error == std::errc::operation_would_block;
    const bool by_stopping = one.has_stopped_early() && one.failure.talk->last_recv &&
                             loopback::detail::platform_error(one.failure.talk->last_recv->error) ==
                                 std::errc::operation_would_block;
    if (!by_throwing && !by_stopping) return "";
    return "recv() (or send()) said would_block, and your code gave up. In non-blocking mode, or "
           "with a limit of zero, that means \"not now\": wait, by a Poller or by calls that "
           "block, and ask again.";
}

inline std::string never_received(const Case& one) {
    if (!one.has_stopped_early() || one.failure.talk->last_recv) return "";
    return "your echo() returned without ever calling recv(), or with a buffer that has no room "
           "(an "
           "empty std::string or vector: reserve() makes none, resize() does).";
}

inline std::string has_no_room(const Case& one) {
    if (one.failure.error != std::errc::invalid_argument) return "";
    return "recv() was given a buffer without room: an empty std::string or vector. reserve() "
           "makes none, resize() does; a std::array has its size from the start.";
}

inline std::string threw_at_the_end(const Case& one) {
    if (!one.is(Verdict::crashed) || partners.empty()) return "";
    const auto talk = harness::current_stage()->watch().with(partners.back()->endpoint());
    if (!talk || !talk->saw_the_end || talk->was_lost || talk->closed) return "";
    return "the client has finished sending, and your code throws. That is no error, it is how a "
           "conversation ends: return.";
}

/// A word of the client's ended it.
inline std::string took_a_word_for_the_end(const Case& one) {
    if (!one.has_stopped_early() || one.failure.talk->recvs == 0 || !one.failure.peer) return "";
    const std::string word = one.failure.peer->sent.substr(0, one.failure.talk->received);
    if (word.empty() || word.size() > 8) return "";
    if (Probe::hears({word, "y"}) != 1 || Probe::hears({"x\n", "y"}) != 2) return "";
    return "your loop ends when " + loopback::quoted(word) +
           " has come. To an echo that is bytes as any others: nothing that a client says is the "
           "end of the conversation, only that it has finished sending.";
}

/// Crashed, since there is no connection behind what it uses.
inline std::string uses_no_connection(const Case& one) {
    const bool leaves_a_thread = is_left_at_work || (echo_returned && one.has_stopped_early() &&
                                                     harness::platform::learners_threads() != 0);
    if (!one.has_used_a_closed_one() && !leaves_a_thread) return "";
    if (echo_returned) {
        return "echo() has returned, and a thread that it started still uses `client`, which "
               "belongs to somebody else: join the thread before you return.";
    }
    const auto talk = harness::current_stage()->watch().with(partners.back()->endpoint());
    if (talk && talk->closed) return "your code closes `client`, and then goes on using it.";
    return "the stream that your code uses has no connection: it was never given one, or its "
           "connection was moved to another TcpStream, or released.";
}

inline std::string took_it_away(const Case&) {
    if (!is_taken_away) return "";
    return "your code has taken the connection out of `client` (by a move, or release()), and it "
           "is not closed when echo() returns: whoever owns `client` can no longer do it. Use it "
           "where it is.";
}

/// Another client's bytes: something outlives the call.
inline std::string sent_anothers_bytes(const Case& one) {
    if (!one.failure.peer || !one.has_wrong_bytes()) return "";
    const std::string extra = one.got().substr(one.right(), 3);
    if (extra.size() < 3 || one.failure.peer->sent.find(extra) != std::string::npos) return "";
    for (const harness::Peer* peer : partners) {
        const harness::PeerSeen other = peer->seen();
        if (other.name == one.failure.peer->name || other.sent.find(extra) == std::string::npos) {
            continue;
        }
        return "your code sends " + one.who() + " what " + other.name +
               " has sent, in a conversation before: something outlives the call of echo() "
               "(static, or global). Each conversation begins with nothing.";
    }
    return "";
}

/// What came before one of the special bytes is right, and there it goes wrong.
inline std::string goes_wrong_at_a_value(const Case& one) {
    const std::string& expected = one.expected();
    if (!one.is(Verdict::fail) || one.right() != 3 || !expected.starts_with("hel")) return "";
    for (const std::string_view special : special_bytes) {
        if (special[0] == '\0' || expected.substr(3) != std::string(special) + "lo\n") continue;
        return "it goes wrong exactly at the byte " + loopback::quoted(special.substr(0, 1)) +
               (special[0] == '\xff' ? ", which is 255, or -1 as a char: that is no EOF here, but"
                                     : ". That is") +
               " a byte like any other: none of them means the end, or anything else.";
    }
    return "";
}

/// It sends again what it has sent, from a send on that took less.
inline std::string sent_a_part_again(const Case& one) {
    const std::string extra = one.got().substr(std::min(one.right(), one.got().size()), 8);
    if (!one.failure.talk || extra.size() < 8 || one.right() < 8) return "";
    if (one.got().substr(0, one.right()).find(extra) == std::string::npos) return "";
    return "after the first " + count(one.right(), "byte") +
           ", your code sends again what it has sent before. send() says how many bytes it took: "
           "go on behind them, or let send_all() do it.";
}

inline std::string sent_by_many(const Case& one) {
    if (!one.failure.talk || !one.failure.talk->has_many_senders || !one.has_wrong_bytes())
        return "";
    return "several threads of your code send to " + one.who() +
           ", and nothing keeps the order: whichever is faster goes first. Let one of them send, "
           "in the order in which the bytes came.";
}

inline std::string peeked_and_took_more(const Case& one) {
    const bool left_out = one.failure.talk && one.failure.talk->sent < one.failure.talk->received;
    if (!left_out || !one.failure.talk->peeked || !one.lacks_bytes()) return "";
    return "what peek() shows and what recv() then takes need not be the same: more may have come "
           "in between, and your code drops it. Send back what recv() has returned.";
}

/// After many bytes, which cannot have been one message.
inline std::string took_a_number_for_the_end(const Case& one) {
    constexpr std::size_t many = 65536;
    if (!one.has_stopped_early() || one.failure.talk->recvs < 2) return "";
    if (one.failure.talk->received < many || one.failure.talk->was_lost) return "";
    return "your loop ended after " + count(one.failure.talk->received, "byte") +
           ", and there were more: no number of bytes is the end." + streams::recv_hands_over;
}

/// The same text by itself comes back as it should.
inline std::string depends_on_the_past(const Case& one) {
    if (!one.is(Verdict::fail) || !one.failure.peer || partners.size() < 2 || one.right() != 0) {
        return "";
    }
    const std::string& sent = one.failure.peer->sent;
    if (sent.empty() || sent.size() > 16 || one.expected() != sent) return "";
    if (Probe::hears({"x"}) != 1 || Probe::hears({sent}) != 1) return "";
    return "the same bytes come back as they should in a conversation by itself, and not after "
           "the one before: something outlives the call of echo() (static, or global). Each "
           "conversation begins with nothing.";
}

inline std::string sent_backwards(const Case& one) {
    if (!one.failure.peer || one.got().size() < 2 || !one.has_wrong_bytes()) return "";
    const std::string& sent = one.failure.peer->sent;
    if (one.got().size() > sent.size()) return "";
    if (!std::equal(one.got().rbegin(), one.got().rend(), sent.begin())) return "";
    return "your code sends the bytes back in the reverse order: what came first goes first.";
}

inline std::string changed_a_byte(const Case& one) {
    if (!one.failure.talk || !one.has_wrong_bytes() || !one.lacks_bytes()) return "";
    if (one.failure.talk->sent != one.failure.talk->received) return "";
    return one.who() + " sent " + loopback::quoted(one.expected().substr(one.right(), 1)) +
           ", and your code sent back " + loopback::quoted(one.got().substr(one.right(), 1)) +
           " in its place. An echo changes nothing.";
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
                             {{uses_no_connection, when_over},
                              {has_no_room},
                              {took_it_away, when_over},
                              {threw_at_the_end, when_over},
                              {streams::needs_a_full_buffer},
                              {streams::spins_at_the_end, when_over},
                              {streams::spins_on_an_error, when_over},
                              {streams::computes_for_ever, when_over},
                              {streams::did_nothing},
                              {streams::sent_all_again, takes_less},
                              {sent_by_many},
                              {sent_a_part_again, takes_less},
                              {streams::forgot_the_rest, takes_less},
                              {sent_anothers_bytes},
                              {streams::stopped_at_a_zero_byte, not_text},
                              {goes_wrong_at_a_value, not_text},
                              {depends_on_the_past},
                              {streams::sent_the_whole_buffer},
                              {streams::sent_old_bytes_again},
                              {streams::added_a_line_end},
                              {streams::added_bytes, not_text},
                              {streams::broke_off, when_over},
                              {holds_back},
                              {streams::finished_too_early, when_over},
                              {streams::gave_up_on_a_limit},
                              {took_nothing_yet_for_the_end},
                              {never_received},
                              {took_a_word_for_the_end, when_over},
                              {took_a_short_recv_for_the_end},
                              {took_a_newline_for_the_end},
                              {took_a_number_for_the_end},
                              {streams::stopped_early},
                              {streams::lost_the_last_bytes, when_over},
                              {peeked_and_took_more},
                              {left_bytes_out, not_text},
                              {sent_backwards},
                              {changed_a_byte, not_text}});
}

}  // namespace causes
