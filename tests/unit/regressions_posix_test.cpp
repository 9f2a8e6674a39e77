#include "left_out.hpp"
#include "posix.hpp"

#include <sys/mman.h>
#include <cstdio>
#include <cstdlib>

namespace {

/// Whether a child process has this socket open. By its inode, as `ls -l /proc/self/fd` shows it.
bool inherited(NativeHandle handle, const std::string& open_in_child) {
    struct stat status {};
    REQUIRE(::fstat(handle, &status) == 0);
    return open_in_child.find("[" + std::to_string(status.st_ino) + "]") != std::string::npos;
}

std::string open_in_a_child() {
    std::FILE* pipe = ::popen("ls -l /proc/self/fd 2>/dev/null", "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    char line[300];
    while (std::fgets(line, sizeof line, pipe) != nullptr) text += line;
    ::pclose(pipe);
    return text;
}

}  // namespace

TEST_CASE("regression 8: a socket may have the handle 0") {
    const int saved = ::dup(0);
    ::close(0);
    {
        auto listener = TcpListener::bind({loopback_v4, 0});
        CHECK(listener.native_handle() == 0);
        CHECK(listener.is_open());
        auto client = TcpStream::connect(listener.local_endpoint());
        CHECK(listener.accept().peer == client.local_endpoint());
        listener.close();
        auto door = TcpListener::bind({loopback_v4, 0});
        CHECK(door.native_handle() == 0);
        auto visitor = TcpStream::connect(door.local_endpoint());
        auto moved = std::move(door);
        CHECK(moved.accept().peer == visitor.local_endpoint());
    }
    CHECK(::fcntl(0, F_GETFD) == -1);  // closed, and nobody else's
    ::dup2(saved, 0);
    ::close(saved);
}

TEST_CASE("regression 12: a peer that is gone raises no SIGPIPE, and no handler is touched") {
    struct sigaction before {};
    ::sigaction(SIGPIPE, nullptr, &before);
    CHECK((before.sa_handler == SIG_DFL));
    auto [client, server] = connected_pair();
    client.reset();
    std::error_code error;
    for (int i = 0; i < 10; ++i) {
        server.send_all("anybody?", error, i % 2 == 0 ? forever : Timeout(1s));
        (void)server.send("anybody?", error);
    }
    CHECK(error);
    auto other = connected_pair();
    other.client.shutdown_send();
    (void)other.client.send("more", error);
    CHECK(error == std::errc::broken_pipe);
    auto udp = UdpSocket::bind({loopback_v4, 0});
    auto partner = UdpSocket::connect(udp.local_endpoint());
    udp.close();
    for (int i = 0; i < 3; ++i) {
        try {
            partner.send("anybody?");
        } catch (const SocketError&) {
        }
    }
    struct sigaction after {};
    ::sigaction(SIGPIPE, nullptr, &after);
    CHECK((after.sa_handler == SIG_DFL));
}

TEST_CASE("regression 13: handle 2000 and above connect, wait, accept and talk") {
    const RaisedLimit limit{2500};
    if (!limit.raised()) return;
    std::vector<int> fillers;
    while (fillers.empty() || fillers.back() < 2000) fillers.push_back(::dup(0));
    {
        auto listener = TcpListener::bind({loopback_v4, 0});
        CHECK(listener.native_handle() > 2000);
        std::error_code error;
        (void)listener.accept(error, 1ms);
        CHECK(error == std::errc::timed_out);
        auto client = TcpStream::connect(listener.local_endpoint(), 10s);
        auto [server, peer] = listener.accept(10s);
        std::array<char, 8> buffer;
        (void)server.recv(buffer, error, 1ms);
        CHECK(error == std::errc::timed_out);
        client.send_all("x", 10s);
        CHECK(server.recv(buffer, 10s) == "x");
        Poller poller;
        poller.add(client, Interest::send, 1);
        std::array<Ready, 1> room;
        CHECK(poller.wait(room, 10s).size() == 1);
    }
    for (const int one : fillers) ::close(one);
}

TEST_CASE("regression 14: a child process holds no socket") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    auto limited = TcpStream::connect(listener.local_endpoint(), 5s);
    auto server = std::move(listener.accept().stream);
    auto other = std::move(listener.accept(5s).stream);
    auto udp = UdpSocket::bind({loopback_v4, 0});
    auto partner = UdpSocket::connect(udp.local_endpoint());
    Poller poller;
    std::array<char, 1> buffer;
    std::error_code error;
    (void)server.recv(buffer, error, 1ms);
    const std::size_t before = open_descriptors();
    for (int handle = 3; handle < 100; ++handle) {  // and what a wait made for itself
        const int flags = ::fcntl(handle, F_GETFD);
        struct stat status {};
        if (flags == -1 || ::fstat(handle, &status) != 0 || !S_ISSOCK(status.st_mode)) continue;
        CAPTURE(handle);
        CHECK((flags & FD_CLOEXEC) != 0);
    }
    CHECK(open_descriptors() == before);
    if (!on_linux) return;  // no /proc to look into a child
    const std::string child = open_in_a_child();
    CHECK(child.find("->") != child.npos);
    for (const Socket* one : std::initializer_list<const Socket*>{
             &listener, &client, &limited, &server, &other, &udp, &partner}) {
        CHECK_FALSE(inherited(one->native_handle(), child));
    }
}

TEST_CASE("regression 15: an accepted descriptor has a mode of its own") {
    if (waits_by_poll) return;  // there every socket is non-blocking underneath
    for (const Timeout limit : {forever, Timeout(10s)}) {
        auto listener = TcpListener::bind({loopback_v4, 0});
        listener.set_nonblocking(true);
        auto client = TcpStream::connect(listener.local_endpoint(), limit);
        auto [server, peer] = listener.accept(limit);
        CHECK((::fcntl(server.native_handle(), F_GETFL) & O_NONBLOCK) == 0);
        CHECK((::fcntl(client.native_handle(), F_GETFL) & O_NONBLOCK) == 0);
    }
}

TEST_CASE("regression 16: without a descriptor left accept says so, and nobody is lost") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    for (const Timeout limit : {forever, Timeout(10s)}) {
        const NoDescriptorLeft none;
        std::error_code error;
        const Stopwatch watch;
        (void)listener.accept(error, limit);
        CHECK(error == std::errc::too_many_files_open);
        CHECK(watch.milliseconds() < 1000);
    }
    CHECK(listener.accept().peer == client.local_endpoint());
}

TEST_CASE("regression 24: a view of five GiB is sent as far as the kernel takes it") {
    constexpr std::size_t five = std::size_t{5} << 30;
    void* memory =
        ::mmap(nullptr, five, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        tests::left_out("no five GiB of addresses to be had");
        return;
    }
    const std::string_view huge(static_cast<const char*>(memory), five);
    auto [client, server] = connected_pair();
    std::error_code error;
    CHECK(client.send(huge, error, 0ms) > 0);
    CHECK(!error);
    const std::size_t sent = client.send_all(huge, error, 20ms);
    CHECK(error == std::errc::timed_out);
    CHECK(sent < five);
    auto udp = UdpSocket::connect(home);
    CHECK(failure_of([&] { udp.send(huge); }).code() == std::errc::message_size);
    ::munmap(memory, five);
}
