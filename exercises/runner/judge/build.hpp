#pragma once
// Builds a target of the course, quietly when there is nothing to do.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

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

/// Has CMake make the build folder of `context` anew, with these variables ("NAME=VALUE").
Built configure(Context& context, const std::vector<std::string>& variables);

/// The value of a variable in the build folder's cache; empty without one.
std::string cached(const std::filesystem::path& build, std::string_view variable);

/// A command that makes a file.
struct BuildStep {
    std::filesystem::path file;
    std::vector<std::string> words;
};

/// Builds by commands, in their order, until one fails. Told and logged as build_target does it.
Built build_by(Context& context, const std::string& name, std::string_view what,
               const std::vector<BuildStep>& steps);

/// As build_target, for targets that have nothing of the learner's: failing is Trouble.
void build_own_target(Context& context, const std::string& target, std::string_view what);

/// "[3/12]": how far Ninja got, from what it printed; empty when it did not say.
std::string build_progress(std::string_view output);

/// The first errors in a log, or its last words when it has none.
std::string useful_part(std::string_view log);

}  // namespace runner
