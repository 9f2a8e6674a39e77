#pragma once

#include <dirent.h>
#include <pwd.h>

#include <ctime>
#include <memory>

#include "loopback/detail/listening.hpp"
#include "loopback/error.hpp"

namespace loopback::detail::native {

#if defined(__linux__) && !defined(LOOPBACK_TEST_PORTABLE_WAIT)

// How a person asks for all of it.
inline constexpr const char* who_listens_at_all = "ss -ltunp";

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

// Hands a file to `take`, piece by piece, until that returns false. Returns 0 or the error.
template <class Take>
int read_file(const char* path, Take take) {
    struct File {
        int handle;
        ~File() {
            if (handle != -1) ::close(handle);
        }
    } file{::open(path, O_RDONLY | O_CLOEXEC)};
    if (file.handle == -1) return errno;
    char room[16384];
    for (;;) {
        const ssize_t count = ::read(file.handle, room, sizeof room);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        if (count == 0 || !take(std::string_view(room, static_cast<std::size_t>(count)))) return 0;
    }
}

// The beginning of a file of /proc/PID; empty if it cannot be read.
[[nodiscard]] inline std::string read_about(std::uint32_t process, const char* file) {
    std::string text;
    read_file(("/proc/" + std::to_string(process) + file).c_str(), [&](std::string_view piece) {
        text += piece;
        return text.size() < 4096;
    });
    return text;
}

inline int read_table(const char* path, std::uint64_t state, std::vector<OpenPort>& ports) {
    constexpr std::size_t longest_line = 4096;
    std::vector<TableRow> rows;
    std::string text;
    bool good = true;
    int error = read_file(path, [&](std::string_view piece) {
        text += piece;
        const std::size_t end = text.rfind('\n') + 1;
        good = read_socket_table(std::string_view(text).substr(0, end), state, rows) && good;
        text.erase(0, end);
        return good && text.size() < longest_line;
    });
    if (error == 0 && (!good || !text.empty())) error = EBADMSG;
    for (const TableRow& row : rows) {
        ports.push_back({row.local, row.inode, 0, static_cast<std::uint32_t>(row.user)});
    }
    return error;
}

// Every socket that waits for connections, or for datagrams of whoever sends some.
[[nodiscard]] inline std::vector<OpenPort> open_ports(bool datagrams, int& error) {
    std::vector<OpenPort> ports;
    const std::uint64_t state = datagrams ? TCP_CLOSE : TCP_LISTEN;  // what "no peer" is to UDP
    error = read_table(datagrams ? "/proc/net/udp" : "/proc/net/tcp", state, ports);
    if (error != 0) return ports;
    error = read_table(datagrams ? "/proc/net/udp6" : "/proc/net/tcp6", state, ports);
    if (error == ENOENT) error = 0;  // a system without IPv6
    return ports;
}

// Adds to `owned` each of `ports` that the process called `name` has open; these are in the order
// of their inodes.
inline void find_in_process(const char* name, const std::vector<OpenPort>& ports,
                            std::vector<OpenPort>& owned) {
    std::uint64_t process = 0;
    if (!read_number(name, 10, process) || process > INT_MAX) return;
    const Folder files{::opendir(("/proc/" + std::string(name) + "/fd").c_str())};
    if (!files) return;  // somebody else's, or gone
    while (const dirent* file = ::readdir(files.get())) {
        char target[64];
        const ssize_t size =
            ::readlinkat(::dirfd(files.get()), file->d_name, target, sizeof target);
        std::uint64_t inode = 0;
        if (size < 0 || !read_socket_link({target, static_cast<std::size_t>(size)}, inode)) {
            continue;
        }
        const auto at = std::lower_bound(
            ports.begin(), ports.end(), inode,
            [](const OpenPort& port, std::uint64_t wanted) { return port.inode < wanted; });
        if (at == ports.end() || at->inode != inode) continue;
        owned.push_back(*at);
        owned.back().process = static_cast<std::uint32_t>(process);
    }
}

// Fills in the processes. A port that several share is there once for each, one whose owner
// cannot be seen once with process 0.
inline void find_owners(std::vector<OpenPort>& ports) {
    const auto before = [](const OpenPort& a, const OpenPort& b) {
        return a.inode != b.inode ? a.inode < b.inode : a.process < b.process;
    };
    const auto same = [](const OpenPort& a, const OpenPort& b) {
        return a.inode == b.inode && a.process == b.process;
    };
    std::sort(ports.begin(), ports.end(), before);
    std::vector<OpenPort> owned;
    if (const Folder processes{::opendir("/proc")}) {
        while (const dirent* process = ::readdir(processes.get())) {
            find_in_process(process->d_name, ports, owned);
        }
    }
    std::sort(owned.begin(), owned.end(), before);
    const std::size_t known = owned.size();
    for (const OpenPort& port : ports) {
        const auto end = owned.begin() + static_cast<std::ptrdiff_t>(known);
        const auto at = std::lower_bound(owned.begin(), end, port, before);
        if (at == end || at->inode != port.inode) owned.push_back(port);
    }
    std::sort(owned.begin(), owned.end(), before);
    owned.erase(std::unique(owned.begin(), owned.end(), same), owned.end());
    ports = std::move(owned);
}

// What an account is called (getpwuid_r(3)); its number where that cannot be asked.
[[nodiscard]] inline std::string user_name(std::uint32_t user) {
    passwd entry{};
    passwd* found = nullptr;
    char room[1024];
    if (::getpwuid_r(user, &entry, room, sizeof room, &found) == 0 && found != nullptr) {
        return entry.pw_name;
    }
    return std::to_string(user);
}

// The name that the kernel keeps has 15 bytes; a longer one is told by the program's file.
[[nodiscard]] inline std::string program_name(std::uint32_t process) {
    std::string name = read_about(process, "/comm");
    if (name.ends_with('\n')) name.pop_back();
    if (name.size() < 15) return name;
    char path[4096];
    const std::string link = "/proc/" + std::to_string(process) + "/exe";
    const ssize_t size = ::readlink(link.c_str(), path, sizeof path);
    if (size <= 0) return name;
    std::string_view file(path, static_cast<std::size_t>(size));
    file.remove_prefix(file.rfind('/') + 1);
    constexpr std::string_view deleted = " (deleted)";
    if (file.ends_with(deleted)) file.remove_suffix(deleted.size());
    return file.starts_with(name) ? std::string(file) : name;
}

[[nodiscard]] inline ProcessFacts facts_of(std::uint32_t process) {
    using std::chrono::system_clock;
    ProcessFacts facts{program_name(process), {}};
    std::uint64_t ticks = 0;
    timespec running{};
    const long per_second = ::sysconf(_SC_CLK_TCK);
    if (!read_start_ticks(read_about(process, "/stat"), ticks) || per_second <= 0 ||
        ::clock_gettime(CLOCK_BOOTTIME, &running) != 0) {
        return facts;
    }
    const double started = static_cast<double>(ticks) / static_cast<double>(per_second);
    const double now =
        static_cast<double>(running.tv_sec) + static_cast<double>(running.tv_nsec) * 1e-9;
    facts.since = system_clock::now() - std::chrono::duration_cast<system_clock::duration>(
                                            std::chrono::duration<double>(now - started));
    return facts;
}

#else

inline constexpr const char* who_listens_at_all = "lsof -nP -iTCP -sTCP:LISTEN -iUDP";

[[nodiscard]] inline std::vector<OpenPort> open_ports(bool, int& error) {
    error = code_of(std::errc::operation_not_supported);
    return {};
}
inline void find_owners(std::vector<OpenPort>&) {}
[[nodiscard]] inline std::string user_name(std::uint32_t user) { return std::to_string(user); }
[[nodiscard]] inline ProcessFacts facts_of(std::uint32_t) { return {}; }

#endif

}  // namespace loopback::detail::native
