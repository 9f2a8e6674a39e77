#pragma once
// How this build folder compiles and links, so that one file can be built without Ninja: a
// learner's after each save, a submission. CMake writes it into kit.txt (exercises/CMakeLists.txt).

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/context.hpp"

namespace runner {

struct Kit {
    std::string version;                // of the course: "0.1.0 (5634575)"
    std::string compiler;               // its path
    std::string compiler_name;          // "GNU 12.2.0"
    std::string nm;                     // a path; empty where there is none
    std::string ninja;                  // a path
    bool sanitized = false;             // sanitizers take more memory than a limit would leave
    std::filesystem::path include;      // of the library
    std::filesystem::path precompiled;  // the header of what learners' files include
    std::vector<std::string> options;
    std::vector<std::string> warnings;  // the options that ask for them
    std::vector<std::string> precompiled_options;
    std::vector<std::string> link_options;
    std::vector<std::string> small;  // the options that leave debug information out of a program
    std::vector<std::string> doctest_folders;
    std::vector<std::string> harness;                // object files
    std::map<int, std::vector<std::string>> checks;  // object files by exercise

    /// False for Visual Studio's compiler, which takes other options than these.
    [[nodiscard]] bool compiles_alone() const { return !compiler_name.starts_with("MSVC"); }

    /// The precompiled header, as the compiler made it.
    [[nodiscard]] std::filesystem::path precompiled_file() const;

    /// The command that compiles a learner's file. What it includes is written to `rule`, but for
    /// the compiler's and the system's own headers.
    [[nodiscard]] std::vector<std::string> compile(
        const std::filesystem::path& source, const std::filesystem::path& object,
        const std::vector<std::filesystem::path>& include_folders,
        const std::filesystem::path& rule, const std::vector<std::string>& more = {}) const;

    /// The command that compiles checks.
    [[nodiscard]] std::vector<std::string> compile_checks(
        const std::filesystem::path& source, const std::filesystem::path& object,
        const std::vector<std::filesystem::path>& include_folders) const;

    /// The command that links an answer with the checks of an exercise, or with `other_checks`.
    [[nodiscard]] std::vector<std::string> link(int exercise,
                                                const std::filesystem::path& other_checks,
                                                const std::filesystem::path& answer,
                                                const std::filesystem::path& program,
                                                const std::vector<std::string>& more = {}) const;
};

/// Reads what CMake wrote about building; nothing where it wrote nothing.
std::optional<Kit> read_kit(const Context& context);

/// Where CMake writes it.
std::filesystem::path kit_file(const Context& context);

/// The files that a rule of Make (`-MMD -MF`) depends on.
std::vector<std::string> files_of_rule(std::string_view rule);

}  // namespace runner
