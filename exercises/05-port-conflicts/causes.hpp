#pragma once

// What a failure of diagnose() or only_instance() means. (For open_or_next() see
// search_causes.hpp.)

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

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

/// The system speaks another language now; before, all was well with the same question.
inline bool is_foreign = false;

inline constexpr const char* goes_by_words =
    "the system speaks another language now, and that is all that has changed: your code goes by "
    "an error's words, message() or what(). Words are for people. Compare code() with std::errc.";

inline constexpr const char* knocks_there =
    "your code knocks at the door to see who is there. Whoever has it notices that, as a client "
    "that says nothing; and an owner who does not listen gives no answer. bind() asks nobody but "
    "the kernel.";

/// A SocketError, with this error code.
template <class T>
bool throws_as_the_library(const Gave<T>& gave, const std::error_condition& error) {
    return gave.type == "SocketError" && gave.code == error;
}

/// `said` came out as something else.
template <class T>
std::string why_thrown_otherwise(const Gave<T>& gave, const std::error_code& said) {
    const std::error_condition right = said.default_error_condition();
    if (!gave.threw() || !said || throws_as_the_library(gave, right)) return "";
    const std::string failure = "the failure was " + harness::name_of(said) + ", and your code ";
    if (gave.code == right) {
        return failure + "throws a " + gave.type +
               " of the same code, which does not say what was asked for. Throw the SocketError "
               "itself: `throw;` in its catch. (A catch by value copies only the base.)";
    }
    if (gave.code) {
        return failure + "throws another error: whoever reads it looks in the wrong place.";
    }
    return failure +
           "throws what does not say so: nobody can tell one failure from another by "
           "it. Throw the SocketError: `throw;` in its catch, or one that is made with "
           "the same error.";
}

/// It ended the program.
inline std::string why_crashed(const Failure& failure) {
    if (failure.verdict != Verdict::crashed || !failure.error) return "";
    return "the SocketError could not come out: it left a thread, or a function that is noexcept, "
           "and that ends the program. Catch it there, and hand it over (std::exception_ptr, or "
           "std::async and its future).";
}

/// Those that were asked for over TCP.
inline std::vector<AskedDoor> by_tcp(const DoorsSeen& doors) {
    std::vector<AskedDoor> found;
    std::copy_if(doors.asked.begin(), doors.asked.end(), std::back_inserter(found),
                 [](const AskedDoor& one) { return !one.by_udp; });
    return found;
}

/// A UDP socket is all that it asked by, or what it asked by said no.
inline std::string why_asks_by_udp(const Failure& failure) {
    const auto& asked = failure.doors.asked;
    const bool said_no = std::any_of(asked.begin(), asked.end(), [](const AskedDoor& one) {
        return one.by_udp && (one.error || one.stopped);
    });
    return said_no || by_tcp(failure.doors).empty() ? why_by_udp(failure) : "";
}

// ---- diagnose ----

/// The call of diagnose() that is judged.
struct Question {
    Endpoint where{};
    Gave<Diagnosis> gave{};
    DoorsSeen doors{};
    bool was_noticed = false;     ///< by the owner
    bool left_a_trace = false;    ///< the door is not free again
    bool has_a_neighbor = false;  ///< somebody has that port at another address
    bool is_remembered = false;   ///< by the kernel alone: TIME_WAIT
};
inline Question question;

/// What diagnose() makes of the four kinds of no, asked about doors that nobody else asks about;
/// and of the second one again, at a port below 1024.
struct Meanings {
    static constexpr std::array kinds{std::errc::address_in_use, std::errc::permission_denied,
                                      std::errc::address_not_available, std::errc::no_buffer_space,
                                      std::errc::permission_denied};
    static constexpr std::array ports{50011, 50012, 50013, 50014, 81};
    std::vector<std::optional<Diagnosis>> gave;  ///< empty: it was not asked

