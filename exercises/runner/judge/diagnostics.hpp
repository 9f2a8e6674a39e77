#pragma once
// What a compiler or a linker said, reduced to what concerns the learner's file.

#include <string>
#include <string_view>
#include <vector>

#include "words/printer.hpp"

namespace runner {

struct Diagnostic {
    std::string place;  // "14:9" in the learner's file
    std::string message;
    std::vector<std::string> excerpt;  // the source line and its marker, as the compiler drew them
    bool from_elsewhere = false;       // reported in a header that the learner's line used
};

struct Diagnosis {
    std::vector<Diagnostic> errors;
    std::vector<Diagnostic> warnings;
    std::vector<std::string> undefined;  // functions that the linker did not find
    std::vector<std::string> twice;      // what the linker found more than once
};

/// Reads what GCC, Clang or MSVC printed. `file` is the end of the learner's file's path:
/// "01-echo-server/exercise.cpp".
Diagnosis read_diagnostics(std::string_view output, std::string_view file);

/// The first few, `name` and line first.
std::string show_diagnostics(const std::vector<Diagnostic>& diagnostics, std::string_view name,
                             const Style& style);

}  // namespace runner
