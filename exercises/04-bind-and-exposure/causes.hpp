#pragma once

// What a failure of exercise 04 means: the most likely cause, told only with evidence from what
// the functions returned and from what the seam has shown, and the heading that tells more.

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exercise.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "loopback/narrate.hpp"

namespace causes {

using harness::Advice;
using harness::Failure;
using harness::SeenCall;
using harness::Verdict;

inline constexpr const char* all_of_127 = "All of 127";
inline constexpr const char* every_address = "Every address there is";
inline constexpr const char* private_is_many = "Private means many";
inline constexpr const char* private_default = "Private by default";
inline constexpr const char* on_purpose = "Exposed on purpose";
inline constexpr const char* misspelt = "A misspelt address";
inline constexpr const char* every_door = "Look at every door";

// ---- reach ----

inline std::string in_words(Reach who) {
    switch (who) {
        case Reach::this_machine: return "this_machine";
        case Reach::this_link: return "this_link";
        case Reach::local_network: return "local_network";
        case Reach::anyone: return "anyone";
    }
    return "no value of Reach";
}

/// What reach() has said of an address, and what is right.
struct Reached {
    IpAddress address;
    Reach right;
    Reach answer;
};

using Answers = std::vector<Reached>;

/// What was answered for an address that was asked before; nothing if it was not.
inline std::optional<Reach> answer_for(const Answers& answers, const char* text) {
    const IpAddress address = parse_address(text);
    for (const Reached& one : answers) {
        if (one.address == address) return one.answer;
    }
    return std::nullopt;
}

inline bool is_mapped(const IpAddress& address) {
    return to_string(address).starts_with("::ffff:");
}

inline Advice why_reach_loopback(const Answers& answers, const Reached& wrong) {
    const std::string address = to_string(wrong.address);
    const bool knows_127_0_0_1 = answer_for(answers, "127.0.0.1") == Reach::this_machine;
    if (wrong.right == Reach::this_machine && is_mapped(wrong.address)) {
        return {address +
                    " is an IPv4 address in IPv6's clothes: it is where its last four bytes say. "
                    "scope() looks there.",
                all_of_127};
    }
    if (wrong.right == Reach::this_machine && wrong.address.family() == Family::ipv6) {
        return {
            "::1 is the loopback address of IPv6: as private as 127.0.0.1. Your code knows IPv4's "
            "only.",
            all_of_127};
    }
    if (wrong.right == Reach::this_machine && knows_127_0_0_1) {
        return {
            "loopback is not 127.0.0.1 alone: every address that begins with 127 leads back to "
            "this machine.",
            all_of_127};
    }
    if (wrong.answer == Reach::this_machine && address == "1.0.0.127") {
        return {
            "your code looks at the last byte. An address is in network order: its first byte, "
            "bytes()[0], says which network it is.",
            all_of_127};
    }
    if (wrong.answer == Reach::this_machine && wrong.address.family() == Family::ipv6 &&
        wrong.address.bytes()[0] == 127) {
        return {address +
                    " begins with a byte of 127 and is an IPv6 address: ask for its family() "
                    "before you compare bytes.",
                all_of_127};
    }
    return {"", all_of_127};
}

inline Advice why_reach_anyone(const Reached& wrong) {
    const std::string address = to_string(wrong.address);
    if (wrong.address.is_unspecified() && wrong.answer == Reach::this_machine) {
        return {address +
                    " is not \"nowhere\" and not \"here\": to bind, it is every address that this "
                    "machine has, those that others can reach among them.",
                every_address};
    }
    if (wrong.address.is_unspecified()) {
        return {address +
                    " takes in every address of this machine, a public one too if there is one: "
                    "anyone.",
                every_address};
    }
    return {"", every_address};
}

inline Advice why_reach_private(const Answers& answers, const Reached& wrong) {
    const std::string address = to_string(wrong.address);
    const bool is_near = wrong.right != Reach::anyone;
    if (is_near && wrong.answer == Reach::this_machine) {
        return {address +
                    " is private to a network, not to this machine: everyone on the same network "
                    "can knock there.",
                private_is_many};
    }
    if (is_near && wrong.answer != Reach::anyone) {
        return {wrong.right == Reach::this_link
                    ? address +
                          " is link-local: it reaches as far as the cable does, and no router "
                          "passes it on."
                    : address +
                          " is passed on by the routers of a private network: it reaches "
                          "farther than the link.",
                private_is_many};
    }
    if (is_near && wrong.address.family() == Family::ipv6 && !is_mapped(wrong.address) &&
        answer_for(answers, "192.168.1.7") == Reach::local_network) {
        return {"IPv6 has such addresses too: fc00::/7 for private networks, fe80::/10 for a link.",
                private_is_many};
    }
    const IpAddress::V6Bytes& bytes = wrong.address.bytes();
    const bool is_v4 = wrong.address.family() == Family::ipv4;
    if (is_v4 && bytes[0] == 172) {
        return {"of 172.x.x.x only 172.16.0.0 to 172.31.255.255 are private: twelve bits count.",
                private_is_many};
    }
    if (is_v4 && bytes[0] == 100) {
        return {
            "of 100.x.x.x only 100.64.0.0 to 100.127.255.255 are for local use (RFC 6598): ten "
            "bits "
            "count.",
            private_is_many};
    }
    if (is_v4 && (bytes[0] == 192 || bytes[0] == 169)) {
        return {
            "two bytes count there: 192.168 is private and 169.254 link-local, the rest of 192 "
            "and 169 is public.",
            private_is_many};
    }
    return {"", private_is_many};
}

// ---- open_private and open_at ----

/// One call of open_private() or open_at(), and the last bind that came of it.
struct Opening {
    Endpoint wanted;
    bool asked = false;  ///< for exposure
    std::optional<SeenCall> bind{};
    std::string threw{};  ///< what() of what it threw
};

inline Advice why_open_private(const Failure& failure, const Opening& opening) {
    if (failure.verdict == Verdict::unwritten) return {};
    const std::optional<SeenCall>& bind = opening.bind;
    if (failure.error == Errc::not_loopback || (bind && !bind->where.address.is_loopback())) {
        return {
            "that is a door to the street: 0.0.0.0, :: and this machine's own addresses are where "
            "others knock. The private one is loopback_v4, 127.0.0.1.",
            private_default};
    }
    if (!bind) {
        return {failure.verdict == Verdict::fail ? "your code never called bind()." : "",
                private_default};
    }
    if (bind->where.address != opening.wanted.address) {
        return {to_string(bind->where.address) +
                    " is private too, but another door: who knocks at 127.0.0.1 does not find it.",
                private_default};
    }
    if (bind->where.port != opening.wanted.port) {
        return {"the parameter was not used: port " + to_string(opening.wanted.port) +
                    " was asked for, and your code binds port " + to_string(bind->where.port) + '.',
                private_default};
    }
    if (failure.verdict == Verdict::fail) {
        return {"bind() succeeded, and then its listener was closed or left behind: return it.",
                private_default};
    }
    return {"", private_default};
}

inline Advice why_open_at(const Failure& failure, const Opening& opening) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail) return {"", on_purpose};
    const std::optional<SeenCall>& bind = opening.bind;
    const bool is_private = opening.wanted.address.is_loopback();
    if (bind && !opening.asked && !bind->where.address.is_loopback()) {
        return {
            "your code says expose_to_network whether it was asked for or not: `asked` is the "
            "user's word, pass it on.",
            on_purpose};
    }
    if (bind && bind->where.address != opening.wanted.address) {
        return {"your code opens another door than it was told to: " +
                    to_string(bind->where.address) + " for " + to_string(opening.wanted.address) +
                    (opening.asked || is_private
                         ? "."
                         : ". Where a door may not be opened, that has to be said: an exception."),
                on_purpose};
    }
    if (bind && bind->where.port != opening.wanted.port) {
        return {"the port of `where` was not used.", on_purpose};
    }
    if (!bind && opening.asked && !is_private) {
        return {
            "the user has asked for it, and your code does not open the door: pass `asked` on to "
            "bind().",
            on_purpose};
    }
    if (!bind && is_private) {
        return {"a door at loopback harms nobody: open it, whatever was asked.", on_purpose};
    }
    if (!bind && opening.threw.empty()) {
        return {
            "your code hides the failure: whoever gets a closed listener thinks that it is open. "
            "Throw, or let the exception of bind() pass.",
            on_purpose};
    }
    return {"", on_purpose};
}

