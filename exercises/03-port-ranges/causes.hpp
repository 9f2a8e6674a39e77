#pragma once

// What a failure of exercise 03 means: the most likely cause, told only with evidence from what
// the functions returned and from what the seam has shown, and the heading that tells more.

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "exercise.hpp"
#include "harness/questions.hpp"
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

// ---- classify ----

inline PortRange right_range(Port port) {
    if (system_ports.contains(port)) return system_ports;
    return user_ports.contains(port) ? user_ports : dynamic_ports;
}

inline constexpr const char* range_of_linux =
    "your dynamic range begins at 32768. That is where Linux begins to hand out ports by itself; "
    "the IANA's dynamic range, which is asked for here, begins at 49152.";

inline std::vector<harness::Belief<Port, PortRange>> about_ranges() {
    return {
        {[](Port it) {
             if (it < 1024) return system_ports;
             return PortRange{32768, 60999}.contains(it) ? dynamic_ports : user_ports;
         },
         range_of_linux},
    };
}

inline Advice why_range(const harness::Answered<Port, PortRange>& wrong) {
    const Port port = wrong.question;
    const PortRange answer = *wrong.answer.value;
    const PortRange right = right_range(port);
    return harness::first_sign({
        {port == 32768, range_of_linux},
        {port == 0,
         "port 0 is reserved, and still a number in the IANA's first range: the system ports are 0 "
         "to 1023."},
        {answer != system_ports && answer != user_ports && answer != dynamic_ports,
         harness::in_words(answer) +
             " is none of the three ranges: return system_ports, user_ports or dynamic_ports."},
        {port == right.first || port == right.last,
         "both ends belong to a range: {} is the " +
             std::string(port == right.last ? "last" : "first") + " port of " +
             harness::in_words(right) + ". Look at your comparison there: < or <=?"},
    });
}

// ---- port_from ----

/// What a variable holds, and a call of port_from() that asks for it.
struct Lookup {
    Lookup(const char* held, Port otherwise = 50007, const char* name = "DOOR_PORT")
        : text(held), fallback(otherwise), variable(name) {}

    const char* text;  ///< null: it is not set
    Port fallback;
    const char* variable;

    friend std::string to_string(const Lookup& it) {
        return quoted(it.variable) + ", " + to_string(it.fallback);
    }
};

using Taken = harness::Answered<Lookup, Port>;

/// Answers to questions that were not asked.
inline constexpr Port in_loopback_port = 1111;  ///< LOOPBACK_PORT
inline constexpr Port in_port = 2222;           ///< PORT

inline std::optional<Port> right_port(const Lookup& it) {
    if (it.text == nullptr) return it.fallback;
    std::error_code error;
    const Port port = parse_port(it.text, error);
    return error ? std::nullopt : std::optional{port};
}

inline Advice why_unset() {
    return "a variable that is not set is no mistake: std::getenv() returns a null pointer for it, "
           "and then the fallback counts. There is no text behind a null pointer: look for it "
           "first.";
}

inline std::vector<harness::Belief<Lookup, Port>> about_variables() {
    return {
        {[](const Lookup& it) { return it.text ? Port{8080} : it.fallback; },
         "that is the answer to an earlier call: read the variable that the parameter names, and "
         "read it each time."},
    };
}

/// A text that is no port was taken for one, or for nothing.
inline Advice why_taken(const std::string& text, Port fallback, Port port) {
    const std::string number = to_string(port);
    const bool is_whole = !text.empty() && text.find_first_not_of("-0123456789") == text.npos;
    const auto cut = static_cast<std::uint16_t>(std::strtoull(text.c_str(), nullptr, 10));
    return harness::first_sign({
        {port == fallback,
         "a bad value is ignored: your code returned the fallback for " + quoted(text) +
             ". Somebody wanted another port and mistyped it; nobody will look for the server on "
             "this one. The fallback is for a variable that is not set."},
        {is_whole && cut == port.number(),
         "a number that is no port was cut to 16 bits: " + text + " became " + number +
             ". Compare it with 65535 first, or let parse_port() read it."},
        {text.find(number) != text.npos,
         "your code reads the digits and leaves out the rest: " + quoted(text) + " became " +
             number +
             ". atoi(), stoi() and strtol() do that; parse_port() takes all of the text or none."},
        {true, quoted(text) + " is no port, and became " + number +
                   ": a failure has to be told, not returned as a number."},
    });
}

