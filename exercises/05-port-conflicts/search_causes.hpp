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
    Endpoint where{};
    int tries = 0;
    Gave<Opened> gave{};
    bool was_noticed = false;  ///< by an owner

    [[nodiscard]] bool is_open() const { return gave.value && gave.value->listener.is_open(); }
    /// 0.0.0.0:0 if its handle is closed underneath.
    [[nodiscard]] Endpoint at() const {
        return detail::endpoint_of(gave.value->listener.native_handle(),
                                   detail::native::local_name);
    }
    [[nodiscard]] std::string last_said() const {
        return bind_said(asked.back()) + " for port " + to_string(asked.back().where().port);
    }
    /// What it throws names the first door, and not the last one.
    [[nodiscard]] bool names_another() const {
        const auto names = [&](const Endpoint& door) {
            return gave.what.find(to_string(door) + ':') != std::string::npos;
        };
        return gave.type == "SocketError" && names(where) && !names(asked.back().where());
    }
    /// How many different doors it has asked for.
    [[nodiscard]] std::size_t count() const { return DoorsSeen{.asked = asked}.count(); }
    /// It ended although another port might have done.
    [[nodiscard]] bool gave_up() const;

    std::vector<AskedDoor> asked{};  ///< over TCP, once it is over
};
inline Search search;

inline bool may_go_on(const AskedDoor& door) {
    const auto why = meaning_of(door.error);
    return why == Diagnosis::in_use || why == Diagnosis::not_allowed;
}

inline bool Search::gave_up() const {
    return gave.threw() && may_go_on(asked.back()) && asked.back().where().port != 65535 &&
           count() < static_cast<std::size_t>(tries);
}

// It has asked for no port, or not by bind(), or more than that.
inline std::string why_no_door(const Failure& failure) {
    const DoorsSeen& doors = failure.doors;
    if (search.was_noticed) return knocks_there;
    if (doors.no_socket) {
        if (search.gave.threw()) return why_thrown_otherwise(search.gave, doors.no_socket);
        return "the failure was " + harness::name_of(doors.no_socket) +
               ", before a port was asked for: it is not about the port, and another try is no "
               "cure. Throw it.";
    }
    if (doors.last() == nullptr && search.tries > 65535) {
        return "your code asks for no port if `tries` is " + std::to_string(search.tries) +
               (search.tries == 65536 ? ": cut to 16 bits, that is 0."
                                      : ": added to a port's number that is more than an int can "
                                        "hold. Look whether 65535 is reached instead.");
    }
    if (doors.last() == nullptr && !doors.earlier.empty()) {
        return "your code answers without asking for a port, as it did in earlier calls.";
    }
    return first_of({why_came_back(failure), why_asks_by_udp(failure), why_never_bound(failure)})
        .cause;
}

// After `before` another door was asked for than the next one.
inline std::string why_not_the_next(const AskedDoor& asked_before, const Endpoint& after) {
    const Endpoint& before = asked_before.where();
    if (after == before) return "";
    if (!asked_before.error && !asked_before.stopped) {
        return "your code has got port " + to_string(before.port) +
               ", and asks for another one. Meanwhile it has doors that others may want: stop at "
               "the first one that is free.";
    }
    if (before.port == 65535) {
        return std::string("after 65535 there is no port") +
               (after.port == 0 ? ": a 16-bit number that is counted up from there becomes 0, and "
                                  "port 0 means \"you choose\"."
                                : ", and your code begins anew, where nobody looks for it.");
    }
    if (after.port == 0) {
        return "port 0 means \"you choose\": the listener is anywhere, and nobody looks for it "
               "there. Ask for the next port.";
    }
    const std::string rule = "after port " + to_string(before.port) +
                             " comes the next higher one, " +
                             to_string(harness::next_of(before).port);
    if (after.address != before.address) {
        return "after " + to_string(before) + " your code asks for " + to_string(after) +
               ". Another address is another door, which nobody looks for: count up the port, and "
               "keep the address.";
    }
    if (after == harness::next_of(before)) return "";
    return after.port < before.port ? "your code counts down: " + rule + '.'
                                    : "your code leaves out ports: " + rule +
                                          ", and your code asks for " + to_string(after.port) + '.';
}

// It was reported, and not tried in this call.
inline std::string why_not_tried(const Skipped& one, const DoorsSeen& doors) {
    const auto is_its = [&](const AskedDoor& door) { return door.where().port == one.port; };
    if (std::any_of(doors.asked.begin(), doors.asked.end(), is_its)) return "";
    const bool was_earlier = std::any_of(doors.earlier.begin(), doors.earlier.end(), is_its);
    return "port " + to_string(one.port) + " is reported, and " +
           (was_earlier ? "it was passed over in an earlier call, not in this one: what outlives a "
                          "call (static, or global) is history. Make a new list in each call."
                        : "your code has not asked for it.");
}

