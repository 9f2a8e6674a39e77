#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <system_error>

#include "harness/not_written.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"

// An error that your code is told, and has to let pass on to its caller.
//
//     passing::Outcome outcome;
//     stage.runs("open_door", [&] { outcome = passing::outcome_of([&] { open_door(taken); }); });
//     stage.waits_until_returned();
//     passing::must_pass_on(stage, "open_door()", make_error_code(errc::address_in_use), outcome);
namespace harness::passing {

/// What a call of yours came to.
struct Outcome {
    bool returned = false;
    std::error_code code;
    std::string words;  ///< `throws address_in_use`
};

/// An error is expected to pass on now, and would be caught.
inline std::atomic<bool> catches{false};

template <class Function>
Outcome outcome_of(Function function) {
    catches = true;
    const struct Ends {
        ~Ends() { catches = false; }
    } ends;
    try {
        function();
        return {true, {}, "returns as if nothing had happened"};
    } catch (const stub::NotWritten&) {
        throw;
    } catch (const std::system_error& failure) {
        return {false, failure.code(), "throws " + name_of(failure.code())};
    } catch (const std::exception& failure) {
        const std::string type = platform::name_of(typeid(failure));
        return {false, {}, "throws " + type + " (" + failure.what() + ')'};
    } catch (...) {
        return {false, {}, "throws what is no std::exception"};
    }
}

/// What the system said, and what became of it, once it was to pass on and did not.
struct Held {
    std::error_code told;
    Outcome outcome;
    bool has_a_door = false;  ///< it returned an open listener
};
inline std::optional<Held> held;

/// Ends the check unless `outcome` is the error that the system told.
inline void must_pass_on(Stage& stage, const std::string& yours, std::error_code told,
                         const Outcome& outcome, const Counterpart* peer = nullptr,
                         bool has_a_door = false) {
    const bool is_it = outcome.code == told || outcome.code == told.default_error_condition();
    if (!outcome.returned && is_it) {
        stage.step("your " + yours + " passes on", name_of(told));
        return;
    }
    held = Held{told, outcome, has_a_door};
    stage.fails(yours + " lets " + name_of(told) + " pass on to its caller", "it " + outcome.words,
                peer);
}

inline std::string kept_an_error(const std::string& call) {
    if (!held) return "";
    const std::string failed = call + " failed with " + name_of(held->told);
    if (held->outcome.returned) {
        return failed +
               ", and your code keeps that to itself: its caller goes on as if all were well. Let "
               "the exception pass; with an std::error_code, look at it and throw it.";
    }
    return failed +
           ", and your code throws another error in its place: the caller cannot tell by its "
           "code() what the matter was. Let the exception pass as it is (`throw;`), or throw "
           "std::system_error with that code.";
}

/// The check would have caught what the function throws.
inline std::string could_not_pass(const Failure& failure) {
    if (!catches || failure.verdict != Verdict::crashed || !failure.error) return "";
    return "the error cannot pass on to the caller: it left a function that is noexcept (or a "
           "destructor, or a thread of its own), and that ends the program. Take the noexcept "
           "away; catch it on the thread, and rethrow it behind join().";
}

}  // namespace harness::passing
