#pragma once

// What a failure of the pure functions of exercise 03 means: the most likely cause, told only with
// evidence from what they returned, and the heading that tells more.

#include <algorithm>
#include <array>
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

inline std::vector<harness::Belief<Port, PortRange>> about_ranges() {
    std::vector<harness::Belief<Port, PortRange>> all;
    for (const PortRange& one : {system_ports, user_ports, dynamic_ports}) {
        all.push_back({[one](Port) { return one; },
                       "your code gives the same range for every port. Each number lies in one of "
                       "the three: compare it with their ends, and at each call."});
    }
    // These end up in the range beside theirs.
    const auto misplaced = [&](std::vector<Port> ports, const std::string& why) {
        all.push_back(
            {[ports](Port it) {
                 const bool is_one = std::find(ports.begin(), ports.end(), it) != ports.end();
                 const int step = !is_one ? 0 : it == right_range(it).last ? 1 : -1;
                 return right_range(Port(static_cast<std::uint16_t>(it.number() + step)));
             },
             "both ends belong to a range: " + why + ". Look at your comparison there: < or <=?"});
    };
    misplaced({1023}, "1023 is the last port of 0 to 1023");
    misplaced({1024}, "1024 is the first port of 1024 to 49151");
    misplaced({49151}, "49151 is the last port of 1024 to 49151");
    misplaced({49152}, "49152 is the first port of 49152 to 65535");
    misplaced({1023, 49151}, "1023 is the last port of 0 to 1023, 49151 that of 1024 to 49151");
    misplaced({1024, 49152}, "1024 is the first port of 1024 to 49151, 49152 that of the rest");
    all.push_back({[](Port it) { return it < 32768 ? right_range(it) : system_ports; },
                   "from 32768 on, your code answers as if the numbers were below zero: a port "
                   "does not fit into 16 bits with a sign. Take a std::uint16_t or an int."});
    const auto handed_out_are_dynamic = [&](PortRange handed, const char* why, bool here = false) {
        all.push_back({[handed](Port it) {
                           if (it < 1024) return system_ports;
                           return handed.contains(it) ? dynamic_ports : user_ports;
                       },
                       why, here});
    };
    constexpr const char* as_on_linux =
        "your dynamic range begins at 32768. That is where Linux begins to hand out ports by "
        "itself; the IANA's dynamic range, which is asked for here, begins at 49152.";
    handed_out_are_dynamic({32768, 65535}, as_on_linux);
    handed_out_are_dynamic({32768, 60999}, as_on_linux);
    handed_out_are_dynamic(ephemeral_range(),
                           "your dynamic range is the one that this machine hands out. Asked for "
                           "here is the IANA's, the same on every machine: 49152 to 65535.",
                           true);
    return all;
}

inline Advice why_range(const harness::Answered<Port, PortRange>& wrong) {
    const Port port = wrong.question;
    if (!wrong.answer.value) {
        return "your code throws for {}: each number from 0 to 65535 lies in one of the three "
               "ranges, so there is none to refuse.";
    }
    const PortRange answer = *wrong.answer.value;
    const PortRange right = right_range(port);
    return harness::first_sign({
        {port == 0,
         "port 0 is reserved, and still a number in the IANA's first range: the system ports are 0 "
         "to 1023."},
        {answer != system_ports && answer != user_ports && answer != dynamic_ports,
         harness::in_words(answer) +
             " is none of the three ranges: return system_ports, user_ports or dynamic_ports."},
        {true, "{} lies between " + to_string(right.first) + " and " + to_string(right.last) +
                   ", and that alone decides: not what it is used for, nor what was asked before."},
    });
}

// ---- port_from ----

/// What a variable holds, and a call of port_from() that asks for it.
struct Lookup {
    Lookup(const char* held, Port otherwise = 50007, const char* name = "DOOR_PORT")
        : fallback(otherwise), variable(name) {
        if (held != nullptr) text = held;
    }

    std::optional<std::string> text;  ///< nothing: it is not set
    Port fallback;
    std::string variable;

