#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "harness/stage.hpp"

// How an exercise says what a failure means: by a list of causes, the simplest one first. The first
// that the evidence shows is told.
//
//     Advice why_echo(const Failure& failure) {
//         return first_of({failure, "echo()", "the client"},
//                         {{streams::spins_at_the_end, when_over},
//                          {streams::forgot_the_rest, takes_less},
//                          {left_bytes_out}});  // this exercise's own, under the check's heading
//     }
namespace harness {

/// What a function of the learner's gave back, and what it should have.
struct Returned {
    std::string got;
    std::string expected;
};

/// A failure with all the evidence, and how its causes name those who took part.
struct Case {
    const Failure& failure;
    const char* yours;                   ///< the learner's function: `ask()`
    const char* theirs;                  ///< who is at the other end: `the server`
    const char* message = "";            ///< what yours has to say: `the question`
    const Returned* returned = nullptr;  ///< what yours gave back, if it did

    [[nodiscard]] bool is(Verdict verdict) const { return failure.verdict == verdict; }
    /// Whether it crashed by using a socket that was closed.
    [[nodiscard]] bool has_used_a_closed_one() const;
    /// Whether it is stuck in a call of this name.
    [[nodiscard]] bool is_stuck_in(std::string_view function) const;
    /// The peer that this is about, by its name; else `theirs`.
    [[nodiscard]] std::string who() const;

    /// How many bytes of those that the peer has received, or of what yours returned, are right.
    [[nodiscard]] std::size_t right() const;
    [[nodiscard]] const std::string& got() const;
    [[nodiscard]] const std::string& expected() const;
    /// Whether what came is wrong, rather than not complete.
    [[nodiscard]] bool has_wrong_bytes() const { return right() < got().size(); }
    [[nodiscard]] bool lacks_bytes() const { return right() < expected().size(); }

    /// Whether yours has left the conversation before recv() said that the other side is done.
    [[nodiscard]] bool has_stopped_early() const;
};

/// What to say if the evidence shows this cause; else nothing.
using Cause = std::string (*)(const Case&);

struct Possible {
    Cause cause;
    const char* heading = "";  ///< where the lesson tells more; the check's heading if empty
};

/// The first cause that the evidence shows; none if it shows none of them.
[[nodiscard]] Advice first_of(const Case& one, std::initializer_list<Possible> causes);

}  // namespace harness
