// What Wine cannot show, proved by Winsock alone. Once one of these fails, Wine has learned it, and
// docs/windows.md and the tests that ask wine_lacks() can be told so.
#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "loopback/loopback.hpp"
#include "wine.hpp"

using namespace loopback;

namespace {

struct RawPair {
    SOCKET client;
    SOCKET server;
};

RawPair raw_pair() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    auto server = std::move(listener.accept().stream);
    const RawPair raw{client.release(), server.release()};
    u_long off = 0;
    ::ioctlsocket(raw.client, static_cast<long>(FIONBIO), &off);
    ::ioctlsocket(raw.server, static_cast<long>(FIONBIO), &off);
    return raw;
}

}  // namespace

TEST_CASE("Wine does not tell who owns a listener") {
    if (!tests::on_wine()) return;
    auto listener = TcpListener::bind({loopback_v4, 0});
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

// The library asks once more there: see wine_hides_a_reset.
TEST_CASE("Wine tells a reset as the end of the stream") {
    if (!tests::on_wine()) return;
    const RawPair pair = raw_pair();
    const linger at_once{1, 0};
    ::setsockopt(pair.client, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&at_once),
                 sizeof at_once);
    ::closesocket(pair.client);
    char buffer[8];
    CHECK(::recv(pair.server, buffer, sizeof buffer, 0) == 0);
    ::closesocket(pair.server);
}

TEST_CASE("Wine does not tell that nobody listens for datagrams") {
    if (!tests::on_wine()) return;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    {
        const auto gone = UdpSocket::bind({loopback_v4, 0});
        address.sin_port = htons(gone.local_endpoint().port.number());
    }
    const SOCKET client = ::socket(AF_INET, SOCK_DGRAM, 0);
    ::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::send(client, "x", 1, 0);
    WSAPOLLFD entry{client, POLLIN, 0};
    CHECK(::WSAPoll(&entry, 1, 200) == 0);
    ::closesocket(client);
}

TEST_CASE("Wine has no times of keep-alive") {
    if (!tests::on_wine()) return;
    const RawPair pair = raw_pair();
    const int value = 60;
    const auto* bytes = reinterpret_cast<const char*>(&value);
    for (const int option : {3, 16, 17}) {  // TCP_KEEPIDLE, TCP_KEEPCNT, TCP_KEEPINTVL
        CHECK(::setsockopt(pair.client, IPPROTO_TCP, option, bytes, sizeof value) != 0);
        CHECK(::WSAGetLastError() == WSAENOPROTOOPT);
    }
    ::closesocket(pair.client);
    ::closesocket(pair.server);
}
