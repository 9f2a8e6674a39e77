#pragma once

// What a failure of claim_free() means.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "causes.hpp"
#include "harness/door_causes.hpp"

namespace causes {

using harness::AskedDoor;

/// What claim_free() has returned, as the check sees it.
struct Returned {
    Port port{};
    std::optional<Endpoint> where{};  ///< its listener is there; nothing: it is not open
    std::vector<Port> earlier{};      ///< what was returned before
    bool none_to_give = false;        ///< the system refuses each bind of this call
    bool after_none = false;          ///< so it was in the call before
    std::ptrdiff_t left_open = 0;     ///< sockets beside the listener
    const char* cause = "";           ///< what the check has seen by itself
};

inline constexpr const char* closed_by_the_next =
    "the next call has closed the listener that this one had returned: keep no listener between "
    "calls (in a static variable, say), and give each one away by a move.";
inline constexpr const char* returned_again =
    "your code returns the listener of an earlier call again: two callers have one port. Bind in "
    "each call, and keep nothing between them.";
inline constexpr const char* still_held =
    "the caller has closed the listener, and something of your code still holds the port: a second "
    "handle for it, kept somewhere. The caller's has to be the only one.";
inline constexpr const char* no_port_ends_it =
    "the system has no port to give, and that ends the program: the exception does not come to the "
    "caller. Something on its way stops it: abort(), a noexcept function, or a thread.";

inline Advice when(bool is_seen, const std::string& cause, const char* heading = system_chooses) {
    return is_seen ? Advice{cause, heading} : Advice{};
}

/// What it asks for, and how.
inline Advice why_asked(const Failure& failure, const Returned& returned) {
    const auto& asked = failure.doors.asked;
    const AskedDoor* last = failure.doors.last();
    const Endpoint where = last != nullptr ? last->where() : Endpoint{loopback_v4, 0};
    const std::string never_bound = returned.where ? "" : harness::why_never_bound(failure);
    const bool in_vain = std::all_of(asked.begin(), asked.end(),
                                     [](const AskedDoor& one) { return one.error || one.stopped; });
    const bool has_listened = failure.doors.kept_listener() != nullptr;
    const std::size_t enough = failure.verdict == Verdict::stuck ? 1 : 10;
    return harness::first_of({
        {harness::why_exposed(failure), system_chooses},
        when(where.address != loopback_v4,
             to_string(where.address) +
                 " is private too, but another address: the port of 127.0.0.1 with the same number "
                 "is somebody else's."),
        when(!never_bound.empty() && !returned.earlier.empty(),
             "the first call has opened a listener, and this one none: what is static is made only "
             "once, and its listener was moved away. Bind in each call."),
        {never_bound, system_chooses},
        when(!has_listened, harness::why_by_udp(failure)),
        when(in_vain && asked.size() > enough,
             "your code asks again and again for what the system has refused: where no port is "
             "free, that never ends. Let the error pass to the caller."),
        when(last != nullptr && last->stopped && where.port != 0,
             "your code chose the number " + to_string(where.port) +
                 " itself, and cannot know whether it is free. Port 0 asks the system to choose "
                 "one that is."),
    });
}

/// The number that it reports is not that of its listener.
inline Advice why_wrong_number(const Failure& failure, const Returned& returned, Port given) {
    const Port port = returned.port;
    const unsigned number = given.number();
    const auto& earlier = returned.earlier;
    const auto& asked = failure.doors.asked;
    return harness::first_of({
        when(port == 0,
             "0 is what was asked for: \"you choose\". Which port it became, only the socket can "
             "tell: local_endpoint()."),
        when(port.number() == number % 256 * 256 + number / 256,
             "the two bytes of " + to_string(given) + " have changed places: that is " +
                 to_string(port) +
                 ". local_endpoint().port is turned around already; htons() and ntohs() are for a "
                 "sockaddr."),
        when(std::find(earlier.begin(), earlier.end(), port) != earlier.end(),
             to_string(port) +
                 " is the port of an earlier call: ask the listener of this one, each time."),
        when(std::any_of(asked.begin(), asked.end(),
                         [&](const auto& one) { return !one.error && one.given.port == port; }),
             to_string(port) +
                 " is not the port of the listener that you return, but of another one: each bind "
                 "to port 0 gives one of its own."),
        {to_string(port) + " is not the port of the listener that you return.", system_chooses},
    });
}

/// What it returns, or leaves behind.
inline Advice why_not_kept(const Failure& failure, const Returned& returned) {
    const AskedDoor* kept = failure.doors.kept_listener();
    const bool is_closed = !returned.where && kept != nullptr;
    const Port given = returned.where ? returned.where->port : kept ? kept->given.port : Port{};
    return harness::first_of({
        {harness::why_unready(failure), no_claim},
        when(is_closed && kept->closed,
             "the listener is closed: what your code returns is a number, and the number belongs "
             "to anyone. The listener is the claim; move it into what you return.",
             no_claim),
        when(is_closed,
             "the listener that has the port is still open, but it is not in what you return: the "
             "caller cannot use it, and cannot close it. Move it into what you return.",
             no_claim),
        given != 0 && returned.port != given ? why_wrong_number(failure, returned, given)
                                             : Advice{},
        when(returned.left_open > 0,
             "your code opens another socket and leaves it open: nobody can close it any more. "
             "Each such call takes more than the caller knows of.",
             no_claim),
        when(returned.where && failure.doors.knocks > 0,
             "your code has connected to its own port: that client waits there before all others.",
             no_claim),
    });
}

inline Advice why_claim(const Failure& failure, const Returned& returned) {
    const bool failed = failure.verdict == Verdict::fail;
    const bool crashed = failure.verdict == Verdict::crashed;
    const bool accepts = failure.verdict == Verdict::stuck && failure.thread &&
                         failure.thread->in_call && failure.thread->call.is("accept");
    return harness::first_of({
        why_asked(failure, returned),
        {harness::why_came_back(failure), no_claim},
        {harness::why_moved_from(failure), system_chooses},
        when(crashed && returned.none_to_give, no_port_ends_it),
        when(crashed && returned.after_none,
             "the system had no port for the call before, and has many for this one: your code "
             "keeps something of that failure (in a static variable, say)."),
        when(accepts,
             "your code waits for a client, and there is none: claim_free() returns the listener, "
             "and its caller accepts."),
        when(failed && returned.none_to_give && !returned.where && returned.left_open <= 0,
             "bind() failed, and your code goes on as if it had not: the caller gets no port, and "
             "does not hear of it. Let the exception pass, or look at the error_code and throw."),
        {returned.cause, no_claim},
        failed ? why_not_kept(failure, returned) : Advice{},
    });
}

}  // namespace causes
