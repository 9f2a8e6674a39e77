#pragma once

// What a failure of open_private() or open_at() means: the most likely cause, told only with
// evidence from what they returned and from what the seam has shown, and the heading that tells
// more. (For the pure functions see beliefs.hpp.)

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

}  // namespace causes
