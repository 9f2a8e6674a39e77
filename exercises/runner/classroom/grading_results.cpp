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
    switch (result.verdict) {
        case Verdict::pass: return "passed";
        case Verdict::fail: return "failed";
        case Verdict::stuck: return "stuck";
        case Verdict::crashed: return "crashed";
        case Verdict::unwritten: return "unwritten";
        case Verdict::exited: return "exited";
        case Verdict::out_of_time: return "timeout";
        case Verdict::too_much_output: return "too-much-output";
        case Verdict::left_process: return "left-process";
        default: return "not-counted";
    }
}

}  // namespace runner
