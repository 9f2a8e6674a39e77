#include "posix.hpp"

#include <cstdlib>
#include <set>

TEST_CASE("a Poller waits for more than two thousand sockets") {
    const RaisedLimit limit{2500};
    if (!limit.raised()) return;
    constexpr std::size_t count = 2100;
    std::vector<UdpSocket> sockets;
    Poller poller;
    for (std::size_t i = 0; i < count; ++i) {
        sockets.push_back(UdpSocket::bind({loopback_v4, 0}));
        poller.add(sockets.back(), Interest::recv, i);
    }
    CHECK(sockets.back().native_handle() > 2000);
    std::array<Ready, 300> room;
    CHECK(poller.wait(room, 0ms).empty());
    auto& last = sockets.back();
    last.send_to("x", last.local_endpoint());
    const auto found = poller.wait(room, 10s);
    REQUIRE(found.size() == 1);
    CHECK(found[0].key == count - 1);

    for (UdpSocket& one : sockets) one.send_to("x", one.local_endpoint());
    std::set<std::uint64_t> keys;
    for (int round = 0; round < 1000 && keys.size() < count; ++round) {
        for (const Ready& one : poller.wait(room, 10s)) {
            keys.insert(one.key);
            CHECK(one.can_recv);
        }
    }
    CHECK(keys.size() == count);
    for (std::size_t i = 0; i < count; i += 2) poller.remove(sockets[i]);
    keys.clear();
    for (int round = 0; round < 30; ++round) {
        for (const Ready& one : poller.wait(room, 10s)) keys.insert(one.key % 2);
    }
    CHECK(keys == std::set<std::uint64_t>{1});
}

TEST_CASE("a Poller closes what it opened, also when it cannot be built") {
    const std::size_t before = open_descriptors();
    { Poller poller; }
    CHECK(open_descriptors() == before);
    if (sanitized) {
        MESSAGE("skipped with sanitizers: they need descriptors themselves");
        return;
    }
    {
        const NoDescriptorLeft none;
        CHECK(failure_of([] { Poller poller; }).code() == std::errc::too_many_files_open);
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("a socket that is closed while registered is forgotten on Linux, and ready elsewhere") {
    auto [client, server] = connected_pair();
    Poller poller;
    poller.add(server, Interest::none, 1);
    server.close();
    std::array<Ready, 4> room;
    const auto found = poller.wait(room, 0ms);
    if (detail::native::has_epoll) {
        CHECK(found.empty());
    } else {
        REQUIRE(found.size() == 1);
        CHECK(found[0].key == 1);
        CHECK(found[0].can_recv);
        CHECK(found[0].can_send);
    }
}

TEST_CASE("a file is refused by epoll, and always ready for poll") {
    char path[] = "/tmp/loopback-file-XXXXXX";
    const auto file = Socket::adopt(::mkstemp(path));
    REQUIRE(file.is_open());
    ::unlink(path);
    Poller poller;
    if (detail::native::has_epoll) {
        CHECK(failure_of([&] { poller.add(file, Interest::recv, 1); }).code() ==
              std::errc::operation_not_permitted);
        return;
    }
    poller.add(file, Interest::recv, 1);
    std::array<Ready, 4> room;
    const auto found = poller.wait(room, 0ms);
    REQUIRE(found.size() == 1);
    CHECK(found[0].can_recv);
}
