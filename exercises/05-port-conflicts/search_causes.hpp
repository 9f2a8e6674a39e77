#pragma once

// What a failure of open_or_next() means.

#include <algorithm>
#include <string>
#include <vector>

#include "causes.hpp"
#include "harness/doors.hpp"

namespace causes {

/// The call of open_or_next() that is judged.
struct Search {
    Endpoint where;
    int tries = 0;
    std::size_t most = 0;  ///< how many doors may be asked for
    Gave<Opened> gave;

    [[nodiscard]] bool is_open() const { return gave.value && gave.value->listener.is_open(); }
    [[nodiscard]] Endpoint at() const { return gave.value->listener.local_endpoint(); }
    [[nodiscard]] bool has_tries_left(const DoorsSeen& doors) const {
        return doors.count() < static_cast<std::size_t>(tries) &&
               doors.last()->where().port != 65535;
    }
};
inline Search search;

inline bool may_go_on(const AskedDoor& door) {
    const auto why = meaning_of(door.error);
    return why == Diagnosis::in_use || why == Diagnosis::not_allowed;
}

inline std::string why_no_door(const Failure& failure) {
    return first_of({why_came_back(failure), why_never_bound(failure), why_by_udp(failure)}).cause;
}

// After `before` another door was asked for than the next one.
inline std::string why_not_the_next(const Endpoint& before, const Endpoint& after) {
    if (after == before || before.port == 65535 || after == harness::next_of(before)) return "";
    const std::string rule = "after port " + to_string(before.port) +
                             " comes the next higher one, " +
                             to_string(harness::next_of(before).port);
    if (after.address != before.address) {
        return "after " + to_string(before) + " your code asks for " + to_string(after) +
               ". Another address is another door, which nobody looks for: count up the port, and "
               "keep the address.";
    }
    if (after.port < before.port) return "your code counts down: " + rule + '.';
    return "your code leaves out ports: " + rule + ", and your code asks for " +
           to_string(after.port) + '.';
}

inline std::string why_out_of_line(const DoorsSeen& doors) {
    if (doors.asked.front().where() != search.where) {
        return "the first door to ask for is `where` itself: " + to_string(search.where) + '.';
    }
    for (std::size_t i = 1; i < doors.asked.size(); ++i) {
        const Endpoint& before = doors.asked[i - 1].where();
        const Endpoint& after = doors.asked[i].where();
        if (after.port == 0 && before.port == 65535) {
            return "after 65535 there is no port: a 16-bit number that is counted up from there "
                   "becomes 0, and port 0 means \"you choose\".";
        }
        if (after.port == 0) {
            return "port 0 means \"you choose\": the listener is anywhere, and nobody looks for it "
                   "there. Ask for the next port.";
        }
        if (std::string cause = why_not_the_next(before, after); !cause.empty()) return cause;
    }
    return "";
}

inline std::string why_again(const DoorsSeen& doors) {
    if (doors.asked.size() < 2 || doors.count() > 1) return "";
    return "your code asks for the same port again, and it is still as it was. Count up.";
}

inline std::string why_one_more(const DoorsSeen& doors) {
    if (doors.count() <= static_cast<std::size_t>(search.tries)) return "";
    return "`tries` counts every port that is asked for, the first one too; then it is enough.";
}

// It tries to cure what another port does not cure, or says so in the end.
inline std::string why_cured(const DoorsSeen& doors) {
    if (doors.asked.size() > 1 && meaning_of(doors.asked.front().error) == Diagnosis::not_ours) {
        return "the address is not this machine's: none of its ports can be had. Another try is no "
               "cure, and in the end the message has the wrong number in it.";
    }
    if (doors.count() > search.most) {
        return "the failure was not about the port, and your code tried another one. Only \"in "
               "use\" and \"not allowed\" are reasons to go on.";
    }
    const AskedDoor& last = *doors.last();
    const bool gave_up = may_go_on(last) && search.has_tries_left(doors);
    if (gave_up || !search.gave.code || search.gave.code == last.error.default_error_condition()) {
        return "";
    }
    return bind_said(last) +
           ", and your code throws another error: whoever reads it looks in the wrong place.";
}

// A port that was skipped was reported as something else, or not at all.
inline std::string why_not_reported(const AskedDoor& door, const std::vector<Skipped>& skipped) {
    const std::string port = to_string(door.where().port);
    for (const Skipped& one : skipped) {
        if (one.port != door.where().port) continue;
        if (!door.error) {
            return "port " + port +
                   " is the one that your code got: only those before it were skipped.";
        }
        if (meaning_of(door.error) == one.why) return "";
        return bind_said(door) + " for port " + port + ", and your code reports " +
               name_of(one.why) + '.';
    }
    if (!door.error) return "";
    return "port " + port + " was passed over too, and your code does not report it.";
}

inline std::string why_wrong_skipped(const DoorsSeen& doors) {
    const std::vector<Skipped>& skipped = search.gave.value->skipped;
    if (skipped.empty()) {
        return "the listener is at " + to_string(search.at()) +
               ", and nothing says so: whoever started it looks at " + to_string(search.where) +
               ". Report each port that was passed over.";
    }
    for (const AskedDoor& door : doors.asked) {
        if (std::string cause = why_not_reported(door, skipped); !cause.empty()) return cause;
    }
    const auto is_later = [](const Skipped& a, const Skipped& b) { return a.port > b.port; };
    if (std::adjacent_find(skipped.begin(), skipped.end(), is_later) == skipped.end()) return "";
    return "the ports are reported in the order in which they were tried: the first one first.";
}

inline std::string why_wrong_end(const DoorsSeen& doors) {
    if (search.gave.value && search.is_open()) return why_wrong_skipped(doors);
    if (search.gave.value) {
        return "a listener that is not open is no answer: nobody can come in, and nobody is told. "
               "Throw what bind() said.";
    }
    const AskedDoor& last = *doors.last();
    if (may_go_on(last) && search.has_tries_left(doors)) {
        return bind_said(last) + " for port " + to_string(last.where().port) +
               ", and your code gave up: the next port may do, and there were tries left.";
    }
    if (!search.gave.threw() || search.gave.code) return "";
    return "what your code throws does not say what bind() said, and nobody can tell in use from "
           "not allowed by it. Throw the SocketError.";
}

inline Advice why_search(const Failure& failure) {
    if (failure.verdict != Verdict::fail) return {};
    const DoorsSeen& doors = failure.doors;
    if (Advice no_door{why_no_door(failure), one_owner}; !no_door.cause.empty()) return no_door;
    return first_of({{why_out_of_line(doors), another_port},
                     {why_one_more(doors), another_port},
                     {why_cured(doors), no_cure},
                     {why_again(doors), another_port},
                     {why_wrong_end(doors), another_port}});
}

}  // namespace causes
