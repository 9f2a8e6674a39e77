#pragma once
// What a table of commands says of itself.

#include "course/command_line.hpp"

namespace runner {

/// Each command with its flags, and what is true everywhere.
void show_help(Printer& printer, const Commands& commands);

/// A line a command.
void show_commands(Printer& printer, const Commands& commands);

}  // namespace runner
