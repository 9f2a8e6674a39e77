#include "harness/streams.hpp"

#include <cctype>

#include "harness/words.hpp"
#include "loopback/narrate.hpp"

namespace harness::streams {

using loopback::Operation;

namespace {

// The conversation, if what has been sent in it is what the check is not content with.
const Conversation* judged_by_what_was_sent(const Case& one) {
    return one.failure.talk && one.failure.peer && one.returned == nullptr ? &*one.failure.talk
                                                                           : nullptr;
}

// The same, if more was sent than came.
const Conversation* sent_too_much(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    return talk != nullptr && talk->sent > talk->received ? talk : nullptr;
}

std::string received_and_sent(const Conversation& talk) {
    return "your code received " + count(talk.received, "byte") + " and sent " +
           std::to_string(talk.sent);
}

// At the beginning of a sentence.
std::string capital(std::string who) {
    who.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(who.front())));
    return who;
}

// What follows in what the peer has got when all that it should have is there.
std::string_view bytes_added(const Case& one) {
    return std::string_view(one.got()).substr(one.right(), 2);
}

bool is_a_line_end(char c) { return c == '\n' || c == '\r'; }

std::string added(const Case& one) {
    return "your code adds " + loopback::quoted(bytes_added(one), 2) + ", which " + one.who() +
           " never sent.";
}

}  // namespace

std::string needs_a_full_buffer(const Case& one) {
    if (one.failure.error == loopback::Errc::end_of_stream) {
        return std::string("recv_exactly() waits until its buffer is full, and fails if ") +
               one.theirs + " finishes before. recv() takes what is there.";
    }
    if (!one.is_stuck_in("recv_exactly")) return "";
    return "each side waits for the other: recv_exactly() waits until its buffer is full, " +
           one.who() + " waits for the answer. recv() takes what is there.";
}

std::string gave_up_on_a_limit(const Case& one) {
    const std::optional<SeenCall>& wait = one.failure.time_was_up;
    const bool by_throwing = one.failure.error == std::errc::timed_out;
    if (!wait || (!by_throwing && !one.has_stopped_early())) return "";
    const bool with_a_part = !by_throwing && one.returned != nullptr;
    return "a time limit of " + std::to_string(wait->argument) + " ms ended " + name_of(*wait) +
           ", and your " + one.yours +
           (with_a_part ? " returned what had come by then" : " gave up") + ". " +
           capital(one.who()) +
           (std::string_view(wait->function).starts_with("send") ? " was only slow to read"
                                                                 : " was only slow") +
           ": it is done when recv() gives an empty result, however long that takes.";
}

std::string let_would_block_out(const Case& one) {
    if (one.failure.error != std::errc::operation_would_block) return "";
    return "operation_would_block left your code. It is no failure: it says \"not now\", since "
           "there is no room for more bytes, or nothing to receive yet. Keep what is left, and "
           "wait "
           "until there is: by a Poller, or by a stream that blocks.";
}

Failure as_uncaught(Failure failure, const std::error_code& thrown) {
    if (thrown == std::errc::operation_would_block || thrown == std::errc::timed_out) {
        failure.verdict = Verdict::crashed;
        failure.error = thrown;
    }
    return failure;
}

std::string spins_at_the_end(const Case& one) {
    if (one.failure.spins == 0) return "";
    const SeenCall& call = one.failure.thread->call;
    if (call.operation != Operation::recv || call.error != 0) return "";
    return "an empty result of recv() means that " + one.who() +
           " has finished sending, now and for good: it is not \"nothing yet\". The loop must end "
           "there.";
}

std::string spins_on_an_error(const Case& one) {
    if (one.failure.spins == 0 || one.failure.thread->call.error == 0) return "";
    return "the same call fails again and again, and your loop goes on asking. An error ends this "
           "conversation.";
}

std::string computes_for_ever(const Case& one) {
    return one.failure.computes
               ? "a loop that never ends, and that calls nothing that could end it."
               : "";
}

std::string waits_before_sending(const Case& one) {
    if (!one.is_stuck_in("recv") || !one.failure.talk || one.failure.talk->sent != 0) return "";
    return std::string("your ") + one.yours + " waits for an answer and has sent nothing.";
}

