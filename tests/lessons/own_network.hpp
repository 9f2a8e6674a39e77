#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>

#include "process.hpp"

namespace tests {

/// What goes in front of a program on a shell's command line so that it runs in a network of its
/// own, with `settings` made there; empty, and told, where none can be made (Linux, and root or
/// user namespaces).
inline std::string in_a_network_of_its_own(const std::string& settings) {
    const std::string unshare = ::geteuid() == 0 ? "unshare -n" : "unshare -rn";
    const std::string prepare = unshare + " sh -c 'ip link set lo up && " + settings + " && ";
    if (Process({{"sh", "-c", prepare + "true'"}}).wait().status == 0) {
        return prepare + "exec \"$0\" \"$@\"'";
    }
    MESSAGE("SKIPPED: no network namespace can be made here");
    return "";
}

}  // namespace tests
