#pragma once

// What a failure of diagnose() or only_instance() means: the most likely cause, told only with
// evidence from what they returned and from what they asked of the machine, and the heading that
// tells more. (For open_or_next() see search_causes.hpp.)

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "machine.hpp"

namespace causes {

using harness::Advice;
using harness::Failure;
using harness::Verdict;

inline constexpr const char* three_ways = "Three ways to say no";
inline constexpr const char* one_owner = "One door, one owner";
inline constexpr const char* another_port = "Another port, and say so";
inline constexpr const char* no_cure = "Where another try is no cure";
inline constexpr const char* yields = "The second start yields";

inline std::string name_of(Diagnosis diagnosis) {
    switch (diagnosis) {
        case Diagnosis::free: return "free";
        case Diagnosis::in_use: return "in_use";
        case Diagnosis::not_allowed: return "not_allowed";
        case Diagnosis::not_ours: return "not_ours";
    }
    return "a Diagnosis that does not exist";
}

inline std::optional<Diagnosis> meaning_of(const std::error_code& error) {
    if (!error) return Diagnosis::free;
    if (error == std::errc::address_in_use) return Diagnosis::in_use;
    if (error == std::errc::permission_denied) return Diagnosis::not_allowed;
    if (error == std::errc::address_not_available) return Diagnosis::not_ours;
    return std::nullopt;
}

/// What a call has thrown, if anything.
struct Thrown {
    std::error_code code;  ///< of a SocketError
    std::string other;     ///< what else it was

    explicit operator bool() const { return code || !other.empty(); }
    [[nodiscard]] std::string in_words() const {
        return "throws " + (other.empty() ? harness::name_of(code) : other);
    }
};

inline Advice why_by_udp() {
    return {
        "your code asks by a UDP socket. UDP and TCP have doors of their own, with the same "
        "numbers: who has the one says nothing about the other. Ask by TcpListener::bind.",
        one_owner};
}

// ---- diagnose ----

/// One call of diagnose(), and what came of it.
struct Diagnosed {
    Endpoint where;
    std::optional<Diagnosis> answer;  ///< nothing: it threw
    Thrown thrown;
};

inline Advice why_never_asked() {
    if (machine.knocks() > 0) {
        return {
            "your code knocks: connect() finds out whether somebody listens. A door can have an "
            "owner who does not listen, a client's end of a connection for one. Only bind() tells "
            "whether you can have it.",
            one_owner};
    }
    if (machine.asked_before()) {
        return {"your code answers without asking again. What was true a moment ago is history.",
                one_owner};
    }
    return {
        "TcpListener::bind was never called. A list of those who listen leaves out an owner who "
        "does "
        "not listen; only bind() tells whether you can have the door.",
        one_owner};
}

inline Advice why_wrong_no(const Diagnosed& call, const Asked& last) {
    const std::string said = "bind() said " + harness::name_of(last.error);
    if (call.answer == Diagnosis::free) {
        return {said + ", and your code did not look at it.", three_ways};
    }
    if (last.error == std::errc::permission_denied && call.where.port.number() >= 1024) {
        return {said +
                    ": ports from 1024 on can be reserved, and a port's number tells nothing. "
                    "What counts is the error.",
                three_ways};
    }
    if (call.answer == Diagnosis::in_use) {
        return {said +
                    ", and your code takes every failure for \"in use\": somebody would look "
                    "for an owner who does not exist.",
                three_ways};
    }
    return {said + ", which is " + name_of(*meaning_of(last.error)) + ", not " +
                name_of(*call.answer) + '.',
            three_ways};
}

// `heading` is that of the check: what to read where nothing has come of the call.
inline Advice why_diagnose(const Failure& failure, const std::optional<Diagnosed>& call,
                           const char* heading) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail || !call) return {"", heading};
    const std::optional<Asked> last = machine.last();
    if (last && last->by_udp) return why_by_udp();
    if (last && last->where != call->where) {
        return {"your code asked for " + to_string(last->where) +
                    "; the door in question is the parameter `where`: " + to_string(call->where) +
                    '.',
                one_owner};
    }
    if (call->thrown.code && meaning_of(call->thrown.code)) {
        return {
            "a \"no\" is an answer here, not an accident: catch the SocketError, or take the form "
            "of bind() that has an std::error_code.",
            three_ways};
    }
    if (!call->answer) return {"", three_ways};
    if (!last) return why_never_asked();
    const std::optional<Diagnosis> right = meaning_of(last->error);
    if (!right) {
        return {
            "the failure is not about the door, and your code makes an answer of it. What is "
            "none of the three has to be thrown.",
            three_ways};
    }
    if (call->answer != right && last->error) return why_wrong_no(*call, *last);
    if (last->error == std::errc::address_in_use && machine.is_kept(call->where)) {
        return {
            "your code has the door itself, from an earlier call. A question leaves nothing "
            "behind: "
            "let the listener go at the end of the function.",
            one_owner};
    }
    if (!last->error && call->answer != Diagnosis::free) {
        return {"bind() gave the door, and your code says " + name_of(*call->answer) + '.',
                one_owner};
    }
    return {"", one_owner};
}

