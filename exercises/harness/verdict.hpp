#pragma once

#include <chrono>
#include <string>
#include <string_view>

// What a check tells, record by record (see record.hpp), and how it ends.
namespace harness {

/// In the order of record::verdicts.
enum class Verdict { pass, fail, stuck, crashed, unwritten };

[[nodiscard]] std::string_view name(Verdict verdict) noexcept;

/// What is said with a verdict; what is empty is left out.
struct Finding {
    std::string expected;
    std::string seen;
    std::string cause;  ///< only where there is evidence for it
    std::string read;   ///< where to read on
};

/// The check begins, as doctest starts its case.
void tell_begin(std::string_view id, std::string_view title);

/// The next step of the story; once that is over, only the thread that claimed the verdict tells
/// more.
void tell_step(std::string_view action, std::string_view detail = "");

/// The last steps, so many, are a question that was answered rightly: a story about a wrong answer
/// may leave them out.
void tell_right(std::size_t steps);

/// A call that somebody has made, for --trace; told as long as steps are.
void tell_call(std::string_view who, std::string_view words);

/// The check has run for this long and comes to its verdict by itself.
void tell_that_it_lives(std::chrono::seconds age);

/// What it means if a signal ends the process from here on: nobody could say so then. Nothing, if
/// `cause` is empty.
void tell_what_a_crash_means(std::string_view cause, std::string_view read);

/// Whether what happens after a verdict was claimed is still a part of the story.
enum class Story { is_over, goes_on };

/// The first thread that comes to a verdict claims it: true for that one alone, and again for it.
[[nodiscard]] bool claim_verdict(Story story = Story::is_over) noexcept;

/// Waits for the end of the process, which another thread is about to bring.
[[noreturn]] void wait_for_the_end() noexcept;

/// Has each verdict carry a word that only who started this process knows (`grade` does): a record
/// without it was written by somebody else.
void prove_verdicts_by(std::string word);

struct Step {
    std::string action;
    std::string detail;
};

/// Tells the finding and the verdict, and ends the process: with status 0 for pass, else 1.
/// `last_step` may still add to the story. Call it after `claim_verdict`.
[[noreturn]] void conclude(Verdict verdict, const Finding& finding,
                           const Step* last_step = nullptr);

}  // namespace harness
