#pragma once

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace torture {

/// Moves this process, which must have one thread, into a network of its own with a loopback alone
/// (network_namespaces(7)): thousands of connections leave as many ports in TIME_WAIT, and neither
/// they nor other programs' ports shall be in the way. False where that is not allowed.
inline bool enter_own_network() {
    const bool is_root = ::geteuid() == 0;
    if (::unshare(is_root ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
    const int handle = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP;
    const bool up = ::ioctl(handle, SIOCSIFFLAGS, &request) == 0;
    ::close(handle);
    // What is over is forgotten at once, but for a few. Where it may not be set, no harm is done.
    const int setting = ::open("/proc/sys/net/ipv4/tcp_max_tw_buckets", O_WRONLY | O_CLOEXEC);
    if (setting != -1) {
        [[maybe_unused]] const auto written = ::write(setting, "100", 3);
        ::close(setting);
    }
    return up;
}

}  // namespace torture