    friend std::string to_string(const Lookup& it) {
        return quoted(it.variable) + ", " + to_string(it.fallback);
    }
};

/// With this one, a text is asked for that was taken before.
inline constexpr Port another_fallback = 50008;

using Taken = harness::Answered<Lookup, Port>;

/// Answers to questions that were not asked: variables that are set beside the one that counts.
struct Decoy {
    const char* variable;
    Port port;
};
inline constexpr std::array<Decoy, 3> decoys{
    {{"LOOPBACK_PORT", 1111}, {"PORT", 2222}, {"DOOR_PORT", 3333}}};

inline std::optional<Port> right_port(const Lookup& it) {
    if (!it.text) return it.fallback;
    std::error_code error;
    const Port port = parse_port(*it.text, error);
    return error ? std::nullopt : std::optional{port};
}

inline Advice why_unset() {
    return "a variable that is not set is no mistake: std::getenv() returns a null pointer for it, "
           "and then the fallback counts. There is no text behind a null pointer: look for it "
           "first.";
}

inline Advice why_crashed(const Lookup& it) {
    if (!it.text) return why_unset();
    if (it.text->size() < 20) return {};
    return "the text was longer than those before: a buffer that is written past its end (sprintf, "
           "strcpy), say. A text from outside may have any length: std::string takes it.";
}

/// What is thrown on instead of something that has no what().
struct NoStandardException : std::exception {
    static constexpr const char* words = "something that is no std::exception";
    const char* what() const noexcept override { return words; }
};

/// Of each variable, the first port that it held.
inline std::optional<Port> first_port(const Lookup& it) {
    if (it.variable == "DOOR_PORT") return Port{8080};
    return it.variable == "WINDOW_PORT" ? Port{9090} : right_port(it);
}

inline constexpr const char* an_earlier_one =
    "that is the answer to an earlier call: read the variable that the parameter names, and read "
    "it each time.";

inline std::vector<harness::Belief<Lookup, Port>> about_variables() {
    using It = const Lookup&;
    const Advice earlier = an_earlier_one;
    return {
        {[](It) { return Port{8080}; }, earlier},
        {[](It it) { return it.text ? Port{8080} : it.fallback; }, earlier},
        {first_port, earlier},
        {[](It it) { return it.text ? first_port(it) : it.fallback; }, earlier},
        {[](It it) { return it.text ? right_port(it) : Port{50007}; },
         "the fallback is that of an earlier call: return the one that this call passes."},
    };
}

/// What reads `text` as strtol() does in that base; nothing if that leaves anything out.
inline std::optional<unsigned long> read_all(const std::string& text, int base) {
    char* end = nullptr;
    const unsigned long number = std::strtoul(text.c_str(), &end, base);
    return !text.empty() && *end == '\0' ? std::optional{number} : std::nullopt;
}

/// A text that is no port was taken for one, or for nothing.
inline Advice why_taken(const std::string& text, Port fallback, Port port) {
    const std::string number = to_string(port);
    const std::string became = quoted(text) + " became " + number;
    const bool is_whole = !text.empty() && text.find_first_not_of("-0123456789") == text.npos;
    const auto cut = static_cast<std::uint16_t>(std::strtoull(text.c_str(), nullptr, 10));
    const auto as_hex = read_all(text, 0);
    return harness::first_sign({
        {port == fallback && text.empty(),
         "a variable that is set to nothing is set all the same, and an empty text is no port. "
         "Only the null pointer of std::getenv() says that it is not set."},
        {port == fallback,
         "a bad value is ignored: your code returned the fallback for " + quoted(text) +
             ". Somebody wanted another port and mistyped it; nobody will look for the server on "
             "this one. The fallback is for a variable that is not set."},
        {is_whole && cut == port.number(),
         "a number that is no port was cut to 16 bits: " + text + " became " + number +
             ". Compare it with 65535 first, or let parse_port() read it."},
        {is_whole && (text[0] == '-' ? port == 0 : port == 65535),
         "a number that is no port was bent into one: " + became +
             ". Nobody has asked for that one: say that it is wrong."},
        {text.find("0x") == 0 && as_hex == port.number(),
         "your code takes hexadecimal numbers: " + became +
             ". A port is written in decimal digits: that is base 10, not 0 or 16."},
        {text[0] == '+' && read_all(text, 10) == port.number(),
         "your code takes a sign: " + became +
             ". stoi() and strtol() do that; a port is digits, and nothing before them."},
        {text[0] == ' ' && read_all(text, 10) == port.number(),
         "your code skips blanks in front: " + became +
             ". stoi(), strtol() and >> do that; a port is digits, and nothing before them."},
        {text.ends_with(' ') && read_all(text.substr(0, text.size() - 1), 10) == port.number(),
         "your code takes blanks behind a number: " + became +
             ". A port is digits, and nothing behind them."},
        {text.find(number) != text.npos,
         "your code reads the digits and leaves out the rest: " + became +
             ". atoi(), stoi() and strtol() do that; parse_port() takes all of the text or none."},
        {true, became + ", and is no port: a failure has to be told, not returned as a number."},
    });
}