// ---- door ----

/// One call of door(), and what came of it.
struct Asked {
    std::string host;
    Port port;
    bool is_good = false;              ///< whether `host` is an address
    std::optional<Endpoint> answer{};  ///< nothing: it threw
    bool binds = false;
};

inline Advice why_door(const Failure& failure, const std::optional<Asked>& asked) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail || !asked) return {"", misspelt};
    if (asked->binds) return {"door() reads an address: it opens nothing.", misspelt};
    if (asked->is_good && !asked->answer) {
        return {asked->host.find(':') != std::string::npos
                    ? "that is an address of IPv6: parse_address() reads both kinds."
                    : "that is an address in digits, and your code refuses it.",
                misspelt};
    }
    if (asked->is_good) {
        const bool right_address = asked->answer->address == parse_address(asked->host);
        return {right_address ? "the parameter `port` was not used." : "", misspelt};
    }
    if (!asked->answer) return {"", misspelt};
    if (asked->answer->address.is_unspecified()) {
        return {
            "what cannot be read became " + to_string(asked->answer->address) +
                ", and that is every address. parse_address(text, error) returns 0.0.0.0 when it "
                "fails: look at the error, or use the form that throws.",
            misspelt};
    }
    if (asked->host == "localhost") {
        return {
            "localhost is a name, and names are looked up: what comes of it depends on the "
            "machine. "
            "Here only digits count.",
            misspelt};
    }
    if (asked->answer->address.is_loopback() &&
        asked->host.find("127.0.0.1") == std::string::npos) {
        return {
            "your code takes another address for what it cannot read. That is private, but silent: "
            "somebody wanted something else and mistyped it.",
            misspelt};
    }
    return {
        "your code reads a part of the text and leaves out the rest. parse_address() takes all of "
        "it "
        "or none.",
        misspelt};
}

// ---- audit ----

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
    return {"", every_door};
}

}  // namespace causes
