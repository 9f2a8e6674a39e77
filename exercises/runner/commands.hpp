#pragma once
// The commands of ./sandbox, one function each.

#include "build.hpp"
#include "cli.hpp"
#include "context.hpp"
#include "hints.hpp"
#include "trouble.hpp"

namespace runner {

/// The status to exit with: one of Status, or what a lesson's own program ended with.
using ExitStatus = int;

ExitStatus overview(Context& context);
ExitStatus tour(Context& context);
ExitStatus list(Context& context);
ExitStatus run_lesson(Context& context, const Request& request);
ExitStatus try_exercise(Context& context, const Request& request);
ExitStatus check(Context& context, const Request& request);
ExitStatus hint(Context& context, const Request& request);
ExitStatus solution(Context& context, const Request& request);
ExitStatus watch(Context& context, const Request& request);
ExitStatus reset(Context& context, const Request& request);
ExitStatus doctor(Context& context);
ExitStatus handout(Context& context, const Request& request);
ExitStatus grade(Context& context, const Request& request);
ExitStatus test(Context& context, const Request& request);

constexpr ExitStatus exit_with(Status status) { return static_cast<ExitStatus>(status); }

/// A lesson and its exercise, with their state, on one line.
struct ListRow {
    int number = 0;
    std::string text;
};
std::vector<ListRow> list_rows(const Context& context);

/// How many exercises are known to be done.
std::size_t count_done(const Context& context);

/// The first `shown` hints of a check: one more than before.
struct Hint {
    HintsOfCheck entry;
    std::size_t shown = 0;
};
/// For the check that `target` names, else for the first that is not known to pass.
Hint next_hint(const Context& context, const Folder& exercise, const Target& target);
void show_hint(Context& context, const Hint& hint);

/// The exercise that the request names, or the current one.
const Folder& exercise_of(const Context& context, const Request& request);

/// Copies the stub if exercise.cpp is missing, and says so.
void start_and_say(Context& context, const Folder& exercise);

/// After show_build_failure: what to do, and where the whole log is.
void advise_after_build_failure(Context& context, const Folder& exercise, const Built& built);

}  // namespace runner