inline std::string why_out_of_line(const DoorsSeen& doors) {
    const auto& asked = search.asked;
    if (asked.front().where() != search.where) {
        if (search.gave.value && !search.gave.value->skipped.empty()) {
            std::string cause = why_not_tried(search.gave.value->skipped.front(), doors);
            if (!cause.empty()) return cause;
        }
        return "the first door to ask for is `where` itself: " + to_string(search.where) + '.';
    }
    for (std::size_t i = 1; i < asked.size(); ++i) {
        std::string cause = why_not_the_next(asked[i - 1], asked[i].where());
        if (!cause.empty()) return cause;
    }
    return "";
}

// It asks for too many ports, or for too few.
inline std::string why_this_many() {
    const std::size_t doors = search.count();
    const auto tries = static_cast<std::size_t>(search.tries);
    if (doors > tries) {
        return "`tries` counts every port that is asked for, the first one too; then it is enough.";
    }
    if (doors == 1 && search.asked.size() > 1) {
        return "your code asks for the same port again, and it is still as it was. Count up.";
    }
    if (search.gave_up() && search.asked.size() >= tries) {
        return "`tries` counts ports, and your code counts calls: it asks for the same port more "
               "than once, and so comes less far.";
    }
    if (!search.gave_up() || doors < 4) return "";
    return "your code gave up after " + harness::count(doors, "port") + ", and `tries` allows " +
           std::to_string(tries) + ": there is no other limit but 65535.";
}

// It tries to cure what another port does not cure, or says so in the end.
inline std::string why_cured() {
    const auto& asked = search.asked;
    for (std::size_t i = 0; i + 1 < asked.size(); ++i) {
        const AskedDoor& failed = asked[i];
        if (!failed.error || failed.stopped || may_go_on(failed)) continue;
        if (asked[i + 1].where() == failed.where()) continue;
        if (meaning_of(failed.error) == Diagnosis::not_ours) {
            return "the address is not this machine's: none of its ports can be bound. Another try "
                   "is no cure, and in the end the message has the wrong number in it.";
        }
        return bind_said(failed) +
               ": the failure was not about the port, and your code tried another one. Only \"in "
               "use\" and \"not allowed\" are reasons to go on.";
    }
    const std::error_code& last = asked.back().error;
    if (search.gave_up() || !search.gave.code ||
        search.gave.code == last.default_error_condition()) {
        return "";
    }
    if (search.gave.code == asked.front().error.default_error_condition()) {
        return search.last_said() +
               ", the last one, and your code throws another error, that of the first one: it says "
               "nothing of why the search ended.";
    }
    return why_thrown_otherwise(search.gave, last);
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
    if (skipped.empty() && search.asked.size() > 1) {
        return "the listener is at " + to_string(search.at()) +
               ", and nothing says so: whoever started it looks at " + to_string(search.where) +
               ". Report each port that was passed over.";
    }
    for (const AskedDoor& door : search.asked) {
        if (std::string cause = why_not_reported(door, skipped); !cause.empty()) return cause;
    }
    for (const Skipped& one : skipped) {
        if (std::string cause = why_not_tried(one, doors); !cause.empty()) return cause;
    }
    const auto is_later = [](const Skipped& a, const Skipped& b) { return a.port > b.port; };
    if (std::adjacent_find(skipped.begin(), skipped.end(), is_later) != skipped.end()) {
        return "the ports are reported in the order in which they were tried: the first one first.";
    }
    return skipped.size() >= search.count() ? "a port is reported more than once." : "";
}

inline std::string why_wrong_end(const Failure& failure) {
    const AskedDoor& last = search.asked.back();
    const auto& gave = search.gave;
    if (search.is_open() && search.at() == last.given) {
        if (std::string cause = why_wrong_skipped(failure.doors); !cause.empty()) return cause;
    } else if (!last.error && !last.stopped && (gave.value || gave.threw())) {
        return "bind() gave the door, and your code let its listener go: move it into what you "
               "return.";
    } else if (gave.value && !search.is_open()) {
        return "a listener that is not open is no answer: nobody can come in, and nobody is told. "
               "Throw what bind() said.";
    } else if (search.gave_up()) {
        return search.last_said() +
               ", and your code gave up: the next port may do, and there were tries left.";
    } else if (search.names_another()) {
        return "the SocketError names " + to_string(search.where) + ", and it is the last one, " +
               to_string(last.where()) +
               ", that it tells of: whoever reads it looks at the wrong "
               "port.";
    } else if (std::string cause = why_thrown_otherwise(gave, last.error); !cause.empty()) {
        return cause;
    }
    if (failure.doors.left_open <= (search.is_open() ? 1U : 0U)) return "";
    return std::string("a socket that your code has made is still open") +
           (search.is_open() ? ", beside the listener that it returns. " : ". ") +
           "Let go of all but the one.";
}

inline Advice why_search(const Failure& failure) {
    if (failure.verdict != Verdict::fail) return why_crashed(failure);
    if (is_foreign) return {goes_by_words, three_ways};
    search.asked = by_tcp(failure.doors);
    const Advice no_door{why_no_door(failure), one_owner};
    if (!no_door.cause.empty() || search.asked.empty()) return no_door;
    return first_of({{why_cured(), no_cure},
                     {why_out_of_line(failure.doors), another_port},
                     {why_this_many(), another_port},
                     why_unready(failure),
                     {why_wrong_end(failure), another_port}});
}

}  // namespace causes