    [[nodiscard]] std::optional<Diagnosis> of(Diagnosis no) const {
        return gave[static_cast<std::size_t>(no) - 1];
    }
    [[nodiscard]] bool go_by_number() const { return !gave.empty() && gave[1] != gave[4]; }
    [[nodiscard]] bool are_all(const std::optional<Diagnosis>& value) const {
        return !gave.empty() && std::count(gave.begin(), gave.end(), value) == 5;
    }
};
inline Meanings meanings;

// No bind() was asked.
inline std::string why_not_asked(const DoorsSeen& doors) {
    const Gave<Diagnosis>& gave = question.gave;
    const bool is_old =
        std::any_of(doors.earlier.begin(), doors.earlier.end(), [&](const AskedDoor& one) {
            if (gave.threw()) return gave.code && gave.code == one.error.default_error_condition();
            return one.where().port == question.where.port && gave.value == meaning_of(one.error);
        });
    if (doors.knocks > 0) {
        return "your code knocks: connect() finds out whether somebody listens. A door can have an "
               "owner who does not listen, a client's end of a connection for one. Only bind() "
               "tells whether you can have it.";
    }
    if (is_old) {
        return "your code answers without asking again. What was true a moment ago is history.";
    }
    if (question.has_a_neighbor && gave.value == Diagnosis::in_use) {
        return "somebody has this port at another address, which is another door. A list of those "
               "who listen has them all in it; only bind() tells whether you can have this one.";
    }
    if (!doors.earlier.empty() && gave.value) {
        return "your code says " + name_of(*gave.value) + " to " + to_string(question.where) +
               ", and has not asked: it goes by the " +
               (question.where.address == loopback_v4 ? "port's number" : "address") +
               ". Only bind() tells whether you can have this door.";
    }
    return "no bind() of yours has asked for the door. A list of those who listen leaves out an "
           "owner who does not listen, and has doors of other addresses in it; only bind() tells "
           "whether you can have this one.";
}

// Not bind() is asked, or it is asked for another door, or too much.
inline std::string why_asks_otherwise(const DoorsSeen& doors) {
    if (question.was_noticed) return knocks_there;
    const AskedDoor* last = doors.last();
    if (last == nullptr) return doors.no_socket ? "" : why_not_asked(doors);
    if (last->where() != question.where) {
        return "your code asked for " + to_string(last->where()) +
               "; the door in question is the parameter `where`: " + to_string(question.where) +
               '.';
    }
    if (last->stopped) {
        return "your code asks again and again. The question is how it is now: the first answer is "
               "the answer.";
    }
    if (!DoorsSeen{.asked = by_tcp(doors), .earlier = doors.earlier}.has(question.where)) return "";
    return "your code has the door itself, and keeps it. A question leaves nothing behind: let the "
           "listener go at the end of the function.";
}

inline std::string why_leaves_something(const DoorsSeen& doors) {
    if (question.left_a_trace && doors.knocks > 0) {
        return "your code visits its own listener. What is left of that connection, a pair in "
               "TIME_WAIT, stays at the door for a minute. That bind() succeeds is enough.";
    }
    if (!question.left_a_trace && doors.left_open == 0) return "";
    return "something that your code has made is still open when it returns: a socket, or a second "
           "handle of the listener (dup). A question leaves nothing behind.";
}

// A "no" came out as an exception.
inline std::string why_thrown(const std::error_code& said) {
    const std::string named = harness::name_of(said);
    const std::string no_accident = "a \"no\" is an answer here, not an accident: ";
    if (!throws_as_the_library(question.gave, said.default_error_condition())) {
        return "bind() said " + named + ", and " + no_accident +
               "return it. Only what is none of the three has to be thrown.";
    }
    const std::string compare =
        "compare code() with std::errc::" + named +
        " itself. (An error_code that is made of it, by make_error_code, is of another category "
        "and never equal; its number and its words differ from system to system.)";
    if (meanings.are_all(std::nullopt) && question.gave.what.starts_with("bind ")) {
        return no_accident +
               "catch the SocketError, or take the form of bind() that has an "
               "std::error_code, and " +
               compare;
    }
    return "bind() said " + named +
           ", and your code throws it, as if it was none of the three. If "
           "it looks at the error, then it does not recognize this one: " +
           compare;
}

