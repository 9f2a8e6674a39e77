#pragma once

// What a failure of exercise 03 means: the most likely cause, told only with evidence from what
// the functions returned and from what the seam has shown, and the heading that tells more.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "exercise.hpp"
#include "harness/stage.hpp"
#include "loopback/narrate.hpp"

namespace causes {

using harness::Advice;
using harness::Failure;
using harness::Verdict;

inline constexpr const char* three_neighborhoods = "Three neighborhoods";
inline constexpr const char* from_outside = "A number from outside";
inline constexpr const char* system_chooses = "Let the system choose";
inline constexpr const char* no_claim = "A number is not a claim";
inline constexpr const char* handed_out = "What this machine hands out";

inline std::string in_words(const PortRange& range) {
    return to_string(range.first) + " to " + to_string(range.last);
}

/// It is busy all the time. `to` is the end of the range that the function was given, if it was.
inline Advice why_endless(const char* heading, Port to) {
    std::string cause =
        "your function asks the system for nothing, and computes all the time: a loop that never "
        "ends.";
    if (to == 65535) {
        cause +=
            " The range goes to 65535 here, and a std::uint16_t that counts past 65535 is 0 again: "
            "it is never greater.";
    }
    return {cause, heading};
}

// ---- classify ----

inline PortRange right_range(Port port) {
    if (system_ports.contains(port)) return system_ports;
    return user_ports.contains(port) ? user_ports : dynamic_ports;
}

/// What classify() has returned for the ports that were asked.
struct Classified {
    Port port;
    PortRange answer;

