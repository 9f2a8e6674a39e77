#pragma once
// From arguments to exit status.

#include <string>
#include <vector>

namespace runner {

/// Runs ./sandbox with `arguments` (without the program's name) and returns the exit status.
int run_sandbox(const std::vector<std::string>& arguments);

}  // namespace runner
