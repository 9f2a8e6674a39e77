// What the results of grading come to.

#include "classroom/grading.hpp"

namespace runner {

double ExerciseResult::earned() const {
    double sum = 0;
    for (const CheckResult& result : checks) sum += result.earned;
    return sum;
}

double ExerciseResult::possible() const {
    double sum = 0;
    for (const CheckResult& result : checks) sum += result.possible;
    return sum;
}

double SubmissionResult::earned() const {
    double sum = 0;
    for (const ExerciseResult& exercise : exercises) sum += exercise.earned();
    return sum;
}

double SubmissionResult::possible() const {
    double sum = 0;
    for (const ExerciseResult& exercise : exercises) sum += exercise.possible();
    return sum;
}

std::string outcome_of(const ExerciseResult& exercise, const CheckResult& result) {
    if (!result.judged) return exercise.outcome;
    switch (result.outcome) {
        case Outcome::pass: return "passed";
        case Outcome::fail: return "failed";
        case Outcome::stuck: return "stuck";
        case Outcome::crashed: return "crashed";
        case Outcome::unwritten: return "unwritten";
        case Outcome::exited: return "exited";
        case Outcome::out_of_time: return "timeout";
        case Outcome::too_much_output: return "too-much-output";
        case Outcome::left_process: return "left-process";
        default: return "not-counted";
    }
}

}  // namespace runner
