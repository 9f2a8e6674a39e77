#include "harness/door_causes.hpp"

#include <algorithm>

namespace harness {

std::string why_exposed(const Failure& failure) {
    const AskedDoor* last = failure.doors.last();
    const bool refused = failure.error == loopback::Errc::not_loopback;
    if (!refused && (last == nullptr || last->where().address.is_loopback())) return "";
    const bool is_its_own = !refused && !last->where().address.is_unspecified();
    return "the address decides who may knock, and that is a door to the street: " +
           (is_its_own ? to_string(last->where().address) + " is where others find this machine"
                       : std::string("0.0.0.0 and :: are every address that this machine has")) +
           ", so the whole network could come in. The private one is loopback_v4, 127.0.0.1: it is "
           "reached from this machine alone.";
}

std::string why_never_bound(const Failure& failure) {
    if (failure.verdict != Verdict::fail || failure.doors.last() != nullptr) return "";
    return "your code never called bind(): nobody has asked the system for a door.";
}

std::string why_another_door(const Failure& failure) {
    const auto& wanted = failure.doors.wanted;
    const AskedDoor* last = failure.doors.last();
    if (!wanted || last == nullptr || last->where() == *wanted) return "";
    if (last->where().address == wanted->address) {
        return "the parameter was not used: port " + to_string(wanted->port) +
               " was asked for, and your code binds port " + to_string(last->where().port) + '.';
    }
    if (!last->where().address.is_loopback() || !wanted->address.is_loopback()) return "";
    return to_string(last->where().address) + " is private too, but another door: who knocks at " +
           to_string(wanted->address) + " does not find it.";
}

std::string why_left_behind(const Failure& failure) {
    const auto& wanted = failure.doors.wanted;
    const AskedDoor* last = failure.doors.last();
    if (failure.verdict != Verdict::fail || !wanted || last == nullptr || last->stopped ||
        last->error) {
        return "";
    }
    return "bind() succeeded, and then its listener was closed or left behind: return it.";
}

std::string why_came_back(const Failure& failure) {
    if (!failure.doors.rival_was_faster) return "";
    return "your code lets the port go and comes back for it. In between it belongs to nobody, "
           "and whoever asks first gets it. Keep the first listener that you get, and return it.";
}

std::string why_by_udp(const Failure& failure) {
    const auto& asked = failure.doors.asked;
    const auto by_udp = [](const AskedDoor& one) { return one.by_udp; };
    if (std::none_of(asked.begin(), asked.end(), by_udp)) return "";
    return "your code asks by a UDP socket. UDP and TCP have doors of their own, with the same "
           "numbers: who has the one says nothing about the other. Ask by TcpListener::bind.";
}

std::string why_moved_from(const Failure& failure) {
    const bool asked_no_socket =
        failure.error == std::errc::bad_file_descriptor || failure.error == std::errc::not_a_socket;
    const AskedDoor* kept = failure.doors.kept_listener();
    if (!asked_no_socket || kept == nullptr || !kept->closed_by_unwinding) return "";
    return "your code asks a listener that it has just moved from: the one that has the port is "
           "another object by then, and this one has none. Ask for local_endpoint() first, and "
           "move it afterwards.";
}

std::string why_unready(const Failure& failure) {
    switch (failure.doors.unready) {
        case Unready::closed_underneath:
            return "the handle was closed under the listener (it was adopted twice, or closed by "
                   "its number): the object does not know, and has nothing. One handle has one "
                   "owner.";
        case Unready::not_its_own:
            return "the listener that your code had is closed, and what it returns has the number "
                   "of somebody else's by now. Return the first one, without letting it go.";
        case Unready::does_not_listen:
            return "what your code returns has a port and does not listen, or no longer: nobody "
                   "can knock there. TcpListener::bind listens at once.";
        case Unready::does_not_wait:
            return "your code has set the listener to non-blocking mode: accept() would fail with "
                   "would_block instead of waiting for a client. Leave it blocking.";
        case Unready::has_a_limit:
            return "your code has left a time limit on the listener (SO_RCVTIMEO): ::accept() "
                   "gives up on a client that comes later, and connections inherit the limit.";
        case Unready::breaks_off:
            return "your code has set SO_LINGER on the listener. Each connection that it accepts "
                   "inherits that, and would not end as usual: close() resets it, or waits.";
        case Unready::shares_its_port:
            return "your code has set SO_REUSEPORT: whoever of the same user sets it, too, gets "
                   "the same port, and a part of its clients. Leave it out: one port has one "
                   "owner.";
        default: return "";
    }
}

Advice why_not_opened(const Failure& failure) {
    return first_of({why_exposed(failure), why_never_bound(failure), why_another_door(failure),
                     why_unready(failure), why_left_behind(failure)});
}

}  // namespace harness
