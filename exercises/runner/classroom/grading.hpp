#pragma once
// Judges submissions: each one compiled in a tree without solutions, each check apart.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "classroom/points.hpp"
#include "classroom/submissions.hpp"
#include "course/context.hpp"
#include "judge/judge.hpp"
#include "system/confine.hpp"

namespace runner {

/// One check, and what it brought.
struct CheckResult {
    Check check;
    bool hidden = false;  // an instructor's own
    double possible = 0;
    double earned = 0;
    double seconds = 0;
    bool judged = false;              // false: the exercise has a problem
    Outcome outcome = Outcome::fail;  // of a check that was judged
    std::string message;              // what its author reads; never empty
};

struct ExerciseResult {
    int number = 0;
    std::string name;     // "01-echo-server"
    std::string problem;  // why nothing was judged: not handed in, does not compile, ...
    std::string outcome;  // that problem in a word: "missing", "compile-error", ...
    std::vector<CheckResult> checks;

    [[nodiscard]] double earned() const;
    [[nodiscard]] double possible() const;
};

struct SubmissionResult {
    std::string name;
    std::vector<ExerciseResult> exercises;
    double seconds = 0;

    [[nodiscard]] double earned() const;
    [[nodiscard]] double possible() const;
};

/// What all results of one run have in common.
struct GradingAbout {
    std::string course;    // "0.1.0 (5634575)"
    std::string compiler;  // "GNU 12.2.0"
    bool isolated = false;
    std::string not_isolated;  // why not
};

/// In a word: "passed", "failed", "stuck", "compile-error", ...
std::string outcome_of(const ExerciseResult& exercise, const CheckResult& result);

enum class Isolation { if_possible, none };

struct GradingWish {
    std::vector<int> exercises;    // empty: all
    std::filesystem::path hidden;  // a folder of hidden checks, or empty
    Isolation isolation = Isolation::if_possible;
    std::size_t jobs = 1;
};

/// Everything that is done once, however many submissions there are: the checks are built and
/// listed, and whether programs can be kept apart here is found out.
class Grader {
public:
    /// Throws Trouble when the course's own files, or the hidden checks, cannot be built.
    Grader(Context& context, const GradingWish& wish);
    ~Grader();
    Grader(const Grader&) = delete;
    Grader& operator=(const Grader&) = delete;

    [[nodiscard]] const GradingAbout& about() const;

    /// May be called from several threads. Never throws for what is in a submission.
    SubmissionResult grade(const Submission& submission);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace runner