/// A text that is a port was refused, or taken for another one.
inline Advice why_another(const Lookup& asked, const std::optional<Port>& port) {
    const auto& [held_text, fallback, variable] = asked;
    const std::string& text = *held_text;
    const std::string held = quoted(text);
    const bool has_small_letters = variable == "web.Port";
    const bool has_zeros = text.size() > 1 && text[0] == '0';
    return harness::first_sign({
        {text == "8080" && fallback == another_fallback,
         held + " has been understood before, and now it is not: something of an earlier call is "
                "left (a static variable, or an errno that nobody has set to 0). Begin anew each "
                "time."},
        {text == "0" && (!port || port == fallback),
         "0 is a port that can be asked for: \"let the system choose\". It does not mean that the "
         "variable is not set; only the null pointer of std::getenv() does."},
        {port == fallback && has_small_letters,
         "the variable holds a port, and your code returned the fallback: a name is looked up as "
         "it "
         "is, small letters and all."},
        {port == fallback, "the variable holds a port, and your code returned the fallback."},
        {has_zeros && (!port || read_all(text, 8) == port->number()),
         "a zero in front changes nothing: " + held +
             " is written in decimal digits. (stoi() and strtol() with base 0, and %i, take it for "
             "an octal number.)"},
        {!port && text.size() < 4,
         "your code refuses a text that is a port: " + held +
             ". Whether a small one is free is for bind() to say: it is a port, too."},
        {!port, "your code refuses a text that is a port: " + held +
                    (text == "65535" ? ", the last one of them." : ".")},
    });
}

/// The text is not in the message.
inline Advice why_unquoted(const Lookup& asked, const std::string& what) {
    const std::string& text = *asked.text;
    const auto has = [&](const std::string& part) { return what.find(part) != what.npos; };
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    return harness::first_sign({
        {text != "80abc" && has("80abc"),
         "the message has the text of an earlier call in it: make it anew each time."},
        {text.size() > 5 && has(text.substr(0, 5)),
         "the message breaks off within the text: a buffer that is too small, say. std::string "
         "takes a text of any length."},
        {text.find('%') != text.npos && has(text.substr(0, text.find('%'))),
         "the text was taken for a format, in which % means something. A text from outside is an "
         "argument: printf(\"%s\", text)."},
        {has(asked.variable), "the message names the variable, but not what was in it."},
        {digits > 0 && has(text.substr(0, digits)),
         "the message has the number in it that was read, but not the text: all of it, as it "
         "stands in the variable."},
        {true,
         "the message does not say what was wrong with what: quote the text that could not be "
         "read. parse_port() does."},
    });
}

