#pragma once

// What a failure of open_private(), open_at() or door() means: the most likely cause, told only
// with evidence from what they returned and from what the seam has shown, and the heading that
// tells more. (For the others see reach_causes.hpp and audit_causes.hpp.)

#include <optional>
#include <string>

#include "exercise.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "loopback/narrate.hpp"

namespace causes {

using harness::Advice;
using harness::Failure;
using harness::SeenCall;
using harness::Verdict;

inline constexpr const char* private_default = "Private by default";
inline constexpr const char* on_purpose = "Exposed on purpose";
inline constexpr const char* misspelt = "A misspelt address";
inline constexpr const char* all_of_127 = "All of 127";
inline constexpr const char* every_address = "Every address there is";
inline constexpr const char* private_is_many = "Private means many";
inline constexpr const char* every_door = "Look at every door";

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

/// Digits all the same, as inet_aton() takes them.
inline bool is_short_form(const std::string& host) {
    return host == "127.1" || host == "0" || host == "127.0.0" || host == "0177.0.0.1" ||
           host == "0x7f000001";
}

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
    if (asked->host.starts_with('[')) {
        return {
            "brackets belong to an endpoint, not to an address: in [::1]:80 they keep the address "
            "apart from the port. Here `host` is the address alone, and that has none.",
            misspelt};
    }
    if (asked->host == "127.0.0.1:62893" && asked->answer->address == loopback_v4) {
        return {
            "a port belongs to an endpoint, not to an address. `host` is the address alone, and "
            "the port is the other parameter.",
            misspelt};
    }
    if (asked->host == "*") {
        return {
            "other programs take a star for every address. Here that has to be said in digits, "
            "0.0.0.0 or ::, so that nobody opens a door by a word that looks harmless.",
            misspelt};
    }
    if (is_short_form(asked->host)) {
        return {"that is a short form, which inet_aton() and its like read as " +
                    to_string(asked->answer->address) +
                    ". Few people know that, and the next one reads something else: an address "
                    "has four numbers, in decimal.",
                misspelt};
    }
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

}  // namespace causes
