#pragma once
// The commands of ./sandbox, one function each.

#include "course/command_line.hpp"
#include "course/context.hpp"
#include "judge/build.hpp"
#include "words/trouble.hpp"

namespace runner {

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
ExitStatus test(Context& context, const Request& request);

/// The exercise that the request names, or the current one.
const Folder& exercise_of(const Context& context, const Request& request);

/// After show_build_failure: what to do, and where the whole log is.
void advise_after_build_failure(Context& context, const Folder& exercise, const Built& built);

}  // namespace runner
