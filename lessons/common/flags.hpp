#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "loopback/port.hpp"

namespace lesson {

/// What the person who starts a lesson program has chosen.
struct Flags {
    loopback::Port port = loopback::home_port;  ///< --port N, else LOOPBACK_PORT, else 62893
    bool trace = false;                         ///< --trace: tell every call
    bool help = false;                          ///< --help: tell how it is used, and end
    std::vector<std::string> arguments;         ///< the words that are no flags
    std::map<std::string, std::string> own;     ///< the program's own flags: `--sample` to `100`

    [[nodiscard]] bool has(const std::string& flag) const { return own.contains(flag); }
};

/// A flag that one lesson program has beside those that all of them have.
struct OwnFlag {
    std::string name;     ///< `--sample`
    std::string value;    ///< what follows it, for --help: `N`; empty if nothing does
    std::string purpose;  ///< a line of --help
};

/// How a lesson program is used.
struct Usage {
    std::string name;                ///< `lesson-01`
    std::string purpose;             ///< one sentence for --help
    std::string arguments = "";      ///< what it takes beside the flags: `[HOST] [PORT]`
    std::size_t most_arguments = 0;  ///< and how many of them
    std::vector<OwnFlag> own_flags = {};
};

/// A flag or an argument that cannot be understood; `what()` says which, and what to type.
class WrongUsage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads the command line and LOOPBACK_PORT. Throws `WrongUsage`.
///
/// The library never reads the environment by itself: a program that does says so.
Flags read_flags(const std::vector<std::string>& words, const Usage& usage);

/// The text of --help.
std::string help(const Usage& usage);

}  // namespace lesson
