#include "support.hpp"

TEST_CASE("a pair is both ends of one connection, and nobody else's") {
    for (const IpAddress& address : loopbacks()) {
        auto [first, second] = stream_pair(address);
        CHECK(first.peer_endpoint() == second.local_endpoint());
        CHECK(second.peer_endpoint() == first.local_endpoint());
        CHECK(first.local_endpoint().address == address);
        first.send_all("to");
        second.send_all("fro");
        std::array<char, 8> buffer;
        CHECK(second.recv(buffer) == "to");
        CHECK(first.recv(buffer) == "fro");
    }
    CHECK(failure_of([] { (void)stream_pair(any_v4); }).code() == Errc::not_loopback);
}

TEST_CASE("who connects in between is let go") {
    // The stranger comes when the listener has begun to listen, before the pair's own end does.
    struct Stranger : Observer {
        TcpStream stream;
        void after(const Call& call) noexcept override {
            if (call.operation != Operation::listen || stream.is_open()) return;
            const Endpoint door = call.local_endpoint();
            std::thread knock([&] {
                std::error_code error;
                stream = TcpStream::connect(door, error);
            });
            knock.join();
        }
    } stranger;
    StreamPair pair;
    {
        Observing observing{stranger};
        pair = stream_pair();
    }
    REQUIRE(stranger.stream.is_open());
    CHECK(pair.second.peer_endpoint() == pair.first.local_endpoint());
    std::array<char, 8> buffer;
    std::error_code error;
    CHECK_FALSE(stranger.stream.recv(buffer, error, 20s));
    CHECK(error != std::errc::timed_out);
}
