#pragma once

// What a failure of open_private() or open_at() means, and the headings that tell more. (For the
// pure functions see beliefs.hpp.)

#include <algorithm>
#include <string>

#include "exercise.hpp"
#include "harness/door_causes.hpp"
#include "harness/doors.hpp"
#include "harness/gave.hpp"
#include "harness/questions.hpp"
#include "harness/stage.hpp"

namespace causes {

using harness::Advice;
using harness::AskedDoor;
using harness::first_sign;

inline constexpr const char* private_default = "Private by default";
inline constexpr const char* on_purpose = "Exposed on purpose";
inline constexpr const char* misspelled = "A misspelled address";
inline constexpr const char* all_of_127 = "All of 127";
inline constexpr const char* every_address = "Every address there is";
inline constexpr const char* private_is_many = "Private means many";
inline constexpr const char* every_door = "Look at every door";

/// The call of open_private() or open_at() that is judged.
struct Opening {
    const char* function = "";
    Endpoint where;
    Exposure asked = Exposure::loopback_only;
    harness::SystemAnswer system = nullptr;
    harness::Gave<TcpListener> gave{};
    std::size_t look_ups = 0;

    [[nodiscard]] bool is_private() const { return where.address.is_loopback(); }
    [[nodiscard]] bool may_be_opened() const { return is_private() || asked == expose_to_network; }
    [[nodiscard]] bool chooses() const { return std::string_view(function) == "open_at"; }
    [[nodiscard]] bool returned_open() const { return gave.value && gave.value->is_open(); }
};
inline Opening opening;

/// It bound beyond loopback without having been asked to. 0.0.0.0 and :: come first, and public
/// addresses before private ones.
inline Advice why_unasked(const std::vector<AskedDoor>& earlier) {
    const IpAddress& address = opening.where.address;
    const Scope scope = address.scope();
    const auto is_exposed = [](const AskedDoor& one) { return !one.where().address.is_loopback(); };
    return first_sign({
        {std::any_of(earlier.begin(), earlier.end(), is_exposed),
         "an earlier call was allowed to expose a door, and this one is not: your code keeps what "
         "was said then, in a static variable perhaps."},
        {address.is_unspecified(),
         "nobody has asked for that, and your code says expose_to_network: `asked` is the user's "
         "word, pass it on."},
        {scope == Scope::private_use || scope == Scope::link_local,
         to_string(address) +
             " is private to a network, not to this machine: everyone on the same network can "
             "knock there. Ask is_loopback(), or pass `asked` on to bind()."},
        {true, "0.0.0.0 and :: were refused, as they should be, and " + to_string(address) +
                   " is bound: whatever is not loopback can be reached by others. Ask "
                   "is_loopback(), or pass `asked` on to bind()."},
    });
}

/// It bound another port than the one that was wanted.
inline Advice why_another_port(const std::vector<AskedDoor>& earlier, unsigned bound) {
    const unsigned wanted = opening.where.port.number();
    const auto is_its = [&](const AskedDoor& one) { return one.where().port.number() == bound; };
    return first_sign({
        {std::any_of(earlier.begin(), earlier.end(), is_its),
         "port " + std::to_string(bound) +
             " is that of an earlier call: your code keeps it, in a static variable perhaps."},
        {wanted == (bound >> 8 | (bound & 0xff) << 8),
         "your code turns the bytes of the port around: the library does that by itself."},
        {wanted == 0, "port 0 is a wish, too: the system chooses a port. Pass it on as it is."},
        {true, "the port that was asked for was not used: " + std::to_string(wanted) +
                   ". Your code binds port " + std::to_string(bound) + '.'},
    });
}

inline Advice why_opening(const harness::Failure& failure) {
    const harness::DoorsSeen& doors = failure.doors;
    const bool stuck = failure.verdict == harness::Verdict::stuck;
    if (!stuck && failure.verdict != harness::Verdict::fail) return {};
    const bool accepts =
        stuck && failure.thread && std::string_view(failure.thread->call.function) == "accept";
    harness::Failure with_what_it_threw = failure;
    with_what_it_threw.error = opening.gave.code;
    const std::string exposed = harness::why_exposed(with_what_it_threw);
    const std::string by_udp = harness::why_by_udp(failure);

    const Endpoint& where = opening.where;
    const bool binds = !doors.asked.empty();
    const AskedDoor first = binds ? doors.asked.front() : AskedDoor{};
    const AskedDoor last = binds ? doors.asked.back() : AskedDoor{};
    const bool again = doors.asked.size() > 1;
    const bool elsewhere = binds && last.where() != where;
    const bool had_it = again && first.where() == where;
    const bool was_earlier =
        last.where().port != Port(0) && last.where().port != where.port &&
        last.where().address != where.address &&
        std::any_of(doors.earlier.begin(), doors.earlier.end(),
                    [&](const AskedDoor& one) { return one.where() == last.where(); });
    const bool chooses = opening.chooses();
    const bool may = opening.may_be_opened();
    const bool threw = opening.gave.threw();
    const std::string instead =
        to_string(last.where().address) + " for " + to_string(where.address);
    return first_sign({
        {accepts,
         "your code waits for clients: it is to open the door and to return it. Who comes "
         "is for the caller."},
        {opening.look_ups != 0,
         "your code looks a name up: what comes of it depends on the machine. An address is known: "
         "loopback_v4 is 127.0.0.1."},
        {!chooses && !exposed.empty(), exposed},
        {!by_udp.empty() && !may,
         "your code tries by UDP whether it could bind there: that opens a door as well, and the "
         "address alone tells that it may not."},
        {!by_udp.empty(), by_udp},
        {elsewhere && was_earlier, to_string(last.where()) +
                                       " is the door of an earlier call: your code keeps it, in a "
                                       "static variable perhaps."},
        {elsewhere && had_it && first.error,
         "the system has refused " + to_string(where) + ", and your code opens " +
             to_string(last.where()) +
             " instead: whoever called does not hear of it. Let the error pass on."},
        {elsewhere && had_it,
         "your code has the door that was asked for, and opens another one beside it, " +
             to_string(last.where()) + ": nobody has asked for that."},
        {elsewhere && last.where().address == where.address,
         why_another_port(doors.earlier, last.where().port.number())},
        {elsewhere && !chooses, to_string(last.where().address) +
                                    " is private too, but another door: who knocks at " +
                                    to_string(where.address) + " does not find it."},
        {elsewhere && may, "your code opens another door than it was told to: " + instead + '.'},
        {elsewhere, "your code opens another door than it was told to: " + instead +
                        ". Where a door may not be opened, that has to be said: an exception."},
        {binds && !may, why_unasked(doors.earlier)},
        {again && first.error,
         "the system has said no, and your code asks again: whoever called should hear of it at "
         "once."},
        {again,
         "your code opens the door twice: in between it is closed, and may be somebody "
         "else's by then. Whether it is free, the bind says that is to keep it."},
        {doors.knocks != 0,
         "your code knocks at doors: whoever is behind one gets a visitor who says nothing. "
         "Whether "
         "a door is free, bind() tells."},
        {stuck, ""},
        {doors.unready != harness::Unready::no, harness::why_unready(failure)},
        {opening.returned_open() && binds,
         "whoever knocks does not come out of the listener that you return: something else of your "
         "code takes clients there, a thread perhaps."},
        {opening.returned_open(), ""},
        {!threw && (last.error || !may),
         "your code hides the failure: whoever gets a closed listener thinks that it is open. "
         "Throw, or let the exception of bind() pass."},
        {!may, ""},
        {bool(last.error), "the system said " + harness::name_of(last.error) +
                               ", and what your code throws says something else: let the exception "
                               "of bind() pass, or throw one with the same code."},
        {binds && threw, "bind() succeeded, and then your code throws: the listener is lost."},
        {binds, "bind() succeeded, and then its listener was closed or left behind: return it."},
        {threw && std::any_of(doors.earlier.begin(), doors.earlier.end(),
                              [&](const AskedDoor& one) {
                                  return one.where().address == where.address && one.error &&
                                         one.error == opening.gave.code;
                              }),
         "your code throws what an earlier call was told, and has not asked this time: what was "
         "taken then may be free now. Ask the system in each call."},
        {threw && !chooses,
         "your code throws without having asked the system: any port may be wished for, 0 as well, "
         "and what cannot be had the system says."},
        {threw && where.address.is_unspecified(),
         "the user has asked for it, and your code does not open the door: pass `asked` on to "
         "bind()."},
        {threw && !opening.is_private(),
         "the user has asked for it, as for 0.0.0.0 and ::, and your code does not bind " +
             to_string(where) + ": `where` may have any address and any port."},
        {threw && where.address != loopback_v4 && opening.asked == Exposure::loopback_only,
         to_string(where.address) +
             " is loopback, too: all of 127.0.0.0/8 is, and ::1. Ask is_loopback()."},
        {threw, "a door at loopback harms nobody: open it, whatever was asked."},
        {!doors.earlier.empty(),
         "this call binds nothing: your code has kept what an earlier call opened, in a static "
         "variable perhaps. Each call opens a door of its own."},
        {true, "your code never called bind(): nobody has asked the system for a door."},
    });
}

}  // namespace causes
