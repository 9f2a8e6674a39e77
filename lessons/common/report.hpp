#pragma once

#include <string>

#include "loopback/error.hpp"

namespace lesson {

/// Prints a line and flushes it, so that it is seen at once, also through a pipe.
void say(const std::string& line);

/// Ends the line on which the terminal has shown `^C`, unless something was said since: the shell's
/// prompt would stand behind it. `run` does this last.
void end_the_line_of_ctrl_c();

/// A failure for the person at the keyboard: what happened, the usual cause, what to type next.
std::string in_words(const loopback::SocketError& failure);

}  // namespace lesson
