#pragma once

#include "loopback/detail/listening.hpp"
#include "loopback/error.hpp"

#if defined(_MSC_VER)
#pragma comment(lib, "iphlpapi")
#endif

namespace loopback::detail::native {

// How a person asks for all of it.
inline constexpr const char* who_listens_at_all = "netstat -ano";

// Only the lower half of a table's port counts, in network order (MIB_TCPROW_OWNER_PID).
[[nodiscard]] inline Port port_in_table(DWORD port) noexcept {
    return Port(static_cast<std::uint16_t>(ntohs(static_cast<u_short>(port & 0xffff))));
}
[[nodiscard]] inline IpAddress v4_in_table(DWORD address) noexcept {
    std::uint8_t bytes[4];
    for (int i = 0; i < 4; ++i) bytes[i] = reinterpret_cast<const std::uint8_t*>(&address)[i];
    return IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

[[nodiscard]] inline OpenPort open_port(const MIB_TCPROW_OWNER_PID& row) noexcept {
    return {{v4_in_table(row.dwLocalAddr), port_in_table(row.dwLocalPort)}, 0, row.dwOwningPid, {}};
}
[[nodiscard]] inline OpenPort open_port(const MIB_UDPROW_OWNER_PID& row) noexcept {
    return {{v4_in_table(row.dwLocalAddr), port_in_table(row.dwLocalPort)}, 0, row.dwOwningPid, {}};
}
[[nodiscard]] inline OpenPort open_port(const MIB_TCP6ROW_OWNER_PID& row) noexcept {
    return {
        {IpAddress::v6(row.ucLocalAddr), port_in_table(row.dwLocalPort)}, 0, row.dwOwningPid, {}};
}
[[nodiscard]] inline OpenPort open_port(const MIB_UDP6ROW_OWNER_PID& row) noexcept {
    return {
        {IpAddress::v6(row.ucLocalAddr), port_in_table(row.dwLocalPort)}, 0, row.dwOwningPid, {}};
}

// Adds the rows of the table that `get` fills in. It may grow between two calls: a few tries.
template <class Table, class Get>
DWORD read_table(Get get, std::vector<OpenPort>& ports) {
    std::vector<std::uint64_t> room(1024);  // numbers, for their alignment
    DWORD error = ERROR_INSUFFICIENT_BUFFER;
    for (int tries = 0; tries < 20 && error == ERROR_INSUFFICIENT_BUFFER; ++tries) {
        DWORD size = static_cast<DWORD>(room.size() * sizeof room[0]);
        error = get(room.data(), &size);
        if (error == ERROR_INSUFFICIENT_BUFFER) room.resize(size / sizeof room[0] + 1024);
    }
    if (error != NO_ERROR) return error;
    const auto* table = reinterpret_cast<const Table*>(room.data());
    for (DWORD i = 0; i < table->dwNumEntries; ++i) ports.push_back(open_port(table->table[i]));
    return NO_ERROR;
}

// Every socket that waits for connections; every one for datagrams, with a peer or without.
[[nodiscard]] inline std::vector<OpenPort> open_ports(bool datagrams, int& error) {
    std::vector<OpenPort> ports;
    const auto tcp = [](ULONG family) {
        return [family](void* table, DWORD* size) {
            return ::GetExtendedTcpTable(table, size, FALSE, family, TCP_TABLE_OWNER_PID_LISTENER,
                                         0);
        };
    };
    const auto udp = [](ULONG family) {
        return [family](void* table, DWORD* size) {
            return ::GetExtendedUdpTable(table, size, FALSE, family, UDP_TABLE_OWNER_PID, 0);
        };
    };
    DWORD failure = datagrams ? read_table<MIB_UDPTABLE_OWNER_PID>(udp(AF_INET), ports)
                              : read_table<MIB_TCPTABLE_OWNER_PID>(tcp(AF_INET), ports);
    if (failure == NO_ERROR) {
        failure = datagrams ? read_table<MIB_UDP6TABLE_OWNER_PID>(udp(AF_INET6), ports)
                            : read_table<MIB_TCP6TABLE_OWNER_PID>(tcp(AF_INET6), ports);
        if (failure == ERROR_NOT_SUPPORTED) failure = NO_ERROR;  // a system without IPv6
    }
    error = static_cast<int>(failure);
    return ports;
}

inline void find_owners(std::vector<OpenPort>&) {}  // the tables name them
[[nodiscard]] inline std::string user_name(std::uint32_t user) { return std::to_string(user); }

[[nodiscard]] inline std::string utf8(const wchar_t* text, int size) {
    const int bytes = ::WideCharToMultiByte(CP_UTF8, 0, text, size, nullptr, 0, nullptr, nullptr);
    std::string result(static_cast<std::size_t>(bytes > 0 ? bytes : 0), '\0');
    ::WideCharToMultiByte(CP_UTF8, 0, text, size, result.data(), bytes, nullptr, nullptr);
    return result;
}

[[nodiscard]] inline ProcessFacts facts_of(std::uint32_t process) {
    ProcessFacts facts;
    struct Process {
        HANDLE handle;
        ~Process() {
            if (handle != nullptr) ::CloseHandle(handle);
        }
    } opened{::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process)};
    if (opened.handle == nullptr) return facts;
    std::vector<wchar_t> path(32768);
    DWORD size = static_cast<DWORD>(path.size());
    if (::QueryFullProcessImageNameW(opened.handle, 0, path.data(), &size) != 0) {
        facts.program = utf8(path.data(), static_cast<int>(size));
        facts.program.erase(0, facts.program.find_last_of("\\/") + 1);
    }
    FILETIME started, ended, kernel, user;
    if (::GetProcessTimes(opened.handle, &started, &ended, &kernel, &user) != 0) {
        // In steps of 100 ns since 1601 (FILETIME); system_clock counts from 1970.
        constexpr std::int64_t from_1601_to_1970 = 116'444'736'000'000'000;
        using Steps = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
        const auto steps = static_cast<std::int64_t>(std::uint64_t{started.dwHighDateTime} << 32 |
                                                     started.dwLowDateTime);
        using std::chrono::system_clock;
        facts.since = system_clock::time_point(
            std::chrono::duration_cast<system_clock::duration>(Steps(steps - from_1601_to_1970)));
    }
    return facts;
}

}  // namespace loopback::detail::native
