#pragma once

// What a failure of diagnose() or only_instance() means. (For open_or_next() see
// search_causes.hpp.)

#include <optional>
#include <string>

#include "exercise.hpp"
#include "harness/door_causes.hpp"
#include "harness/gave.hpp"
#include "harness/words.hpp"

namespace causes {

using harness::Advice;
using harness::AskedDoor;
using harness::DoorsSeen;
using harness::Failure;
using harness::first_of;
using harness::Gave;
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

inline std::string bind_said(const AskedDoor& door) {
    return "bind() said " + harness::name_of(door.error);
}

// ---- diagnose ----

/// The call of diagnose() that is judged.
struct Question {
    Endpoint where;
    Gave<Diagnosis> gave;
};
inline Question question;

// Not bind() is asked, or it is asked for another door.
inline std::string why_asks_otherwise(const Failure& failure) {
    const DoorsSeen& doors = failure.doors;
    if (const AskedDoor* last = doors.last()) {
        if (last->by_udp) return why_by_udp(failure);
        if (last->where() != question.where) {
            return "your code asked for " + to_string(last->where()) +
                   "; the door in question is the parameter `where`: " + to_string(question.where) +
                   '.';
        }
        if (last->error != std::errc::address_in_use || !doors.has(question.where)) return "";
        return "your code has the door itself, from an earlier call. A question leaves nothing "
               "behind: let the listener go at the end of the function.";
    }
    if (doors.knocks > 0) {
        return "your code knocks: connect() finds out whether somebody listens. A door can have an "
               "owner who does not listen, a client's end of a connection for one. Only bind() "
               "tells whether you can have it.";
    }
    if (!doors.earlier.empty()) {
        return "your code answers without asking again. What was true a moment ago is history.";
    }
    return "TcpListener::bind was never called. A list of those who listen leaves out an owner who "
           "does not listen; only bind() tells whether you can have the door.";
}

// The answer is not what bind() said.
inline std::string why_answers_otherwise(const AskedDoor* last) {
    const auto& [where, gave] = question;
    if (gave.code && meaning_of(gave.code)) {
        return "a \"no\" is an answer here, not an accident: catch the SocketError, or take the "
               "form of bind() that has an std::error_code.";
    }
    if (last == nullptr || !gave.value || gave.value == meaning_of(last->error)) return "";
    const std::optional<Diagnosis> right = meaning_of(last->error);
    if (!right) {
        return "the failure is not about the door, and your code makes an answer of it. What is "
               "none of the three has to be thrown.";
    }
    const std::string answer = name_of(*gave.value);
    if (!last->error) return "bind() gave the door, and your code says " + answer + '.';
    const std::string said = bind_said(*last);
    if (gave.value == Diagnosis::free) return said + ", and your code did not look at it.";
    if (right == Diagnosis::not_allowed && where.port >= Port{1024}) {
        return said +
               ": ports from 1024 on can be reserved, and a port's number tells nothing. What "
               "counts is the error.";
    }
    if (gave.value != Diagnosis::in_use) {
        return said + ", which is " + name_of(*right) + ", not " + answer + '.';
    }
    return said +
           ", and your code takes every failure for \"in use\": somebody would look for an owner "
           "who does not exist.";
}

inline Advice why_diagnose(const Failure& failure) {
    if (failure.verdict != Verdict::fail) return {};
    return first_of({{why_asks_otherwise(failure), one_owner},
                     {why_answers_otherwise(failure.doors.last()), three_ways}});
}

// ---- only_instance ----

/// The call of only_instance() that is judged.
struct Start {
    Endpoint where;
    bool somebody_has_it = false;
    Gave<std::optional<TcpListener>> gave;
    bool was_noticed = false;  ///< by the first instance

    [[nodiscard]] bool is_first() const { return gave.value && gave.value->has_value(); }
    [[nodiscard]] bool is_open() const { return is_first() && (*gave.value)->is_open(); }
};
inline Start start;

inline std::string why_nobody_asked(const DoorsSeen& doors) {
    if (start.was_noticed || (doors.last() == nullptr && doors.knocks > 0)) {
        return "your code knocks at the door to see who is there. The first instance notices that, "
               "as a client that says nothing; and who knocks does not hold the door. bind() asks "
               "nobody but the kernel.";
    }
    if (doors.rival_was_faster) {
        return "your code asks whether the door is free, lets it go and comes back for it. In "
               "between it belongs to nobody, and whoever asks first gets it: two starts at once "
               "can both be told \"free\". Bind once, and keep the listener.";
    }
    if (doors.last() != nullptr) return "";
    if (!doors.earlier.empty()) {
        return "your code answers without asking: it remembers an earlier call. Another process "
               "does not see your variables; the door is what both can see.";
    }
    return "TcpListener::bind was never called: whoever holds the door is the one.";
}

// What it makes of what bind() said last.
inline std::string why_wrong_start(const AskedDoor& last) {
    if (start.gave.code == std::errc::address_in_use && start.somebody_has_it) {
        return "\"in use\" is the answer that you have been waiting for, not an accident: another "
               "instance runs. Return nothing.";
    }
    if (last.where() != start.where) {
        return "your code goes to another door, " + to_string(last.where()) +
               ". Then two instances run, each behind a door of its own.";
    }
    if (last.stopped) {
        return "your code asks again and again, until the first instance ends. To yield is to end, "
               "not to wait at the door.";
    }
    if (last.error && last.error != std::errc::address_in_use && !start.gave.threw()) {
        return bind_said(last) +
               ", and your code takes that for another instance. There is none, and so none would "
               "ever run. Only \"in use\" is a reason to yield.";
    }
    if (start.is_first() && !start.is_open()) {
        return start.somebody_has_it
                   ? "an optional that holds a listener says that you are the first one, even if "
                     "that listener is not open. Nothing is std::nullopt."
                   : "the listener that you return is not open: nobody holds the door.";
    }
    if (last.error || start.is_first()) return "";
    return "the system gave the door, and your code let it go and says that somebody else is "
           "there.";
}

inline Advice why_start(const Failure& failure) {
    if (failure.verdict != Verdict::fail) return {};
    const AskedDoor* last = failure.doors.last();
    return first_of({why_nobody_asked(failure.doors),
                     {why_by_udp(failure), one_owner},
                     last != nullptr ? why_wrong_start(*last) : ""});
}

}  // namespace causes