std::string never_finishes_sending(const Case& one) {
    const bool waits_for_the_end = one.is(Verdict::stuck) && one.failure.peer &&
                                   one.failure.peer->waiting_for == "the end of the stream";
    if (!waits_for_the_end || !one.failure.talk || one.failure.talk->shut_down_early) return "";
    return "each side waits for the other: " + one.who() + " does not know that " + one.message +
           " is complete. shutdown_send() says so, and leaves the other direction open.";
}

std::string did_nothing(const Case& one) {
    if (!one.is(Verdict::fail) || !one.failure.peer || one.failure.talk) return "";
    return std::string("your ") + one.yours + " returned without a single call on " + one.theirs +
           "'s stream.";
}

std::string never_connected(const Case& one) {
    if (one.is(Verdict::crashed) || one.failure.talk) return "";
    return std::string("your ") + one.yours + " did nothing with a connection to that server.";
}

std::string sent_all_again(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    if (talk == nullptr || !talk->sent_again || !one.has_wrong_bytes()) return "";
    const SeenCall& send = *talk->sent_again;
    return name_of(send) + " took " + std::to_string(send.moved()) + " of " +
           count(send.size, "byte") +
           ", and your code then sent all of them again. Go on with the rest, or let send_all() do "
           "it.";
}

std::string forgot_the_rest(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    if (talk == nullptr || !talk->lost_rest || !one.lacks_bytes()) return "";
    const bool was_the_last = talk->lost_rest->since == talk->last_send->since;
    if (!was_the_last && !one.has_wrong_bytes()) return "";
    const SeenCall& send = *talk->lost_rest;
    return name_of(send) + " was given " + count(send.size, "byte") + " and took " +
           std::to_string(send.moved()) + "; nothing sent the rest, " +
           count(send.size - send.moved(), "byte") +
           ". send() says how many it took; send_all() goes on until all are gone.";
}

std::string stopped_at_a_zero_byte(const Case& one) {
    const bool has_answered =
        one.returned != nullptr || (one.failure.talk && one.failure.talk->sends != 0);
    const bool at_the_first = one.lacks_bytes() && one.right() == one.expected().find('\0');
    if (!has_answered || !at_the_first || one.is(Verdict::crashed)) return "";
    return "it goes wrong exactly at the first zero byte. To functions for C strings (strlen, %s, "
           "std::string from a pointer) that is the end of the text; here it is a byte like any "
           "other, and recv()'s result knows its size.";
}

std::string sent_a_c_string(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    if (talk == nullptr || !one.lacks_bytes() || one.has_wrong_bytes()) return "";
    if (one.expected()[one.right()] != '\0') return "";
    return std::string("what you sent ends exactly at ") + one.message +
           "'s first zero byte. A std::string_view knows its size; its data() alone is a C string, "
           "which ends there.";
}

std::string received_and_sent_nothing(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    if (talk == nullptr || talk->received == 0 || talk->sent != 0) return "";
    return "your code has received " + count(talk->received, "byte") + " from " + one.who() +
           " and sent none back.";
}

std::string sent_the_whole_buffer(const Case& one) {
    const Conversation* talk = sent_too_much(one);
    if (talk == nullptr || !talk->last_recv || talk->oversent != talk->last_recv->size) return "";
    return "your code sends the whole buffer, " + count(talk->oversent, "byte") +
           ", with whatever was in it from before. What recv() returns is the part that has just "
           "come: send that.";
}

std::string sent_old_bytes_again(const Case& one) {
    if (sent_too_much(one) == nullptr || !one.has_wrong_bytes()) return "";
    const std::string_view extra = std::string_view(one.got()).substr(one.right());
    const std::string& sent = one.failure.peer->sent;
    const bool is_from_before =
        one.right() > 1 && extra.size() > 1 && sent.starts_with(extra.substr(0, one.right()));
    if (!is_from_before) return "";
    return "your code sends what it has sent before once more, from " +
           loopback::quoted(extra.substr(0, 2), 2) +
           " on. Each recv() brings what is new, and only that is to be sent back.";
}

