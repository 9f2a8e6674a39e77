#pragma once

// What lesson programs need from the operating system beside sockets. platform.cpp is the one
// file of the lessons that differs between systems.

namespace lesson::platform {

/// Calls `handler` whenever Ctrl-C is pressed (POSIX: also on SIGTERM; Windows: also Ctrl-Break).
/// If it returns true, the program ends at once. POSIX: it runs in a signal handler.
void watch_ctrl_c(bool (*handler)());

/// Makes the console show UTF-8 (Windows; elsewhere it does anyway).
void prepare_console();

}  // namespace lesson::platform