// What bind() said, and what your code makes of it.
inline std::string why_this_meaning(const std::error_code& error, Diagnosis right) {
    const Diagnosis given = *question.gave.value;
    const std::string said = "bind() said " + harness::name_of(error);
    const std::string wrong =
        said + ", which is " + name_of(right) + ", not " + name_of(given) + '.';
    if (meanings.gave.empty()) return wrong;
    if (meanings.are_all(given)) {
        return given == Diagnosis::free
                   ? said + ", and your code did not look at it: every failure is \"free\" to it."
               : given == Diagnosis::in_use
                   ? said +
                         ", and your code takes every failure for \"in use\": somebody would "
                         "look for an owner who does not exist."
                   : said + ", and your code takes every failure for " + name_of(given) + '.';
    }
    const bool by_number = meanings.go_by_number();
    if (by_number || meanings.of(right) != given) {
        return said +
               (!by_number && question.where.address != loopback_v4
                    ? ", and your code goes by the address. 127.0.0.2 and ::1 are as good as "
                      "127.0.0.1: what counts is the error."
                    : ", and your code goes by something else. Ports from 1024 on can be "
                      "reserved, and those below can have an owner: a port's number tells "
                      "nothing. What counts is the error.");
    }
    if (given == Diagnosis::free && right == Diagnosis::in_use) {
        return wrong +
               " Somebody has it, even if nobody listens there: a list of those who listen "
               "leaves out such an owner.";
    }
    if (given != Diagnosis::free && meanings.of(given) == right) {
        return wrong + " Your code has the two the other way round.";
    }
    if (meanings.gave[3] != given) return wrong;
    return wrong +
           " Your code says that of whatever it does not know: there are three ways to say "
           "no, and what is none of them has to be thrown.";
}

// The answer is not what the system said.
inline std::string why_answers_otherwise(const DoorsSeen& doors) {
    const Gave<Diagnosis>& gave = question.gave;
    const AskedDoor* last = doors.last();
    const std::error_code error = last != nullptr ? last->error : doors.no_socket;
    const std::optional<Diagnosis> right = meaning_of(error);
    if (last == nullptr && !error) return "";
    if (gave.threw()) {
        return right && error ? why_thrown(error) : why_thrown_otherwise(gave, error);
    }
    if (!gave.value) {
        return doors.refusals <= 1 ? ""
                                   : "your code asks for a socket until it gets one, and somebody "
                                     "waits for an answer. What is none of the three has to be "
                                     "thrown, at once.";
    }
    if (!right) {
        return "the failure, " + harness::name_of(error) +
               ", is not about the door, and your code makes an answer of it. What is none of the "
               "three has to be thrown.";
    }
    if (gave.value != right) {
        return error ? why_this_meaning(error, *right)
                     : "bind() gave the door, and your code says " + name_of(*gave.value) + '.';
    }
    if (error && doors.was_given(question.where)) {
        return "your code had got the door, and asked for it a second time while it had it: so it "
               "finds itself in its own way. Ask once.";
    }
    if (!error || !question.is_remembered) return "";
    return "nobody has the door: what is left of a connection there (TIME_WAIT) keeps only those "
           "out who do not set SO_REUSEADDR. TcpListener::bind sets it.";
}

inline Advice why_diagnose(const Failure& failure) {
    if (failure.verdict != Verdict::fail) return why_crashed(failure);
    if (is_foreign) return {goes_by_words, three_ways};
    Failure of_the_call = failure;  // afterwards, it may have been asked more
    if (question.gave.threw() || question.gave.value) of_the_call.doors = question.doors;
    const DoorsSeen& doors = of_the_call.doors;
    return first_of({{why_asks_by_udp(of_the_call), one_owner},
                     {why_asks_otherwise(doors), one_owner},
                     {why_answers_otherwise(doors), three_ways},
                     {why_leaves_something(doors), one_owner}});
}

// ---- only_instance ----