/// `meddled`: what the call has done to the environment, if anything.
inline Advice why_port(const Taken& wrong, const std::string& meddled) {
    const auto& [text, fallback, variable] = wrong.question;
    const std::optional<Port>& port = wrong.answer.value;
    const std::optional<Port> right = right_port(wrong.question);
    if (!meddled.empty()) {
        return "your code changes the environment: " + meddled +
               ". All of the program reads it: look, and leave it as it is.";
    }
    for (const Decoy& decoy : decoys) {
        if (port != decoy.port) continue;
        return "your code reads the variable " + std::string(decoy.variable) +
               "; the one to read is named by the parameter `variable`.";
    }
    if (wrong.answer.what == NoStandardException::words) {
        return "what your code throws is no std::exception: who catches those does not see it, "
               "and it has no what(). Throw a std::invalid_argument, say, or let parse_port() do "
               "it.";
    }
    if (text) {
        if (right) return why_another(wrong.question, port);
        return port ? why_taken(*text, fallback, *port)
                    : why_unquoted(wrong.question, wrong.answer.what);
    }
    if (!port && fallback != 0) return why_unset();
    if (port == Port{8080}) return an_earlier_one;
    return "the variable is not set, so the answer is the fallback, whatever number it is: here " +
           to_string(fallback) + '.';
}

// ---- may_collide ----

struct Collision {
    Port port;
    EphemeralRange range;

    [[nodiscard]] bool is_inside() const { return range.contains(port); }
    friend std::string to_string(const Collision& it) {
        return to_string(it.port) + ", " + harness::in_words(it.range);
    }
};

inline bool lies_in_its_range(const Collision& it) { return it.is_inside(); }

