#pragma once
// The command line, taken apart by a table of commands.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "course/context.hpp"
#include "words/trouble.hpp"

namespace runner {

struct Request {
    std::string command;                       // empty for the bare ./sandbox
    std::vector<std::string> words;            // what follows it: "1.3"
    std::vector<std::string> passed_on;        // for the lesson's program, the exercise's, or CTest
    std::set<std::string, std::less<>> flags;  // "--all"
    std::map<std::string, std::string, std::less<>> values;  // of flags that have one: "--edit-cmd"
    std::vector<std::string> typed;                          // all of it, as it was
    bool help = false;

    [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }
    /// Empty without that flag.
    [[nodiscard]] std::string value(std::string_view flag) const;
};

struct Flag {
    std::string_view name;   // "--format"
    std::string_view value;  // what follows it: "FORMAT"; empty for most
    std::string_view tells;
};

/// All that there is to know of a command: help, parsing and dispatch go by it.
struct Command {
    std::string_view name;   // empty for the bare ./sandbox
    std::string_view words;  // what may follow: "N [ARGS]"; after ARGS's place all is passed on
    std::string_view tells;
    ExitStatus (*run)(Context&, const Request&);
    std::vector<Flag> flags = {};
};
using Commands = std::vector<Command>;

/// Nothing when there is none of that name.
const Command* find_command(const Commands& commands, std::string_view name);

/// Reads the arguments. Throws Trouble for an unknown command or flag and says what was meant.
Request parse_arguments(const Commands& commands, const std::vector<std::string>& arguments);

}  // namespace runner
