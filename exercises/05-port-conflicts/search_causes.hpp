#pragma once

// What a failure of open_or_next() means: the most likely cause, told only with evidence from what
// it returned and from what it asked of the machine, and the heading that tells more.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "causes.hpp"

namespace causes {

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
    for (const Asked& bind : asked) {
        const bool is_reported =
            std::any_of(search.skipped.begin(), search.skipped.end(),
                        [&](const Skipped& one) { return one.port == bind.where.port; });
        if (bind.error && !is_reported) {
            return {"port " + to_string(bind.where.port) +
                        " was passed over too, and your code does not report it.",
                    another_port};
        }
    }
    const auto is_later = [](const Skipped& a, const Skipped& b) { return a.port > b.port; };
    if (std::adjacent_find(search.skipped.begin(), search.skipped.end(), is_later) !=
        search.skipped.end()) {
        return {
            "the ports are reported in the order in which they were tried: the first one first.",
            another_port};
    }
    return {"", another_port};
}

// Another door was asked for than the next one.
inline Advice why_out_of_line(const std::vector<Asked>& asked) {
    for (std::size_t i = 1; i < asked.size(); ++i) {
        const Endpoint& before = asked[i - 1].where;
        const Endpoint& after = asked[i].where;
        if (after == before || before.port == 65535 || after == next_of(before)) continue;
        const std::string next = to_string(next_of(before).port);
        if (after.address != before.address) {
            return {"after " + to_string(before) + " your code asks for " + to_string(after) +
                        ". Another address is another door, which nobody looks for: count up the "
                        "port, and keep the address.",
                    another_port};
        }
        if (after.port < before.port) {
            return {"your code counts down: after port " + to_string(before.port) +
                        " comes the next higher one, " + next + '.',
                    another_port};
        }
        return {"your code leaves out ports: after " + to_string(before.port) +
                    " comes the next higher one, " + next + ", and your code asks for " +
                    to_string(after.port) + '.',
                another_port};
    }
    return {};
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
    if (asked.back().by_udp) return why_by_udp();
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
    if (Advice other = why_out_of_line(asked); !other.cause.empty()) return other;
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

}  // namespace causes
