#pragma once
// The command line, taken apart.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

struct Request {
    std::string command;                 // empty for the bare ./sandbox
    std::vector<std::string> words;      // what follows it: "1.3"
    std::vector<std::string> passed_on;  // for the lesson's program, the exercise's, or CTest
    std::map<std::string, std::string> values;  // of flags that have one: "--edit-cmd"
    bool help = false;
    bool plain = false;
    bool trace = false;
    bool debug = false;
    bool all = false;
    bool anyway = false;
    bool no_isolation = false;
    bool offline = false;
};

/// Reads the arguments. Throws Trouble for an unknown command or flag and says what was meant.
Request parse_arguments(const std::vector<std::string>& arguments);

}  // namespace runner
