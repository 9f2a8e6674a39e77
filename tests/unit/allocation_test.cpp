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

TEST_CASE("nothing that a stream or a listener does allocates, with a limit or without") {
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
                  client.send(bytes, limit);
                  client.send_all(bytes, limit);
                  client.send_all("?", error, limit);
                  (void)server.peek(buffer, limit);
                  server.recv_exactly(std::span(buffer).first(5), limit);
                  server.recv_exactly(std::span(buffer).first(5), error, limit);
                  server.recv_exactly(std::span(bytes).first(5), limit);
                  server.recv(bytes, limit);
                  server.recv(buffer, error, limit);
                  client.shutdown_send();
                  while (server.recv(buffer, limit)) {
                  }
                  server.shutdown_recv();
              }) == 0);
    }
}

TEST_CASE("to wait allocates nothing, whether it ends well or not") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto [client, server] = connected_pair();
    client.set_nonblocking(true);
    server.set_nonblocking(true);
    std::array<char, 64> buffer;
    const std::string much(100'000, 'x');
    CHECK(allocations_of([&, &one = client, &other = server] {
              std::error_code error;
              for (const Timeout limit : {forever, Timeout(0ms), Timeout(1ms)}) {
                  (void)one.recv(buffer, error, limit);
                  (void)one.peek(buffer, error, limit);
                  one.recv_exactly(buffer, error, limit);
              }
              (void)listener.accept(error, 0ms);
              (void)listener.accept(error, 1ms);
              for (int i = 0; i < 10'000 && one.send(much, error) != 0; ++i) {
              }
              one.send_all(much, error, 1ms);
              other.stop();
              (void)other.recv(buffer, error);
              listener.stop();
              (void)listener.accept(error);
          }) == 0);
}

TEST_CASE("options, names and changes of hands do not allocate") {
    auto [client, server] = connected_pair();
    CHECK(allocations_of([&, &one = client, &other = server] {
              one.set_no_delay(true);
              (void)one.no_delay();
              one.set_keep_alive(true);
              (void)one.keep_alive();
              one.set_linger(1s);
              (void)one.linger_time();
              one.set_send_buffer(65536);
              (void)one.send_buffer();
              one.set_recv_buffer(65536);
              (void)one.recv_buffer();
              one.set_nonblocking(true);
              (void)one.is_nonblocking();
              (void)one.local_endpoint();
              (void)one.peer_endpoint();
              TcpStream moved = std::move(one);
              moved = TcpStream::adopt(moved.release());
              moved.reset();
              other.close();
          }) == 0);
}

TEST_CASE("what fails by a code does not allocate either") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    const ClosedPort nobody;
    CHECK(allocations_of([&] {
              std::error_code error;
              (void)TcpStream::connect(nobody.endpoint(), error);
              (void)TcpListener::bind(door, error);
              (void)TcpListener::bind({any_v4, 0}, error);
              (void)UdpSocket::bind({any_v4, 0}, error);
              (void)parse_endpoint("[::1]:62893", error);
              (void)parse_endpoint("nonsense", error);
          }) == 0);
}

TEST_CASE("a connection takes a cache line, and nothing beside it") {
    CHECK(sizeof(TcpStream) <= 64);
    CHECK(sizeof(TcpListener) <= 64);
    CHECK(sizeof(UdpSocket) <= 64);
}

TEST_CASE("an observer makes nothing allocate") {
    auto [client, server] = connected_pair();
    std::array<char, 64> buffer;
    Observer nobody;
    Observing observing{nobody};
    CHECK(allocations_of([&, &one = client, &other = server] {
              one.send_all("hello");
              (void)other.recv(buffer);
          }) == 0);
}

TEST_CASE("datagrams do not allocate, with a limit or without") {
    std::array<char, 64> buffer;
    std::array<std::byte, 64> bytes{};
    for (const Timeout limit : {forever, Timeout(10s)}) {
        CHECK(allocations_of([&] {
                  auto udp = UdpSocket::bind({loopback_v4, 0});
                  const Endpoint self = udp.local_endpoint();
                  auto partner = UdpSocket::connect(self);
                  std::error_code error;
                  udp.send_to("hello", self, limit);
                  udp.send_to(bytes, self, limit);
                  partner.send("hello", limit);
                  partner.send(bytes, limit);
                  (void)udp.recv_from(buffer, limit);
                  (void)udp.recv_from(bytes, limit);
                  (void)udp.recv_from(buffer, error, limit);
                  (void)udp.recv_from(buffer, error, 10s);
                  (void)udp.recv_from(buffer, error, 0ms);
                  (void)udp.recv_from(buffer, error, 1ms);
                  udp.set_nonblocking(true);
                  (void)udp.recv_from(buffer, error);
                  udp.stop();
                  (void)udp.recv_from(buffer, error);
              }) == 0);
    }
}

TEST_CASE("a Poller allocates nothing while it waits, and on Linux never") {
    auto udp = UdpSocket::bind({loopback_v4, 0});
    const Endpoint self = udp.local_endpoint();
    std::array<Ready, 4> room;
    std::optional<Poller> poller;
    const std::size_t to_begin = allocations_of([&] {
        poller.emplace();
        poller->add(udp, Interest::recv, 1);
    });
    CHECK((detail::native::has_epoll ? to_begin == 0 : to_begin > 0));
    CHECK(allocations_of([&] {
              udp.send_to("hello", self);
              (void)poller->wait(room);
              (void)poller->wait(room, 10s);
              poller->wake();
              (void)poller->wait(room);
              poller->modify(udp, Interest::none, 2);
              (void)poller->wait(room, 0ms);
              (void)poller->wait(room, 1ms);
              poller->remove(udp);
              poller->add(udp, Interest::both, 3);
              (void)poller->wait(room);
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
