#pragma once
// What instructors do with the course: one function a command.

#include "course/command_line.hpp"
#include "course/context.hpp"
#include "words/trouble.hpp"

namespace runner {

ExitStatus handout(Context& context, const Request& request);
ExitStatus grade(Context& context, const Request& request);

}  // namespace runner
