#pragma once
// From what a check program told, and how it ended, to a verdict.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "judge/records.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"

namespace runner {

enum class Outcome {
    // What a check tells, in the order of record::verdicts.
    pass,
    fail,
    stuck,      // the check's own watchdog ended it
    crashed,    // a signal, or an exception that nobody caught
    unwritten,  // the function is still the stub's
    // No verdict came: the runner says what happened.
    exited,           // exit() in the middle
    out_of_time,      // not even the watchdog came through
    too_much_output,  // stopped by the runner
    left_process,     // passed, and left a process behind
    not_counted,      // records that contradict each other
};

/// One check of an exercise, as `check-01 --list` names it.
struct Check {
    std::string id;  // "1.3"
    std::string title;

    /// A stretch is counted apart: an exercise is done without it. Its title says so.
    [[nodiscard]] bool is_stretch() const { return title.starts_with("stretch: "); }
};

struct Judgement {
    Check check;
    Outcome outcome = Outcome::fail;
    Records records;
    std::string seen;    // what was seen, in words
    std::string cause;   // the likely cause, when there is evidence
    std::string output;  // what the learner's code printed
    bool traced = false;
};

/// How checks are run.
struct Judging {
    std::filesystem::path program;
    double time_scale = 1.0;
    bool trace = false;
    bool limited = true;
    std::stop_token stop{};
};

/// The most a check may print.
inline constexpr std::size_t output_limit = 1024 * 1024;
/// Without a sign of life for this long, not even the watchdog of the check can be alive, at a time
/// scale of 1.
inline constexpr std::chrono::milliseconds outer_time_limit{10'000};

/// The one judge: passed is only what said so exactly once, after exactly one case, and exited 0.
Judgement judgement_of(const Check& check, const Finished& finished, const Judging& judging);

/// Runs `checks` side by side, each in a process of its own. `on_verdict` gets them in their order.
/// Throws Canceled when asked to stop.
std::vector<Judgement> judge(const std::vector<Check>& checks, const Judging& judging,
                             const std::function<void(const Judgement&)>& on_verdict);

/// Asks the program for its checks. Learner's code may run before main() and print or end.
std::vector<Check> list_checks(const Judging& judging, Finished& finished);

}  // namespace runner
