#pragma once
// exercise.cpp: from the stub, and back to it; the solution beside it.

#include "course/context.hpp"

namespace runner {

/// Copies stub.cpp to exercise.cpp when that is missing. True when it did.
bool start_exercise(const Folder& exercise);

/// As start_exercise, and says so.
void start_and_say(Context& context, const Folder& exercise);

/// Puts the stub back, after a copy of what was written, and says so. Throws Trouble.
void reset_exercise(Context& context, const Folder& exercise);

/// False in a student edition.
bool has_solutions(const Course& course);
/// Throws Trouble unless there is a solution.
void require_solution(const Course& course, const Folder& exercise);
void print_solution(Context& context, const Folder& exercise);

}  // namespace runner
