#pragma once

// What a failure of claim_free() means.

#include <optional>
#include <string>

#include "causes.hpp"
#include "harness/door_causes.hpp"

namespace causes {

using harness::AskedDoor;
using harness::first_of;

inline std::string why_not_this_one(const Failure& failure) {
    const AskedDoor* last = failure.doors.last();
    if (last == nullptr || last->where().address == loopback_v4) return "";
    return to_string(last->where().address) +
           " is private too, but another address: the port of 127.0.0.1 with the same number is "
           "somebody else's.";
}

inline std::string why_chosen(const Failure& failure) {
    const AskedDoor* last = failure.doors.last();
    if (last == nullptr || !last->stopped || last->where().port == 0) return "";
    return "your code chose the number " + to_string(last->where().port) +
           " itself, and cannot know whether it is free. Port 0 asks the system to choose one that "
           "is.";
}

inline std::string why_closed(const Failure& failure) {
    const AskedDoor* kept = failure.doors.kept_listener();
    if (failure.verdict != Verdict::fail || kept == nullptr || !kept->closed) return "";
    return "the listener is closed: what your code returns is a number, and the number belongs to "
           "anyone. The listener is the claim; move it into what you return.";
}

inline std::string why_wrong_number(const Failure& failure, const std::optional<Port>& claimed) {
    const AskedDoor* kept = failure.doors.kept_listener();
    if (!claimed || kept == nullptr || *claimed == kept->given.port) return "";
    if (*claimed != 0)
        return to_string(*claimed) + " is not the port of the listener that you return.";
    return "0 is what was asked for: \"you choose\". Which port it became, only the socket can "
           "tell: local_endpoint().";
}

/// `claimed` is the port that claim_free() has returned, if it did.
inline Advice why_claim(const Failure& failure, const std::optional<Port>& claimed) {
    return first_of({{harness::why_exposed(failure), system_chooses},
                     {why_not_this_one(failure), system_chooses},
                     {harness::why_never_bound(failure), system_chooses},
                     {why_chosen(failure), system_chooses},
                     {harness::why_came_back(failure), no_claim},
                     {harness::why_moved_from(failure), system_chooses},
                     {why_closed(failure), no_claim},
                     {why_wrong_number(failure, claimed), system_chooses}});
}

}  // namespace causes
