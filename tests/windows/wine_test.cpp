// What Wine cannot show, proved by Winsock alone. Once one of these fails, Wine has learned it, and
// docs/windows.md and the tests that ask wine_lacks() can be told so.
#include <doctest/doctest.h>

#include <vector>

#include "loopback/tcp.hpp"
#include "wine.hpp"

namespace {

sockaddr_in endpoint(std::uint32_t address, std::uint16_t port) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    result.sin_addr.s_addr = htonl(address);
    return result;
}

bool bind_to(SOCKET socket, const sockaddr_in& where) {
    return ::bind(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
}

void make_exclusive(SOCKET socket) {
    const BOOL on = TRUE;
    ::setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char*>(&on),
                 sizeof on);
}

}  // namespace

TEST_CASE("Wine lets a wildcard and a specific address share a port") {
    if (!tests::on_wine()) return;
    auto first = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const std::uint16_t port = first.local_endpoint().port.number();
    const SOCKET second = ::socket(AF_INET, SOCK_STREAM, 0);
    make_exclusive(second);
    CHECK(bind_to(second, endpoint(INADDR_ANY, port)));
    ::closesocket(second);
}

TEST_CASE("Wine does not tell who owns a listener") {
    if (!tests::on_wine()) return;
    auto listener = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const DWORD port = htons(listener.local_endpoint().port.number());
    std::vector<MIB_TCPROW_OWNER_PID> room(2000);
    DWORD size = static_cast<DWORD>(room.size() * sizeof room[0]);
    REQUIRE(::GetExtendedTcpTable(room.data(), &size, FALSE, AF_INET, TCP_TABLE_OWNER_PID_LISTENER,
                                  0) == NO_ERROR);
    const auto* table = reinterpret_cast<const MIB_TCPTABLE_OWNER_PID*>(room.data());
    DWORD owner = ::GetCurrentProcessId();
    for (DWORD i = 0; i < table->dwNumEntries; ++i) {
        if ((table->table[i].dwLocalPort & 0xffff) == port) owner = table->table[i].dwOwningPid;
    }
    CHECK(owner == 0);
}
