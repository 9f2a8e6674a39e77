#pragma once

#include <string>

#include "loopback/error.hpp"

namespace lesson {

/// Prints a line and flushes it, so that it is seen at once, also through a pipe.
void say(const std::string& line);

/// A failure for the person at the keyboard: what happened, the usual cause, what to type next.
std::string in_words(const loopback::SocketError& failure);

}  // namespace lesson
