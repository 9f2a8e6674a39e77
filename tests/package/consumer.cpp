// A program of somebody else's: only the library, by whichever way it came.
#if defined(SINGLE)
#include "loopback-single.hpp"
#else
#include <loopback/loopback.hpp>
#endif
#include <array>
#include <cstdio>

int main() {
    using namespace loopback;
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    auto [server, peer] = listener.accept();
    client.send_all("hello");
    std::array<char, 5> buffer{};
    server.recv_exactly(buffer);
    std::printf("%.5s by %s\n", buffer.data(), version.data());
}