// ---- only_instance ----

/// One call of only_instance(), and what came of it.
struct Start {
    Endpoint where;
    bool somebody_has_it = false;
    bool is_first = false;  ///< it returned a listener
    bool is_open = false;   ///< that is open
    Thrown thrown;
    std::size_t visitors = 0;  ///< whom the first instance saw meanwhile
};

inline Advice why_start(const Failure& failure, const std::optional<Start>& start) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail || !start) return {"", yields};
    const std::vector<Asked> asked = machine.asked();
    if (start->visitors > 0 || (asked.empty() && machine.knocks() > 0)) {
        return {
            "your code knocks at the door to see who is there. The first instance notices that, as "
            "a client that says nothing; and who knocks does not hold the door. bind() asks "
            "nobody but the kernel.",
            yields};
    }
    if (machine.rival_was_faster()) {
        return {
            "your code asks whether the door is free, lets it go and comes back for it. In between "
            "it belongs to nobody, and whoever asks first gets it: two starts at once can both be "
            "told \"free\". Bind once, and keep the listener.",
            yields};
    }
    if (asked.empty() && machine.asked_before()) {
        return {
            "your code answers without asking: it remembers an earlier call. Another process does "
            "not see your variables; the door is what both can see.",
            yields};
    }
    if (asked.empty()) {
        return {"TcpListener::bind was never called: whoever holds the door is the one.", yields};
    }
    const bool asks_by_udp =
        std::any_of(asked.begin(), asked.end(), [](const Asked& one) { return one.by_udp; });
    if (asks_by_udp) return why_by_udp();
    if (start->thrown.code == std::errc::address_in_use && start->somebody_has_it) {
        return {
            "\"in use\" is the answer that you have been waiting for, not an accident: another "
            "instance runs. Return nothing.",
            yields};
    }
    if (asked.back().stopped && asked.back().where == start->where) {
        return {
            "your code asks again and again, until the first instance ends. To yield is to end, "
            "not to wait at the door.",
            yields};
    }
    if (asked.back().where != start->where) {
        return {"your code goes to another door, " + to_string(asked.back().where) +
                    ". Then two instances run, each behind a door of its own.",
                yields};
    }
    if (asked.back().error && asked.back().error != std::errc::address_in_use && !start->thrown) {
        return {"bind() said " + harness::name_of(asked.back().error) +
                    ", and your code takes that for another instance. There is none, and so none "
                    "would ever run. Only \"in use\" is a reason to yield.",
                yields};
    }
    if (start->is_first && !start->is_open && start->somebody_has_it) {
        return {
            "an optional that holds a listener says that you are the first one, even if that "
            "listener is not open. Nothing is std::nullopt.",
            yields};
    }
    if (start->is_first && !start->is_open) {
        return {"the listener that you return is not open: nobody holds the door.", yields};
    }
    if (!asked.back().error && !start->is_first) {
        return {
            "the system gave the door, and your code let it go and says that somebody else is "
            "there.",
            yields};
    }
    return {"", yields};
}

}  // namespace causes