/// The call of only_instance() that is judged.
struct Start {
    Endpoint where{};
    bool somebody_has_it = false;
    Gave<std::optional<TcpListener>> gave{};
    bool was_noticed = false;     ///< by the first instance
    bool was_kept = false;        ///< the door, when the listener had been closed
    bool has_a_neighbor = false;  ///< somebody has that port at another address

    [[nodiscard]] bool is_first() const { return gave.value && gave.value->has_value(); }
    [[nodiscard]] bool is_open() const { return is_first() && (*gave.value)->is_open(); }
};
inline Start start;

inline std::string why_nobody_asked(const DoorsSeen& doors) {
    const bool has_asked = doors.last() != nullptr || doors.no_socket;
    if (start.was_noticed || (!has_asked && doors.knocks > 0)) {
        return "your code knocks at the door to see who is there. The first instance notices that, "
               "as a client that says nothing; and who knocks does not hold the door. bind() asks "
               "nobody but the kernel.";
    }
    if (doors.rival_was_faster) {
        return "your code asks whether the door is free, lets it go and comes back for it. In "
               "between it belongs to nobody, and whoever asks first gets it: two starts at once "
               "can both be told \"free\". Bind once, and keep the listener.";
    }
    if (start.was_kept) {
        return "the listener is closed, and something of yours still has the door: a second handle "
               "of it (dup), or a socket in a static variable. Whoever is started next is told "
               "that you still run.";
    }
    if (has_asked) return "";
    if (start.has_a_neighbor) {
        return "somebody has this port at another address, which is another door: your code yields "
               "to a stranger. A list of those who listen has them all in it; ask for the door.";
    }
    if (doors.earlier.empty()) {
        return "no bind() of yours has asked for the door: whoever holds it is the one.";
    }
    return "your code answers without asking: it remembers an earlier call, or asks somebody else "
           "than the door. Another process does not see your variables; the door is what both can "
           "see.";
}

// What it makes of what bind() said last.
inline std::string why_wrong_start(const AskedDoor& last) {
    if (start.gave.threw() && last.error == std::errc::address_in_use) {
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
    if (start.gave.threw()) return why_thrown_otherwise(start.gave, last.error);
    if (start.is_first() && !start.is_open()) {
        return start.somebody_has_it
                   ? "an optional that holds a listener says that you are the first one, even if "
                     "that listener is not open. Nothing is std::nullopt."
                   : "the listener that you return is not open: nobody holds the door.";
    }
    if (start.is_open() && start.somebody_has_it) {
        return "two listeners have one door now (SO_REUSEPORT lets them): each of them believes "
               "that it is the only one. Ask by TcpListener::bind, which does not share.";
    }
    if (last.error || start.is_first()) return "";
    return "the system gave the door, and your code let it go and says that somebody else is "
           "there.";
}

inline std::string why_no_socket_start(const DoorsSeen& doors) {
    if (!doors.no_socket) return "";
    if (start.gave.threw()) return why_thrown_otherwise(start.gave, doors.no_socket);
    return "the failure was " + harness::name_of(doors.no_socket) +
           (start.gave.value ? ", which says nothing about the door, and your code makes an answer "
                               "of it. Throw it: nobody runs."
                             : ", and your code asks again until it gets a socket. Throw it: as "
                               "long as it waits, nobody runs.");
}

// It keeps something beside the listener.
inline std::string why_keeps_more(const DoorsSeen& doors) {
    if (doors.left_open <= (start.is_open() ? 1U : 0U)) return "";
    return "a socket that your code has made is still open, beside the listener that it returns. "
           "The door alone is the lock: a second one can fail where the door is free.";
}

inline Advice why_start(const Failure& failure) {
    if (failure.verdict != Verdict::fail) return why_crashed(failure);
    if (is_foreign) return {goes_by_words, three_ways};
    const AskedDoor* last = failure.doors.last();
    return first_of({why_nobody_asked(failure.doors),
                     {why_asks_by_udp(failure), one_owner},
                     why_unready(failure),
                     last != nullptr ? why_wrong_start(*last) : "",
                     why_no_socket_start(failure.doors),
                     why_keeps_more(failure.doors)});
}

}  // namespace causes
