#pragma once

// What a failure of open_door() means.

#include "causes.hpp"
#include "harness/door_causes.hpp"
#include "harness/passing.hpp"

namespace causes {

using harness::AskedDoor;
namespace passing = harness::passing;

inline std::string number(Port port) { return "port " + to_string(port); }

inline bool is_given_back(const AskedDoor& door, const Endpoint& where) {
    return door.given == where && door.closed;
}

/// Two listeners have one port, which takes the consent of both.
inline std::string shares_the_port(const Failure& failure) {
    const AskedDoor* last = failure.doors.last();
    if (!passing::held || !passing::held->has_a_door || (last != nullptr && last->error)) return "";
    return "the port has a listener already, and your code has opened a second one there. The "
           "system allows that only if both ask for it by an option (SO_REUSEPORT; on Windows "
           "SO_REUSEADDR); then each client comes out of one of the two. Leave the option out.";
}

/// A listener of a call before.
inline std::string relies_on_earlier(const Failure& failure) {
    const bool asked_before = failure.doors.asked.empty() && !failure.doors.earlier.empty();
    if (failure.verdict != Verdict::fail || !asked_before) return "";
    return "this time your code has not called bind(): it goes by what is left of a call before "
           "(static, or global). Each call of open_door() opens a door of its own.";
}

/// It has gone back to a door that it had been given, and let go.
inline std::string went_back(const Failure& failure) {
    const AskedDoor* last = failure.doors.last();
    for (const AskedDoor& one : failure.doors.asked) {
        if (&one == last || !is_given_back(one, last->where())) continue;
        return "your code lets the port go that it was given, and comes back for it. In between it "
               "belongs to nobody, and whoever asks first gets it. Return the first listener.";
    }
    return harness::why_came_back(failure);
}

/// It has what was asked for, and wants more.
inline std::string opens_another(const Failure& failure) {
    const auto& wanted = failure.doors.wanted;
    const AskedDoor* last = failure.doors.last();
    for (const AskedDoor& one : failure.doors.asked) {
        const bool is_kept = wanted && one.where() == *wanted && !one.error && !one.closed;
        if (!is_kept || last->where() == *wanted) continue;
        return "your code has the door that was asked for, and opens " + to_string(last->where()) +
               " as well: one door, at 127.0.0.1, is what its caller knows of.";
    }
    return "";
}

inline std::string tried_elsewhere(const Failure& failure) {
    const auto& asked = failure.doors.asked;
    if (asked.size() < 2 || !asked.front().error) return "";
    const std::string said = harness::name_of(asked.front().error);
    if (asked.back().where() == asked.front().where()) {
        return "bind() failed with " + said + ", and your code asks for the same door again, " +
               count(asked.size(), "time") +
               " in all. The caller decides what to do then: let the error pass on.";
    }
    return "bind() failed with " + said + ", and your code goes to " +
           to_string(asked.back().where()) +
           " instead: whoever knocks at the door that was asked for does not find it. The caller "
           "decides what to do then: let the error pass on.";
}

inline std::string knocked(const Failure& failure) {
    if (failure.doors.knocks == 0) return "";
    return "your code knocks (connect) to see whether somebody is there. Whoever has the port gets "
           "a client that says nothing, and an answer is old when it comes. bind() itself says "
           "address_in_use.";
}

inline std::string let_somebody_in(const Failure&) {
    if (harness::current_stage()->watch().begun(loopback::Operation::accept) == 0) return "";
    return "your code calls accept() here. open_door() opens the door and returns the listener; "
           "whoever gets that takes the clients in.";
}

inline std::string bound_twice(const Failure& failure) {
    if (failure.verdict != Verdict::fail || failure.doors.asked.size() < 2) return "";
    return "your code calls bind() " + count(failure.doors.asked.size(), "time") +
           ", and one is enough: TcpListener::bind gives the listener, or fails.";
}

inline std::string refused_by_itself(const Failure& failure) {
    const bool threw =
        failure.verdict == Verdict::crashed || (passing::held && !passing::held->outcome.returned);
    if (!threw || failure.doors.last() != nullptr || !failure.doors.wanted) return "";
    const Port port = failure.doors.wanted->port;
    const auto& earlier = failure.doors.earlier;
    const bool was_refused = std::ranges::any_of(earlier, [&](const harness::AskedDoor& one) {
        return one.error && one.where() == *failure.doors.wanted;
    });
    if (was_refused) {
        return "the system has refused " + number(port) +
               " in a call before, and now your code does, without having asked: it remembers "
               "that call (static, or global). Ask anew each time.";
    }
    if (failure.error) return "";
    return "your code refuses " + number(port) + " before it has asked the system. " +
           (port == Port(0) ? "Port 0 is no mistake: with it the system chooses."
                            : "Any number up to 65535 is a port: whether it is free, only "
                              "bind() knows.");
}

/// What the number that was asked for instead has to do with the one that was wanted.
inline std::string another_number(const Failure& failure) {
    const auto& wanted = failure.doors.wanted;
    const AskedDoor* last = failure.doors.last();
    if (!wanted || last == nullptr || last->where().address != wanted->address) return "";
    if (last->where() == *wanted) return "";
    const unsigned right = wanted->port.number();
    const unsigned wrong = last->where().port.number();
    if (right == 0) {
        return "with port 0 the system chooses one that is free; your code asks for " +
               number(last->where().port) + " instead.";
    }
    const std::string both =
        number(wanted->port) + " was asked for, and your code binds " + number(last->where().port);
    if (last->where().port == home_port) {
        return both + ", the port of the course: the parameter was not used.";
    }
    if (wrong == (right >> 8 | (right & 0xff) << 8)) {
        return both +
               ": the same two bytes in the other order. A Port is a number as you write it; "
               "the library brings it into network byte order (raw calls: htons, once).";
    }
    if (right > 32767 && !failure.doors.earlier.empty()) {
        return both +
               ", while smaller numbers came through: from 32768 on, a number has no room in a "
               "(signed) short. A port goes up to 65535: Port, or std::uint16_t.";
    }
    if (wrong == 0) return both + ": then the system chooses, and nobody knows where to knock.";
    for (unsigned bits = 8; bits < 16; ++bits) {
        if (wrong != (right & ((1U << bits) - 1))) continue;
        return both + ": what " + std::to_string(bits) +
               " bits leave of it. A port has 16, all of them (std::uint16_t).";
    }
    return both + ". Pass it on as it is.";
}

inline Advice why_open_door(const Failure& failure) {
    return harness::first_of({passing::could_not_pass(failure), let_somebody_in(failure),
                              harness::why_exposed(failure), harness::why_by_udp(failure),
                              went_back(failure), opens_another(failure), tried_elsewhere(failure),
                              knocked(failure), another_number(failure), refused_by_itself(failure),
                              relies_on_earlier(failure), shares_the_port(failure),
                              passing::kept_an_error("bind()"), harness::why_unready(failure),
                              harness::why_never_bound(failure), harness::why_another_door(failure),
                              bound_twice(failure), harness::why_left_behind(failure)});
}

}  // namespace causes
