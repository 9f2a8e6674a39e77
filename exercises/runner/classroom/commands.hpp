#pragma once
// The rows of the table of commands that instructors use. The program behind ./sandbox has them,
// too: it hands them over.

#include "course/command_line.hpp"

namespace runner {

// clang-format off
// The launcher's help is made of these lines: a command, or a flag, on each.
inline Commands classroom_commands(ExitStatus (*run_grade)(Context&, const Request&),
                                   [[maybe_unused]] ExitStatus (*run_handout)(Context&,
                                                                               const Request&)) {
    return {
        {"grade", "DIR", "judge what was handed in, against pristine checks (docs/classroom.md)", run_grade, {
            {"--format", "FORMAT", "table, csv, junit, gradescope or autolab"},
            {"--output", "FILE", "write the results there; into a folder: a file each"},
            {"--only", "N,N", "these exercises; without it all of them"},
            {"--checks", "DIR", "an instructor's hidden checks as well"},
            {"--no-isolation", "", "even where submissions could run apart"},
            {"-j", "N", "so many at once; without it one for each processor"}}},
        {"handout", "DIR", "write the student edition there", run_handout, {
            {"--offline", "", "with doctest beside it"}}},
    };
}
// clang-format on

}  // namespace runner
