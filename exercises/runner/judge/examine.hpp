#pragma once
// One exercise, built and judged: what check and watch have in common.

#include <string>
#include <vector>

#include "course/context.hpp"
#include "judge/build.hpp"
#include "judge/diagnostics.hpp"
#include "judge/judge.hpp"

namespace runner {

/// Sees to it that what is done about a moved file (course/progress.hpp) is done already.
void notice_moved_exercise(const Context& context, const Folder& exercise,
                           const std::string& target);

/// Builds a target that compiles the learner's file: the file as it is now, whatever its time says.
/// Check programs are built as the kit says, where there is one; all else by Ninja.
Built build_exercise(Context& context, const Folder& exercise, const std::string& target);

/// What the compiler and the linker said about the learner's file.
Diagnosis diagnose(const Folder& exercise, const Built& built);

/// Shows why exercise.cpp does not compile or link. Throws Trouble when the cause is not in it.
void show_build_failure(Context& context, const Folder& exercise, const Built& built);

/// Shows the compiler's warnings about exercise.cpp, if there are any.
void show_warnings(Context& context, const Folder& exercise, const Built& built);

/// Asks the built program for its checks. Throws Trouble that explains why there are none.
std::vector<Check> checks_of(const Folder& exercise, const Judging& judging);

/// How many of `checks` are no stretch.
std::size_t count_required(const std::vector<Check>& checks);

struct Count {
    std::size_t passed = 0;
    std::size_t all = 0;
};

/// The judgements of stretches, or of all the others.
enum class Part { required, stretch };
Count count_of(const std::vector<Judgement>& judgements, Part part);

/// As remember (course/progress.hpp), of judgements.
void remember_judgements(const Context& context, const Folder& exercise,
                         const std::string& fingerprint, const std::vector<Judgement>& judgements,
                         std::size_t total);

/// A failure, and not just a stretch that was not begun.
bool counts_as_failure(const Judgement& judgement);

/// The one idea of the lesson that belongs to the exercise, as its text says it; empty without one.
std::string idea_of(const Course& course, const Folder& exercise);

}  // namespace runner