std::string added_a_line_end(const Case& one) {
    if (sent_too_much(one) == nullptr || !one.has_wrong_bytes()) return "";
    if (!is_a_line_end(bytes_added(one).front())) return "";
    return added(one) + " A stream has no lines: the end of a line is bytes like any other.";
}

std::string added_bytes(const Case& one) {
    if (sent_too_much(one) == nullptr || !one.has_wrong_bytes()) return "";
    const bool is_a_zero = bytes_added(one).front() == '\0';
    return added(one) +
           (is_a_zero ? " A terminating zero belongs to C strings, not to a stream." : "");
}

std::string used_after_close(const Case& one) {
    if (!one.has_used_a_closed_one()) return "";
    return std::string("your code closed the connection after ") + one.message +
           ", and with it the way that the answer would have come. shutdown_send() closes one "
           "direction only.";
}

std::string finished_before_sending(const Case& one) {
    const std::optional<Conversation>& talk = one.failure.talk;
    const bool has_said_it_first = talk && talk->shut_down_early && talk->sent == 0;
    if (!has_said_it_first && one.failure.error != std::errc::broken_pipe) return "";
    return std::string(
               "shutdown_send() says that no more bytes follow, and your code calls it "
               "before ") +
           one.message + " is out: after it, nothing can be sent.";
}

std::string finished_too_early(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    if (talk == nullptr || !talk->shut_down_early || one.has_wrong_bytes()) return "";
    return std::string(
               "shutdown_send() says that nothing more will follow, and your code called "
               "it before ") +
           one.theirs + " had finished.";
}

std::string broke_off(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    if (talk == nullptr || !talk->broke_off) return "";
    return "your code breaks the connection off (reset(), or a linger time of zero) instead of "
           "closing it: bytes that are still on their way are lost.";
}

std::string stopped_early(const Case& one) {
    if (!one.has_stopped_early()) return "";
    const Conversation& talk = *one.failure.talk;
    const std::string yours = std::string("your ") + one.yours;
    if (one.returned != nullptr && talk.recvs <= 1) {
        return yours + " called recv() " + count(talk.recvs, "time") + '.' + recv_hands_over;
    }
    if (one.returned != nullptr) {
        return yours + " stopped after " + count(talk.recvs, "call") + " of recv(), before " +
               one.theirs + " had finished: only an empty result means that it is done.";
    }
    if (!talk.last_recv && !talk.closed) {
        return yours + " says that it has no more to send, before it has called recv().";
    }
    if (!talk.last_recv) return yours + " returned without ever calling recv().";
    if (talk.recvs == 0) return yours + " stopped without having received a byte.";
    if (talk.recvs == 1) return yours + " ended after the first recv()." + recv_hands_over;
    return "your loop ended after " + count(talk.recvs, "call") + " of recv(), before " +
           one.theirs + " had finished." + recv_hands_over;
}

std::string lost_the_last_bytes(const Case& one) {
    const Conversation* talk = judged_by_what_was_sent(one);
    if (talk == nullptr || !talk->saw_the_end || one.has_wrong_bytes()) return "";
    if (talk->sent >= talk->received) return "";
    return received_and_sent(*talk) + ": it stopped before the last ones were out.";
}

std::string kept_only_the_last_piece(const Case& one) {
    if (one.returned == nullptr || one.got().empty()) return "";
    const bool is_the_end_of_it =
        one.got().size() < one.expected().size() && one.expected().ends_with(one.got());
    return is_the_end_of_it ? "only the last piece was kept: what recv() brings must be added to "
                              "what came before."
                            : "";
}

std::string took_a_reset_for_the_end(const Case& one) {
    if (!one.is(Verdict::fail) || !one.failure.peer || !one.failure.peer->has_reset) return "";
    const char* what_came = one.returned != nullptr
                                ? "your code returned what had come, as if it were all"
                                : "what it had to say is not complete";
    return std::string("your ") + one.yours + " returned as if " + one.theirs +
           " had said goodbye, but it reset the connection: " + what_came +
           ". Let recv()'s error pass on to the caller; with an std::error_code, look at it and "
           "throw it.";
}

}  // namespace harness::streams
