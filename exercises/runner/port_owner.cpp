#include "port_owner.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "messages.hpp"
#include "platform.hpp"
#include "process.hpp"
#include "text.hpp"

namespace runner {
namespace {

std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words;
    for (std::size_t start = 0; start < line.size();) {
        const std::size_t end = std::min(line.find(' ', start), line.size());
        if (end > start) words.push_back(line.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

std::string named(const std::string& program, const std::string& process) {
    return fill(messages::holder, {harmless(program), harmless(process)});
}

/// LISTEN 0 128 127.0.0.1:62893 0.0.0.0:* users:(("lesson-01",pid=123,fd=3))
std::optional<std::string> from_ss(const std::string& line) {
    const std::size_t name = line.find("((\"");
    const std::size_t pid = line.find("pid=");
    if (name == std::string::npos || pid == std::string::npos) return std::nullopt;
    const std::size_t name_end = line.find('"', name + 3);
    const std::size_t pid_end = line.find_first_not_of("0123456789", pid + 4);
    return named(line.substr(name + 3, name_end - name - 3),
                 line.substr(pid + 4, pid_end - pid - 4));
}

/// lesson-01 123 me 3u IPv4 0x1 0t0 TCP 127.0.0.1:62893 (LISTEN)
std::optional<std::string> from_lsof(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    if (words.size() < 3 || line.find("(LISTEN)") == std::string::npos) return std::nullopt;
    return named(words[0], words[1]);
}

/// TCP 127.0.0.1:62893 0.0.0.0:0 LISTENING 123
std::optional<std::string> from_windows_netstat(const std::string& line, const std::string& port) {
    const std::vector<std::string> words = words_of(line);
    const bool listens =
        words.size() == 5 && words[3] == "LISTENING" && words[1].ends_with(":" + port);
    return listens ? std::optional(named("a program", words[4])) : std::nullopt;
}

}  // namespace

std::string port_owner(std::uint16_t port) {
    using namespace std::chrono_literals;
    const std::string number = std::to_string(port);
    const std::vector<std::vector<std::string>> tools{
        {"ss", "-Hltnp", "sport = :" + number},
        {"lsof", "-nP", "-iTCP:" + number, "-sTCP:LISTEN"},
        {"netstat", "-ano"},
    };
    for (const std::vector<std::string>& tool : tools) {
        if (!platform::find_program(tool.front())) continue;
        platform::Command command;
        command.words = tool;
        command.family = platform::Family::own;
        const Finished finished = run(command, {.time = 5s, .output = 16 * 1024 * 1024});
        for (const std::string& line : lines_of(finished.output)) {
            auto owner = from_ss(line);
            if (!owner) owner = from_lsof(line);
            if (!owner) owner = from_windows_netstat(line, number);
            if (owner) return *owner;
        }
    }
    return std::string(messages::unknown_holder);
}

std::string port_owner_command(std::uint16_t port) {
    const std::string number = std::to_string(port);
    if (platform::find_program("ss")) return "ss -ltnp 'sport = :" + number + "'";
    if (platform::find_program("lsof")) return "lsof -nP -iTCP:" + number + " -sTCP:LISTEN";
    return "netstat -ano, the line with :" + number;
}

}  // namespace runner
