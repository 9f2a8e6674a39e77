#pragma once
// Builds a target of the course, quietly when there is nothing to do.

#include <filesystem>
#include <string>

#include "course/context.hpp"

namespace runner {

struct Built {
    bool succeeded = false;
    std::string output;  // what the tools printed
    std::filesystem::path log;
};

/// Builds `target`; `what` names it to the user while it takes long. A build folder that CMake or
/// Ninja no longer understand is configured again, once. Throws Trouble when the machine, not the
/// code, is in the way: a full disk, CMake gone.
Built build_target(Context& context, const std::string& target, std::string_view what);

/// As build_target, for targets that have nothing of the learner's: failing is Trouble.
void build_own_target(Context& context, const std::string& target, std::string_view what);

/// "[3/12]": how far Ninja got, from what it printed; empty when it did not say.
std::string build_progress(std::string_view output);

/// The first errors in a log, or its last words when it has none.
std::string useful_part(std::string_view log);

}  // namespace runner
