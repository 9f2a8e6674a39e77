#pragma once

// What a failure of exercise 05 means: the most likely cause, told only with evidence from what
// the functions returned and from what they asked of the machine, and the heading that tells more.

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

// ---- open_or_next ----

/// One call of open_or_next(), what should come of it, and what did.
struct Search {
    Endpoint where;
    int tries = 0;
    std::size_t most = 0;  ///< how many doors may be asked for
    bool returned = false;
    bool is_open = false;
    Endpoint at;  ///< of the listener that it returned
    std::vector<Skipped> skipped;
    Thrown thrown;
};

inline std::size_t doors_in(const std::vector<Asked>& asked) {
    std::vector<Endpoint> doors;
    for (const Asked& one : asked) {
        if (std::find(doors.begin(), doors.end(), one.where) == doors.end()) {
            doors.push_back(one.where);
        }
    }
    return doors.size();
}

inline Advice why_wrong_skipped(const Search& search, const std::vector<Asked>& asked) {
    if (search.skipped.empty()) {
        return {"the listener is at " + to_string(search.at) +
                    ", and nothing says so: whoever started it looks at " +
                    to_string(search.where) + ". Report each port that was passed over.",
                another_port};
    }
    for (const Skipped& one : search.skipped) {
        if (one.port == search.at.port) {
            return {"port " + to_string(one.port) +
                        " is the one that your code got: only those before it were skipped.",
                    another_port};
        }
    }
    for (const Skipped& one : search.skipped) {
        for (const Asked& bind : asked) {
            const auto right = meaning_of(bind.error);
            if (bind.where.port == one.port && right && *right != one.why) {
                return {"bind() said " + harness::name_of(bind.error) + " for port " +
                            to_string(one.port) + ", and your code reports " + name_of(one.why) +
                            '.',
                        another_port};
            }
        }
    }
    return {"", another_port};
}

// More doors were asked for than there was reason to.
inline Advice why_too_many(const Search& search) {
    if (search.most == static_cast<std::size_t>(search.tries)) {
        return {
            "`tries` counts every port that is asked for, the first one too; then it is enough.",
            another_port};
    }
    return {
        "the failure was not about the port, and your code tried another one. Only \"in use\" and "
        "\"not allowed\" are reasons to go on.",
        no_cure};
}

// `heading` is that of the check: what to read where nothing has come of the call.
inline Advice why_search(const Failure& failure, const std::optional<Search>& search,
                         const char* heading) {
    if (failure.verdict == Verdict::unwritten) return {};
    const std::vector<Asked> asked = machine.asked();
    if (failure.verdict != Verdict::fail || !search) return {"", heading};
    if (machine.rival_was_faster()) {
        return {
            "your code lets the port go and comes back for it. In between it belongs to nobody, "
            "and whoever asks first gets it. Keep the first listener that you get.",
            one_owner};
    }
    if (asked.empty()) {
        return {"TcpListener::bind was never called, and only bind() knows who can have a door.",
                one_owner};
    }
    if (asked.front().where != search->where) {
        return {"the first door to ask for is `where` itself: " + to_string(search->where) + '.',
                another_port};
    }
    if (asked.back().where.port == 0) {
        const bool wrapped = asked.size() > 1 && asked[asked.size() - 2].where.port == 65535;
        return {wrapped ? "after 65535 there is no port: a 16-bit number that is counted up from "
                          "there becomes 0, and port 0 means \"you choose\"."
                        : "port 0 means \"you choose\": the listener is anywhere, and nobody looks "
                          "for it there. Ask for the next port.",
                another_port};
    }
    if (asked.size() > 1 && meaning_of(asked.front().error) == Diagnosis::not_ours) {
        return {
            "the address is not this machine's: none of its ports can be had. Another try is no "
            "cure, and in the end the message has the wrong number in it.",
            no_cure};
    }
    if (asked.size() > 1 && doors_in(asked) == 1) {
        return {"your code asks for the same port again, and it is still as it was. Count up.",
                another_port};
    }
    if (doors_in(asked) > search->most) return why_too_many(*search);
    if (search->returned && !search->is_open) {
        return {
            "a listener that is not open is no answer: nobody can come in, and nobody is told. "
            "Throw what bind() said.",
            another_port};
    }
    if (search->returned) return why_wrong_skipped(*search, asked);
    const auto why = meaning_of(asked.back().error);
    const bool may_go_on = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
    if (may_go_on && doors_in(asked) < static_cast<std::size_t>(search->tries) &&
        asked.back().where.port != 65535) {
        return {"bind() said " + harness::name_of(asked.back().error) + " for port " +
                    to_string(asked.back().where.port) +
                    ", and your code gave up: the next port may do, and there were tries left.",
                another_port};
    }
    if (!search->thrown.other.empty()) {
        return {
            "what your code throws does not say what bind() said, and nobody can tell in use "
            "from not allowed by it. Throw the SocketError.",
            another_port};
    }
    if (search->thrown && search->thrown.code != asked.back().error.default_error_condition()) {
        return {"bind() said " + harness::name_of(asked.back().error) +
                    ", and your code throws another error: whoever reads it looks in the wrong "
                    "place.",
                no_cure};
    }
    return {"", another_port};
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
    if (asked.empty() && machine.asked_before()) {
        return {
            "your code answers without asking: it remembers an earlier call. Another process does "
            "not see your variables; the door is what both can see.",
            yields};
    }
    if (asked.empty()) {
        return {"TcpListener::bind was never called: whoever holds the door is the one.", yields};
    }
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
