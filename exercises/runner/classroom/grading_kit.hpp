#pragma once
// How this build folder compiles and links, so that a submission can be built beside it.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "course/context.hpp"

namespace runner {

struct Kit {
    std::string version;                // of the course: "0.1.0 (5634575)"
    std::string compiler;               // its path
    std::string compiler_name;          // "GNU 12.2.0"
    std::string nm;                     // a path; empty where there is none
    bool sanitized = false;             // sanitizers take more memory than a limit would leave
    std::filesystem::path include;      // of the library
    std::filesystem::path precompiled;  // the header of what learners' files include
    std::vector<std::string> options;
    std::vector<std::string> precompiled_options;
    std::vector<std::string> link_options;
    std::vector<std::string> doctest_folders;
    std::vector<std::string> harness;                // object files
    std::map<int, std::vector<std::string>> checks;  // object files by exercise

    /// The command that compiles a learner's file. What it includes is written to `rule`, but for
    /// the compiler's and the system's own headers.
    [[nodiscard]] std::vector<std::string> compile(
        const std::filesystem::path& source, const std::filesystem::path& object,
        const std::vector<std::filesystem::path>& include_folders,
        const std::filesystem::path& rule) const;

    /// The command that compiles checks.
    [[nodiscard]] std::vector<std::string> compile_checks(
        const std::filesystem::path& source, const std::filesystem::path& object,
        const std::vector<std::filesystem::path>& include_folders) const;

    /// The command that links an answer with the checks of an exercise, or with `other_checks`.
    [[nodiscard]] std::vector<std::string> link(int exercise,
                                                const std::filesystem::path& other_checks,
                                                const std::filesystem::path& answer,
                                                const std::filesystem::path& program) const;
};

/// Builds the checks and reads what CMake wrote about building. Throws Trouble.
Kit prepare_kit(Context& context);

}  // namespace runner