/// `first` is the range that is asked about first.
inline std::vector<harness::Belief<Collision, bool>> about_collisions(const PortRange& first) {
    using It = const Collision&;
    const auto one_end = [](const std::string& seen, const std::string& missing) {
        return "your answers are those of a comparison with the " + seen +
               " end of the range only. may_collide({}) needs the " + missing +
               " one too: both have to be looked at.";
    };
    const Advice lower_only = one_end("lower", "upper");
    const Advice upper_only = one_end("upper", "lower");
    const auto range_of = [](const std::string& another) {
        return "your answers are those of " + another +
               ", whatever range is passed: what counts is the parameter `range`.";
    };
    const Advice both_ends =
        "both ends belong to the range: a system hands out the first port of it, and the last one "
        "too. Look at your comparisons with them: < or <=?";
    const Advice odd_and_even =
        "your code makes a difference between odd and even ports. Some systems do so as long as "
        "there are enough of them, and promise nothing: each port of the range may be given away.";
    const Advice source =
        "your code believes a range or not by its range.source. That says where it is known from, "
        "not whether it counts.";
    const Advice registered =
        "who has registered a port with the IANA makes no difference: a system hands out what lies "
        "in its range, nothing else, and asks nobody.";
    return {
        {[](It it) { return it.port >= it.range.first; }, lower_only},
        {[](It it) { return it.port > it.range.first; }, lower_only},
        {[](It it) { return it.port <= it.range.last; }, upper_only},
        {[](It it) { return it.port < it.range.last; }, upper_only},
        {[](It) { return true; },
         "your code says true for every port: it may collide only if it lies in the range."},
        {[](It it) { return it.port >= it.range.first || it.port <= it.range.last; },
         "your code asks whether the port is above the one end or below the other, and that is "
         "true for every port of a range: || takes in all numbers, && those between."},
        {[](It) { return false; },
         "your code says false for every port: one that lies in the range may collide."},
        {[](It it) { return dynamic_ports.contains(it.port); },
         range_of("the IANA's 49152 to 65535")},
        {[first](It it) { return first.contains(it.port); },
         range_of("the range of the first call")},
        {[here = ephemeral_range()](It it) { return here.contains(it.port); },
         range_of("the range that this machine has now"), true},
        {[linux = PortRange{32768, 60999}](It it) { return linux.contains(it.port); },
         range_of("32768 to 60999, as on Linux")},
        {[](It it) { return it.is_inside() && it.port != it.range.first; }, both_ends},
        {[](It it) { return it.is_inside() && it.port != it.range.last; }, both_ends},
        {[](It it) { return it.range.first < it.port && it.port < it.range.last; }, both_ends},
        {[](It it) { return it.is_inside() && it.port.number() % 2 == 1; }, odd_and_even},
        {[](It it) { return it.is_inside() && it.port.number() % 2 == 0; }, odd_and_even},
        {[](It it) { return !it.is_inside(); },
         "every answer is the opposite of what it should be: a port may collide if it lies in the "
         "range, since there the system gives ports away."},
        {[](It it) { return it.is_inside() && it.range.source == RangeSource::this_machine; },
         source},
        {[](It it) { return it.is_inside() && it.range.source != RangeSource::this_machine; },
         source},
        {[](It it) { return it.is_inside() || it.range.source != RangeSource::this_machine; },
         "if range.source is documented_default, your code says true for every port. How well a "
         "range is known is told to people; the answer is whether the port lies in it."},
        {[](It it) {
             return it.is_inside() || (it.range.last <= it.port && it.port <= it.range.first);
         },
         "your code turns a range around that ends below its first port. Such a range has no ports "
         "at all, so none of them may collide."},
        {[](It it) { return it.is_inside() || it.range.last == 65535; },
         "only where the range goes to 65535 does your code say true for every port: a "
         "std::uint16_t that counts past 65535 is 0 again, and comes to the ports below the "
         "range."},
        {[](It it) { return it.is_inside() && it.range.last != 65535; },
         "where the range goes to 65535, your code finds no port in it: a std::uint16_t has no "
         "number after 65535, and 65535 + 1 is 0 again."},
        {[](It it) { return it.is_inside() && (it.range.first != 0 || it.range.last != 65535); },
         "for the range of all ports your code says false, and for all others it is right: 65536 "
         "ports are one more than a std::uint16_t can count."},
        {[](It it) { return it.is_inside() || it.port == 0; },
         "port 0 is given to nobody: it asks for another one. Whether it may collide is a question "
         "of the range like any other, and it does not lie in this one."},
        {[](It it) { return it.is_inside() && it.port >= 1024; },
         "your code takes it that ports below 1024 are given to nobody. A system gives what lies "
         "in "
         "the range that it is set to, and that may begin at 1."},
        {[](It it) {
             const auto number = [](Port port) { return static_cast<std::int16_t>(port.number()); };
             return number(it.range.first) <= number(it.port) &&
                    number(it.port) <= number(it.range.last);
         },
         "your code compares as if the numbers from 32768 on were below zero: a port does not fit "
         "into 16 bits with a sign. Take a std::uint16_t or an int."},
        {[here = ephemeral_range()](It it) { return it.is_inside() && here.contains(it.port); },
         "your code looks at the range that this machine has now, too. The caller has looked "
         "already: what counts is the parameter `range` alone.",
         true},
        {[](It it) { return it.is_inside() || dynamic_ports.contains(it.port); }, registered},
        {[](It it) { return it.is_inside() || user_ports.contains(it.port); }, registered},
        {[](It it) { return it.is_inside() && !user_ports.contains(it.port); }, registered},
        {[](It it) { return it.is_inside() && dynamic_ports.contains(it.port); }, registered},
    };
}

inline Advice why_collision(const harness::Answered<Collision, bool>& wrong) {
    const auto& [port, range] = wrong.question;
    if (!wrong.answer.value) {
        return "your code throws for may_collide({}). The answer is true or false for every range, "
               "for one without ports too: nothing in it may collide.";
    }
    if (range.last < range.first) {
        return "a range that ends below its first port has no ports at all: none of them may "
               "collide.";
    }
    if (range.first == range.last && port == range.first) {
        return "a range that begins and ends with the same port has that one port, and the system "
               "may give it away.";
    }
    if (port == range.first || port == range.last) {
        return "{}: that is one end of the range, and both ends belong to it.";
    }
    return "the answer for {} is whether the port lies between both ends of the range, and that "
           "alone: not what the port is used for, nor what was asked before.";
}

inline constexpr const char* who_has_it_now =
    " Who has the port now is another question: what the system may give away later, the range "
    "tells.";

inline std::string why_endless(const Collision& it) {
    if (it.range.last != 65535) return "";
    return " The range goes to 65535 here, and a std::uint16_t that counts past 65535 is 0 again: "
           "it is never greater.";
}

}  // namespace causes
