#pragma once
// The learner's file, built into its check program.

#include "course/context.hpp"
#include "judge/build.hpp"

namespace runner {

/// Builds bin/check-NN from exercise.cpp as it is now, if anything that it is made of has changed.
/// Ninja is asked only when something of the course has: the file itself is compiled and linked as
/// the kit says. Throws Trouble when the course's own part cannot be built.
Built build_answer(Context& context, const Folder& exercise);

}  // namespace runner
