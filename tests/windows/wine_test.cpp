// What Wine cannot show, proved by Winsock alone. Once one of these fails, Wine has learned it, and
// docs/windows.md and the tests that ask wine_lacks() can be told so.
#include <doctest/doctest.h>

#include <vector>

#include "loopback/tcp.hpp"
#include "wine.hpp"

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
