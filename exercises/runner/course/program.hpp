#pragma once
// From arguments to exit status.

#include <string>
#include <vector>

#include "course/command_line.hpp"

namespace runner {

/// Runs the command that `arguments` (without the program's name) ask for, or shows the help, and
/// returns the exit status.
ExitStatus run_program(const Commands& commands, const std::vector<std::string>& arguments);

}  // namespace runner