    [[nodiscard]] bool is_right() const { return answer == right_range(port); }
};

inline const Classified* answer_for(const std::vector<Classified>& answers, Port port) {
    for (const Classified& one : answers) {
        if (one.port == port) return &one;
    }
    return nullptr;
}

inline bool is_right(const std::vector<Classified>& answers, Port port) {
    const Classified* one = answer_for(answers, port);
    return one != nullptr && one->is_right();
}

inline bool is_one_of_three(const PortRange& range) {
    return range == system_ports || range == user_ports || range == dynamic_ports;
}

/// `answers` holds those for the edges, and `wrong` the one that the check failed at.
inline Advice why_classify(const Failure& failure, const std::vector<Classified>& answers,
                           const std::optional<Classified>& wrong) {
    if (failure.computes) return why_endless(three_neighborhoods, 0);
    if (failure.verdict != Verdict::fail || !wrong) return {"", three_neighborhoods};
    const Port port = wrong->port;
    const std::string number = to_string(port);
    if (!is_right(answers, 32768) && is_right(answers, 32767)) {
        return {
            "your dynamic range begins at 32768. That is where Linux begins to hand out ports by "
            "itself; the IANA's dynamic range, which is asked for here, begins at 49152.",
            three_neighborhoods};
    }
    if (port == 0 && is_right(answers, 1)) {
        return {
            "port 0 is reserved, and still a number in the IANA's first range: the system ports "
            "are 0 to 1023.",
            three_neighborhoods};
    }
    if (!is_one_of_three(wrong->answer)) {
        return {in_words(wrong->answer) +
                    " is none of the three ranges: return system_ports, user_ports or "
                    "dynamic_ports.",
                three_neighborhoods};
    }
    const bool is_last = right_range(port).last == port;
    const bool is_first = right_range(port).first == port;
    if (is_last || is_first) {
        return {"both ends belong to a range: " + number + " is the " +
                    (is_last ? "last" : "first") + " port of " + in_words(right_range(port)) +
                    ". Look at your comparison there: < or <=?",
                three_neighborhoods};
    }
    return {"", three_neighborhoods};
}

// ---- port_from ----

/// One call of port_from(), and what came of it.
struct Asked {
    std::string variable;
    std::optional<std::string> text;  ///< what the variable held; nothing: it was not set
    Port fallback;
    std::optional<Port> port;  ///< what it returned; nothing: it threw
    std::string message;       ///< what() of what it threw
};

/// Answers to questions that were not asked.
struct Decoys {
    Port loopback_port;  ///< LOOPBACK_PORT
    Port port;           ///< PORT
    Port earlier;        ///< the answer to the call before
};

/// Another variable was read than the one that the parameter names.
inline Advice why_another_variable(const Asked& asked, const Decoys& decoys) {
    const char* name = asked.port == decoys.loopback_port ? "LOOPBACK_PORT"
                       : asked.port == decoys.port        ? "PORT"
                                                          : nullptr;
    if (name == nullptr) return {};
    return {std::string("your code reads the variable ") + name +
                "; the one to read is named by the parameter `variable`.",
            from_outside};
}

inline Advice why_unset() {
    return {
        "a variable that is not set is no mistake: std::getenv() returns a null pointer for it, and "
        "then the fallback counts. There is no text behind a null pointer: look for it first.",
        from_outside};
}

inline Advice why_wrong_port(const Asked& asked, const Decoys& decoys) {
    if (!asked.port) {
        if (!asked.text) return why_unset();
        return {"your code refuses a text that is a port: " + quoted(*asked.text) + '.',
                from_outside};
    }
    if (asked.text == "0" && asked.port == asked.fallback) {
        return {
            "0 is a port that can be asked for: \"let the system choose\". It does not mean that "
            "the variable is not set; only the null pointer of std::getenv() does.",
            from_outside};
    }
    if (asked.text && asked.port == asked.fallback) {
        return {"the variable holds a port, and your code returned the fallback.", from_outside};
    }
    if (asked.port == decoys.earlier) {
        return {
            "that is the answer to an earlier call: read the variable that the parameter names, "
            "and read it each time.",
            from_outside};
    }
    return {"", from_outside};
}

/// A text that is no port was taken for one, or for nothing.
inline Advice why_accepted(const Asked& asked) {
    const std::string number = to_string(*asked.port);
    if (asked.port == asked.fallback) {
        return {"a bad value is ignored: your code returned the fallback for " +
                    quoted(*asked.text) +
                    ". Somebody wanted another port and mistyped it; nobody will look for the "
                    "server on this one. The fallback is for a variable that is not set.",
                from_outside};
    }
    const bool is_cut = (asked.text == "65536" && *asked.port == 0) ||
                        (asked.text == "65616" && *asked.port == 80) ||
                        (asked.text == "4294967376" && *asked.port == 80) ||
                        (asked.text == "-1" && *asked.port == 65535);
    if (is_cut) {
        return {"a number that is no port was cut to 16 bits: " + *asked.text + " became " +
                    number + ". Compare it with 65535 first, or let parse_port() read it.",
                from_outside};
    }
    if (asked.text->find(number) != std::string::npos) {
        return {"your code reads the digits and leaves out the rest: " + quoted(*asked.text) +
                    " became " + number +
                    ". atoi(), stoi() and strtol() do that; parse_port() takes all of the text "
                    "or none.",
                from_outside};
    }
    return {quoted(*asked.text) + " is no port, and became " + number +
                ": a failure has to be told, not returned as a number.",
            from_outside};
}

inline Advice why_unquoted(const Asked& asked) {
    if (asked.message.find(asked.variable) != std::string::npos) {
        return {"the message names the variable, but not what was in it.", from_outside};
    }
    return {
        "the message does not say what was wrong with what: quote the text that could not be "
        "read. parse_port() does.",
        from_outside};
}

inline Advice why_port_from(const Failure& failure, const std::optional<Asked>& asked,
                            const Decoys& decoys, bool text_is_bad) {
    if (failure.verdict != Verdict::fail || !asked) return {"", from_outside};
    if (Advice other = why_another_variable(*asked, decoys); !other.cause.empty()) return other;
    if (!text_is_bad) return why_wrong_port(*asked, decoys);
    return asked->port ? why_accepted(*asked) : why_unquoted(*asked);
}

// ---- may_collide ----

struct Collision {
    Port port;
    EphemeralRange range;
    bool answer;
};

/// Whether all answers are those that `rule` gives.
template <class Rule>
bool all_fit(const std::vector<Collision>& answers, Rule rule) {
    return !answers.empty() &&
           std::all_of(answers.begin(), answers.end(),
                       [&](const Collision& one) { return one.answer == rule(one); });
}

inline Advice why_one_end_only(const Collision& wrong, const char* which, const char* other) {
    return {std::string("your answers are those of a comparison with the ") + which +
                " end of the range only. " + to_string(wrong.port) + " lies beyond the " + other +
                " one: both have to be looked at.",
            handed_out};
}

inline Advice why_wrong_use_of_both_ends(const std::vector<Collision>& answers,
                                         const Collision& wrong) {
    const auto is_from_first = [](const Collision& one) { return one.port >= one.range.first; };
    const auto is_after_first = [](const Collision& one) { return one.port > one.range.first; };
    const auto is_to_last = [](const Collision& one) { return one.port <= one.range.last; };
    const auto is_before_last = [](const Collision& one) { return one.port < one.range.last; };
    if (all_fit(answers, is_from_first) || all_fit(answers, is_after_first)) {
        return why_one_end_only(wrong, "lower", "upper");
    }
    if (all_fit(answers, is_to_last) || all_fit(answers, is_before_last)) {
        return why_one_end_only(wrong, "upper", "lower");
    }
    if (all_fit(answers, [](const Collision&) { return true; })) {
        return {
            "your code says true for every port: it may collide only if it lies in the range. "
            "(If you compare with both ends: || takes in all numbers, && those between.)",
            handed_out};
    }
    if (all_fit(answers, [](const Collision&) { return false; })) {
        return {"your code says false for every port: one that lies in the range may collide.",
                handed_out};
    }
    return {};
}

/// `asked` is the range that the last call was about.
inline Advice why_may_collide(const Failure& failure, const std::vector<Collision>& answers,
                              const std::optional<Collision>& wrong, const PortRange& asked) {
    if (failure.computes) return why_endless(handed_out, asked.last);
    if (failure.verdict != Verdict::fail || !wrong) return {"", handed_out};
    if (Advice ends = why_wrong_use_of_both_ends(answers, *wrong); !ends.cause.empty()) return ends;
    if (all_fit(answers, [](const Collision& one) { return dynamic_ports.contains(one.port); })) {
        return {
            "your answers are those of the IANA's 49152 to 65535, whatever range is passed. A "
            "system hands out what it is set to; what counts is the parameter `range`.",
            handed_out};
    }
    const PortRange here = ephemeral_range();
    if (all_fit(answers, [&](const Collision& one) { return here.contains(one.port); })) {
        return {
            "your answers are those of the range that this machine has now, whatever range is "
            "passed. The caller has looked already: what counts is the parameter `range`.",
            handed_out};
    }
    if (all_fit(answers, [](const Collision& one) { return !one.range.contains(one.port); })) {
        return {
            "every answer is the opposite of what it should be: a port may collide if it lies in "
            "the range, since there the system gives ports away.",
            handed_out};
    }
    if (all_fit(answers, [](const Collision& one) {
            return one.range.contains(one.port) && one.range.source == RangeSource::this_machine;
        })) {
        return {
            "your code believes a range only if this machine has told it. What range.source says "
            "is "
            "where it is known from, not whether it counts.",
            handed_out};
    }
    if (all_fit(answers, [](const Collision& one) {
            return one.range.contains(one.port) || one.range.last == 65535;
        })) {
        return {
            "only where the range goes to 65535 does your code say true for every port: a "
            "std::uint16_t that counts past 65535 is 0 again, and comes to the ports below the "
            "range.",
            handed_out};
    }
    if (wrong->answer && user_ports.contains(wrong->port)) {
        return {
            "who has registered a port with the IANA makes no difference: a system hands out what "
            "lies in its range, and nothing else.",
            handed_out};
    }
    if (wrong->port == wrong->range.first || wrong->port == wrong->range.last) {
        return {"both ends belong to the range: the system hands out " + to_string(wrong->port) +
                    " too. Look at your comparison there: < or <=?",
                handed_out};
    }
    return {"", handed_out};
}

}  // namespace causes
