#include "common/flags.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "loopback/narrate.hpp"

namespace lesson {
namespace {

constexpr std::string_view port_flag = "--port";

constexpr const char* next = "\nNext: --help tells what there is.";

// `source` is where the text stood: --port, or LOOPBACK_PORT.
loopback::Port port_from(std::string_view text, std::string_view source) {
    std::error_code error;
    const loopback::Port port = loopback::parse_port(text, error);
    if (!error) return port;
    throw WrongUsage(std::string(source) + " was " + loopback::quoted(text) + ": " +
                     error.message() + ".\nNext: " + std::string(source) +
                     (source == port_flag ? " " : "=") +
                     "50007, or 0 to let the system choose a free one.");
}

const OwnFlag* find_own(const Usage& usage, std::string_view name) {
    for (const OwnFlag& flag : usage.own_flags) {
        if (flag.name == name) return &flag;
    }
    return nullptr;
}

// What --help says of each flag, with the purposes below each other.
std::string help_lines(const Usage& usage) {
    std::vector<OwnFlag> all{
        {"--port", "N", "use port N instead of 62893; 0 lets the system choose a free one"},
        {"--trace", "", "tell every call to the operating system, on stderr"}};
    all.insert(all.end(), usage.own_flags.begin(), usage.own_flags.end());
    all.push_back({"--help", "", "show this text"});
    std::size_t width = 0;
    for (OwnFlag& flag : all) {
        if (!flag.value.empty()) flag.name += ' ' + flag.value;
        width = std::max(width, flag.name.size() + 2);
    }
    width = std::max<std::size_t>(width, 11);
    std::string lines;
    for (OwnFlag& flag : all) {
        flag.name.resize(width, ' ');
        lines += "  " + flag.name + flag.purpose + '\n';
    }
    return lines;
}

}  // namespace

Flags read_flags(const std::vector<std::string>& words, const Usage& usage) {
    Flags flags;
    std::optional<std::string> port;
    bool only_arguments = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (only_arguments || word.size() < 2 || word[0] != '-') {
            flags.arguments.push_back(word);
        } else if (word == "--") {
            only_arguments = true;
        } else if (word == "--help" || word == "-h") {
            flags.help = true;
        } else if (word == "--trace") {
            flags.trace = true;
        } else if (word == port_flag) {
            if (i + 1 == words.size()) {
                throw WrongUsage("--port needs a number after it, such as --port 50007.");
            }
            port = words[++i];
        } else if (word.starts_with("--port=")) {
            port = word.substr(word.find('=') + 1);
        } else if (const OwnFlag* own = find_own(usage, word.substr(0, word.find('=')))) {
            const std::size_t equals = word.find('=');
            std::string& value = flags.own[own->name];
            if (own->value.empty() && equals == word.npos) continue;
            if (own->value.empty()) throw WrongUsage(own->name + " takes no value." + next);
            if (equals == word.npos && i + 1 == words.size()) {
                throw WrongUsage(own->name + " needs " + own->value + " after it." + next);
            }
            value = equals == word.npos ? words[++i] : word.substr(equals + 1);
        } else {
            throw WrongUsage("There is no flag " + loopback::quoted(word) + "." + next);
        }
    }
    if (flags.help) return flags;
    if (flags.arguments.size() > usage.most_arguments) {
        throw WrongUsage(loopback::quoted(flags.arguments[usage.most_arguments]) +
                         " is one word too many." + next);
    }
    if (port) {
        flags.port = port_from(*port, port_flag);
    } else if (const char* variable = std::getenv("LOOPBACK_PORT")) {
        flags.port = port_from(variable, "LOOPBACK_PORT");
    }
    return flags;
}

std::string help(const Usage& usage) {
    std::string text = "Usage: " + usage.name + " [--port N] [--trace]";
    for (const OwnFlag& flag : usage.own_flags) {
        text += " [" + flag.name + (flag.value.empty() ? "" : " ") + flag.value + "]";
    }
    if (!usage.arguments.empty()) text += " " + usage.arguments;
    text += "\n\n" + usage.purpose + "\n\n";
    text += help_lines(usage);
    text +=
        "\n"
        "LOOPBACK_PORT=N in the environment does what --port N does.\n"
        "Exit status: 0 fine, 1 it could not do its work, 2 wrong usage.\n";
    return text;
}

}  // namespace lesson
