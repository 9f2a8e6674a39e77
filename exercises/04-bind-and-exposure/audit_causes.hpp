#pragma once

// What a wrong answer of audit() means: the rule that explains all that it has picked, and the
// heading that tells more.

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/stage.hpp"

namespace causes {

using harness::Advice;
using harness::Failure;
using harness::Verdict;

struct Audited {
    std::vector<Listener> doors;
    std::vector<Listener> answer;
};

inline bool is_same(const Listener& a, const Listener& b) {
    return a.endpoint == b.endpoint && a.protocol == b.protocol && a.process == b.process &&
           a.program == b.program;
}

inline bool are_same(const std::vector<Listener>& a, const std::vector<Listener>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

using Rule = std::function<bool(const Listener&)>;

inline std::vector<Listener> picked(const std::vector<Listener>& doors, const Rule& rule) {
    std::vector<Listener> result;
    std::copy_if(doors.begin(), doors.end(), std::back_inserter(result), rule);
    return result;
}

inline bool is_open(const Listener& one) { return !one.endpoint.address.is_loopback(); }

inline std::vector<Listener> right_answer(const std::vector<Listener>& doors) {
    return picked(doors, is_open);
}

struct Guess {
    Rule rule;
    const char* cause;
};

inline const std::vector<Guess>& guesses() {
    static const std::vector<Guess> all{
        {[](const Listener& one) { return one.endpoint.address == any_v4; },
         "your code looks for 0.0.0.0 alone. `::` is open as well, and so is every address that is "
         "not loopback. Ask the other way round: is it not loopback?"},
        {[](const Listener& one) { return one.endpoint.address.is_unspecified(); },
         "your code looks for 0.0.0.0 and `::`. A door at one of this machine's own addresses is "
         "open to others too. Ask the other way round: is it not loopback?"},
        {[](const Listener& one) { return is_open(one) && one.protocol == Protocol::tcp; },
         "your code leaves UDP out: who takes datagrams from others can be reached as well."},
        {[](const Listener& one) {
             return is_open(one) && one.endpoint.address.family() == Family::ipv4;
         },
         "your code leaves IPv6 out: `::` and this machine's IPv6 addresses are as open as "
         "IPv4's."},
        {[](const Listener& one) {
             return is_open(one) && one.endpoint.address.scope() != Scope::private_use &&
                    one.endpoint.address.scope() != Scope::link_local;
         },
         "your code takes private and link-local addresses for safe: everyone on the same network "
         "can knock there."},
        {[](const Listener& one) {
             return is_open(one) && one.endpoint.address.scope() != Scope::multicast;
         },
         "your code leaves multicast out: who listens at the address of a group takes what anyone "
         "sends to it."},
        {[](const Listener& one) {
             return is_open(one) || to_string(one.endpoint.address).starts_with("::ffff:");
         },
         "::ffff:127.0.0.1 is 127.0.0.1, written as IPv6 does: is_loopback() knows that."},
        {[](const Listener& one) { return is_open(one) && !one.program.empty(); },
         "your code leaves out doors whose program nobody knows: they are as open as the others."},
        {[](const Listener& one) { return is_open(one) && one.endpoint.port < 1024; },
         "your code looks at the ports' numbers. A door at a high port is as open as one at a low "
         "one."},
        {[](const Listener& one) { return one.endpoint.address != loopback_v4; },
         "your code knows 127.0.0.1 only: all of 127.0.0.0/8 and ::1 are loopback as well. "
         "is_loopback() knows them."},
        {[](const Listener& one) {
             return one.endpoint.address != loopback_v4 && one.endpoint.address != loopback_v6;
         },
         "your code knows 127.0.0.1 and ::1 only: all of 127.0.0.0/8 is loopback. is_loopback() "
         "knows it."},
        {[](const Listener& one) { return !is_open(one); },
         "your code picks the opposite: those that only this machine can reach."},
        {[](const Listener&) { return true; },
         "your code picks every door: those at loopback cannot be reached by others."}};
    return all;
}

/// `audits` holds all that were done so far: the last one is the one that the check failed at.
inline Advice why_audit(const Failure& failure, const std::vector<Audited>& audits) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail || audits.empty()) return {"", every_door};
    const Audited& wrong = audits.back();
    for (const Guess& guess : guesses()) {
        const bool explains_all =
            std::all_of(audits.begin(), audits.end(), [&](const Audited& one) {
                return are_same(one.answer, picked(one.doors, guess.rule));
            });
        if (explains_all) return {guess.cause, every_door};
    }
    const std::vector<Listener> right = right_answer(wrong.doors);
    if (wrong.answer.size() == right.size() &&
        std::is_permutation(wrong.answer.begin(), wrong.answer.end(), right.begin(), is_same)) {
        return {"those are the right ones, in another order: keep that of `doors`.", every_door};
    }
    const bool all_are_there = std::all_of(right.begin(), right.end(), [&](const Listener& door) {
        return std::any_of(wrong.answer.begin(), wrong.answer.end(),
                           [&](const Listener& one) { return is_same(one, door); });
    });
    if (all_are_there && wrong.answer.size() < right.size()) {
        return {
            "two doors that look alike are two: several processes can have one each, or one "
            "program twice. Pick doors, not kinds of doors.",
            every_door};
    }
    return {"", every_door};
}

}  // namespace causes