inline Advice why_port(const Taken& wrong) {
    const auto& [text, fallback, variable] = wrong.question;
    const std::optional<Port>& port = wrong.answer.value;
    const std::string held = text != nullptr ? text : "";
    const bool is_bad = !right_port(wrong.question);
    const bool is_decoy = port == in_port || port == in_loopback_port;
    if (is_bad && port && !is_decoy) return why_taken(held, fallback, *port);
    return harness::first_sign({
        {port == in_port,
         "your code reads the variable PORT; the one to read is named by the parameter "
         "`variable`."},
        {port == in_loopback_port,
         "your code reads the variable LOOPBACK_PORT; the one to read is named by the parameter "
         "`variable`."},
        {is_bad && wrong.answer.what.find(variable) != std::string::npos,
         "the message names the variable, but not what was in it."},
        {is_bad,
         "the message does not say what was wrong with what: quote the text that could not be "
         "read. parse_port() does."},
        {!port && text == nullptr, why_unset()},
        {!port, "your code refuses a text that is a port: " + quoted(held) + '.'},
        {held == "0" && port == fallback,
         "0 is a port that can be asked for: \"let the system choose\". It does not mean that the "
         "variable is not set; only the null pointer of std::getenv() does."},
        {text != nullptr && port == fallback,
         "the variable holds a port, and your code returned the fallback."},
    });
}

// ---- may_collide ----

struct Collision {
    Port port;
    EphemeralRange range;

    friend std::string to_string(const Collision& it) {
        return to_string(it.port) + ", " + harness::in_words(it.range);
    }
};

inline bool lies_in_its_range(const Collision& it) { return it.range.contains(it.port); }

inline std::vector<harness::Belief<Collision, bool>> about_collisions() {
    using It = const Collision&;
    const Advice lower_only =
        "your answers are those of a comparison with the lower end of the range only. "
        "may_collide({}) needs the upper one too: both have to be looked at.";
    const Advice upper_only =
        "your answers are those of a comparison with the upper end of the range only. "
        "may_collide({}) needs the lower one too: both have to be looked at.";
    return {
        {[](It it) { return it.port >= it.range.first; }, lower_only},
        {[](It it) { return it.port > it.range.first; }, lower_only},
        {[](It it) { return it.port <= it.range.last; }, upper_only},
        {[](It it) { return it.port < it.range.last; }, upper_only},
        {[](It) { return true; },
         "your code says true for every port: it may collide only if it lies in the range. (If you "
         "compare with both ends: || takes in all numbers, && those between.)"},
        {[](It) { return false; },
         "your code says false for every port: one that lies in the range may collide."},
        {[](It it) { return dynamic_ports.contains(it.port); },
         "your answers are those of the IANA's 49152 to 65535, whatever range is passed. A system "
         "hands out what it is set to; what counts is the parameter `range`."},
        {[here = ephemeral_range()](It it) { return here.contains(it.port); },
         "your answers are those of the range that this machine has now, whatever range is passed. "
         "The caller has looked already: what counts is the parameter `range`.",
         true},
        {[](It it) { return !lies_in_its_range(it); },
         "every answer is the opposite of what it should be: a port may collide if it lies in the "
         "range, since there the system gives ports away."},
        {[](It it) {
             return lies_in_its_range(it) && it.range.source == RangeSource::this_machine;
         },
         "your code believes a range only if this machine has told it. What range.source says is "
         "where it is known from, not whether it counts."},
        {[](It it) { return lies_in_its_range(it) || it.range.last == 65535; },
         "only where the range goes to 65535 does your code say true for every port: a "
         "std::uint16_t that counts past 65535 is 0 again, and comes to the ports below the "
         "range."},
        {[](It it) { return lies_in_its_range(it) || user_ports.contains(it.port); },
         "who has registered a port with the IANA makes no difference: a system hands out what "
         "lies in its range, and nothing else."},
    };
}

inline Advice why_collision(const harness::Answered<Collision, bool>& wrong) {
    const auto& [port, range] = wrong.question;
    if (port != range.first && port != range.last) return {};
    return "both ends belong to the range: the system hands out " + to_string(port) +
           " too. Look at your comparison there: < or <=?";
}

inline std::string why_endless(const Collision& it) {
    if (it.range.last != 65535) return "";
    return " The range goes to 65535 here, and a std::uint16_t that counts past 65535 is 0 again: "
           "it is never greater.";
}

}  // namespace causes
