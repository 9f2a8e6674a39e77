#pragma once

// A network for tests alone, where doors may be open to all: nobody else is in it.

#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "server.hpp"

namespace tests {

/// A command in a network of its own (Linux), with the addresses 192.168.1.7 and fd00::7; it ends
/// with the command. LOOPBACK_PORT is not set there.
class Network {
public:
    /// Ends this test as skipped where no network namespace can be made.
    Network() {
        if (Process(inside({"true"})).wait().status == 0) return;
        std::cout << "SKIPPED: no network namespace, or no veth pair, can be made here\n"
                  << std::flush;
        std::exit(77);
    }

    /// `words` in a network that is made for them.
    [[nodiscard]] Command inside(const std::vector<std::string>& words) const {
        static const std::string settings =
            "unset LOOPBACK_PORT; ip link set lo up && ip link add eth0 type veth peer name far && "
            "ip link set far up && ip link set eth0 up && "
            "ip address add 192.168.1.7/24 dev eth0 && "
            "ip -6 address add fd00::7/64 dev eth0 nodad && "
            "ip route add default via 192.168.1.1 && ip -6 route add default via fd00::1 && "
            // The kernel takes a moment over IPv6, and no event tells a shell.
            "{ looks=0; until ip -6 route get fd00::7 2>/dev/null | grep -q ^local || "
            "[ $looks = 500 ]; do looks=$((looks + 1)); done; } && "
            "exec \"$0\" \"$@\"";
        std::vector<std::string> all{"unshare"};
        if (!is_root()) all.push_back("--map-root-user");
        all.insert(all.end(), {"--net", "sh", "-c", settings});
        all.insert(all.end(), words.begin(), words.end());
        return {all};
    }

    /// `words` in the network in which `first` runs already; what they print.
    [[nodiscard]] std::string output_beside(const Process& first,
                                            const std::vector<std::string>& words) const {
        std::vector<std::string> all{"nsenter", "--target", std::to_string(first.id()), "--net"};
        if (!is_root()) all.insert(all.end(), {"--user", "--preserve-credentials"});
        all.insert(all.end(), words.begin(), words.end());
        Process process({all});
        CHECK(process.wait().status == 0);
        return process.output();
    }

private:
    [[nodiscard]] static bool is_root() { return ::geteuid() == 0; }
};

/// The block of the lesson's text that begins with the line `first`, without that line if it is a
/// command.
inline std::string block_of_the_text(const std::string& first) {
    std::ifstream text(folder_from("LOOPBACK_ROOT") + "/lessons/04-bind-and-exposure/README.md");
    std::string block;
    std::string before;
    bool inside = false;
    for (std::string line; std::getline(text, line); before = line) {
        if (before == "```text" && line == first) {
            inside = true;
            if (line.starts_with("$ ")) continue;
        }
        if (inside && line == "```") return block;
        if (inside) block += line + '\n';
    }
    FAIL("no block in the text begins with " << first);
    return "";
}

}  // namespace tests
