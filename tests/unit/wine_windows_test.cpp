#include "support.hpp"

// What Wine cannot show: proved by Winsock alone, without this library. Once one of these fails,
// Wine has learned it, and the tests that ask on_wine() can be told so.

namespace {

struct RawPair {
    SOCKET client;
    SOCKET server;
};

RawPair raw_pair() {
    auto [client, server] = connected_pair();
    const RawPair raw{client.release(), server.release()};
    u_long off = 0;
    ::ioctlsocket(raw.client, static_cast<long>(FIONBIO), &off);
    ::ioctlsocket(raw.server, static_cast<long>(FIONBIO), &off);
    return raw;
}

}  // namespace

TEST_CASE("Wine tells a reset as the end of the stream") {
    if (!on_wine()) return;
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
    if (!on_wine()) return;
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
