#include "support.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t allocations = 0;

template <class Action>
std::size_t allocations_of(Action action) {
    const std::size_t before = allocations;
    action();
    return allocations - before;
}

}  // namespace

// Not inlined: g++ would see malloc's memory go to operator delete, and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size != 0 ? size : 1)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("the counter counts") {
    CHECK(allocations_of([] { std::make_unique<int>(1); }) == 1);
    CHECK(allocations_of([] { std::string(1000, 'x'); }) == 1);
}

TEST_CASE("no operation allocates, with a limit or without, whether it fails or not") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    std::array<char, 64> buffer;
    std::array<std::byte, 64> bytes;
    for (const Timeout limit : {forever, Timeout(10s)}) {
        CHECK(allocations_of([&] {
                  std::error_code error;
                  auto client = TcpStream::connect(door, limit);
                  auto [server, peer] = listener.accept(limit);
                  client.send_all("hello, world", limit);
                  client.send("!", limit);
                  server.recv_exactly(std::span(buffer).first(5), limit);
                  server.recv(bytes, limit);
                  (void)server.recv(buffer, error, 0ms);
                  (void)server.recv(buffer, error, 1ms);
                  client.set_no_delay(true);
                  client.shutdown_send();
                  (void)server.recv(buffer, limit);
                  (void)listener.accept(error, 0ms);
                  server.stop();
                  (void)server.recv(buffer, error);
              }) == 0);
    }
    const ClosedPort nobody;
    CHECK(allocations_of([&] {
              std::error_code error;
              (void)TcpStream::connect(nobody.endpoint(), error);
              (void)TcpListener::bind(door, error);
              (void)TcpListener::bind({any_v4, 0}, error);
          }) == 0);
}

TEST_CASE("datagrams, readiness and parsers do not allocate either") {
    auto udp = UdpSocket::bind({loopback_v4, 0});
    Poller poller;
    poller.add(udp, Interest::recv, 1);
    std::array<char, 64> buffer;
    std::array<Ready, 4> room;
    CHECK(allocations_of([&] {
              const Endpoint self = udp.local_endpoint();
              udp.send_to("hello", self);
              (void)poller.wait(room, 10s);
              (void)udp.recv_from(buffer);
              poller.wake();
              (void)poller.wait(room);
              poller.modify(udp, Interest::both, 2);
              std::error_code error;
              (void)udp.recv_from(buffer, error, 1ms);
              (void)parse_endpoint("[::1]:62893", error);
              (void)parse_endpoint("nonsense", error);
          }) == 0);
}

TEST_CASE("regression 22: a length that a peer claims makes nothing be allocated") {
    auto pair = connected_pair();
    pair.client.send_all("\xff\xff\xff\xff, that long, I swear");
    pair.client.shutdown_send();
    std::array<char, 4> length;
    std::array<char, 64> body;
    std::error_code error;
    std::size_t came = 0;
    CHECK(allocations_of([&] {
              pair.server.recv_exactly(length);
              came = pair.server.recv_exactly(body, error);
          }) == 0);
    CHECK(came == 20);
    CHECK(error == Errc::end_of_stream);
}
