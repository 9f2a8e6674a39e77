#pragma once
// The commands of ./sandbox, one function each, and what several of them need.

#include "course/command_line.hpp"
#include "course/context.hpp"
#include "judge/build.hpp"
#include "words/trouble.hpp"

namespace runner {

const Commands& commands();

ExitStatus overview(Context& context, const Request& request);
ExitStatus tour(Context& context, const Request& request);
ExitStatus list(Context& context, const Request& request);
ExitStatus run_lesson(Context& context, const Request& request);
ExitStatus try_exercise(Context& context, const Request& request);
ExitStatus check(Context& context, const Request& request);
ExitStatus hint(Context& context, const Request& request);
ExitStatus solution(Context& context, const Request& request);
ExitStatus watch(Context& context, const Request& request);
ExitStatus reset(Context& context, const Request& request);
ExitStatus doctor(Context& context, const Request& request);
ExitStatus test(Context& context, const Request& request);
/// What instructors use is a program of its own, which is built first.
ExitStatus classroom(Context& context, const Request& request);

/// The exercise that the request names, or the current one.
const Folder& exercise_of(const Context& context, const Request& request);

/// After show_build_failure: what to do, and where the whole log is.
void advise_after_build_failure(Context& context, const Folder& exercise, const Built& built);

/// Runs a program of the course with our terminal. Its exit status is ours.
ExitStatus hand_over(const std::filesystem::path& program,
                     const std::vector<std::string>& arguments);

}  // namespace runner
